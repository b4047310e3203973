// Command races explores each program of package pairs under control, in a build for the race detector, and prints as JSON in how many executions
// the detector has found a race.
package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"

	"example.com/races/pairs"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/racelog"
)

// Found is what is known of a program in the end.
type Found struct {
	Executions int
	Races      int    // executions with a race
	Replays    int    // of 100 repetitions of the first of them, those with a race
	Text       string // of the first race
	Endings    []string
}

var scheduler = sched.New()

func main() {
	found := map[string]Found{}
	for _, p := range pairs.All {
		for name, body := range map[string]func(){p.Name + ", with": p.With, p.Name + ", without": p.Without} {
			if body != nil && (len(os.Args) < 2 || strings.Contains(name, os.Args[1])) {
				found[name] = explore(body)
			}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		panic(err)
	}
}

// explore makes executions with one preemption, and random walks.
func explore(body func()) (f Found) {
	bounded := &sched.Bounded{Preemptions: 1}
	for range 100 {
		if !f.run(bounded, 0, body) {
			break
		}
	}
	for seed := range uint64(100) {
		f.run(&sched.Random{}, seed, body)
	}
	return f
}

func (f *Found) run(s sched.Strategy, seed uint64, body func()) bool {
	w, text := racelog.Begin(), ""
	res, more := scheduler.Run(seed, sched.Config{Strategy: s, Raced: func() { text = w.Text() }}, body)
	if !more {
		return false
	}
	f.Executions++
	if ending := res.Ending.String(); !slices.Contains(f.Endings, ending) {
		f.Endings = append(f.Endings, ending)
	}
	if res.Races == 0 {
		return true
	}
	if f.Races++; f.Races > 1 {
		return true
	}
	f.Text = text
	schedule := slices.Clone(res.Decisions)
	for range 100 {
		if again, _ := scheduler.Run(0, sched.Config{Strategy: &sched.Replay{Schedule: schedule}}, body); again.Races > 0 {
			f.Replays++
		}
	}
	return true
}
