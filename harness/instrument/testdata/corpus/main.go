// Command corpus runs the items natively, or explores them under control, and prints what came out of each as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"example.com/corpus/items"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/racelog"
)

// Found is what is known of an item in the end.
type Found struct {
	Want     []string
	Got      []string
	Diverged string // two replays of one execution that were not the same
}

func main() {
	found := map[string]Found{}
	for _, item := range items.All {
		if len(os.Args) > 2 && !strings.Contains(item.Name, os.Args[2]) {
			continue
		}
		f := Found{Want: item.Want}
		switch os.Args[1] {
		case "native":
			f.Got = native(item)
		case "races":
			f.Got = races(item)
		default:
			f.Got, f.Diverged = explore(item)
		}
		found[item.Name] = f
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		panic(err)
	}
}

func native(item items.Item) []string {
	if item.Hangs {
		return nil
	}
	seen := map[string]bool{}
	for range 10 {
		seen[item.Run()] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// explore makes all executions with two preemptions, as far as there is time for them, and a random walk; of some it repeats the
// decisions.
func explore(item items.Item) (got []string, diverged string) {
	seen := map[string]bool{}
	run := func(s sched.Strategy, seed uint64) (sched.Result, string, bool) {
		out := ""
		res, more := once(s, seed, func() { out = item.Run() })
		return res, describe(res, out), more
	}
	bounded := &sched.Bounded{Preemptions: 2}
	for range 5000 {
		_, out, more := run(bounded, 0)
		if !more {
			break
		}
		seen[out] = true
	}
	for seed := range uint64(500) {
		res, out, _ := run(&sched.Random{}, seed)
		seen[out] = true
		if seed%25 == 0 {
			replay := &sched.Replay{Schedule: slices.Clone(res.Decisions)}
			sum := res.Sum
			again, same, _ := run(replay, 0)
			if again.Sum != sum || same != out {
				diverged = fmt.Sprintf("seed %d: %q, then %q", seed, out, same)
			}
		}
	}
	return slices.Sorted(maps.Keys(seen)), diverged
}

// races makes executions where the race detector looks, and returns what it says of the first of those with a race.
func races(item items.Item) []string {
	for seed := range uint64(200) {
		w, text := racelog.Begin(), ""
		cfg := sched.Config{Strategy: &sched.Random{}, Raced: func() { text = w.Text() }}
		if res, _ := scheduler.Run(seed, cfg, func() { item.Run() }); res.Races > 0 {
			return []string{text}
		}
	}
	return nil
}

var scheduler = sched.New()

func once(s sched.Strategy, seed uint64, body func()) (sched.Result, bool) {
	return scheduler.Run(seed, sched.Config{Strategy: s}, body)
}

func describe(res sched.Result, out string) string {
	switch {
	case res.Ending == sched.EndPanic:
		return fmt.Sprint("panic: ", res.Panic.Value)
	case res.Ending != sched.EndQuiet:
		return fmt.Sprint(res.Ending)
	case len(res.Stuck) > 0:
		return fmt.Sprintf("%d stuck", len(res.Stuck))
	}
	return out
}
