package proof

// sketchExploration explores the sketches, under control: to the end, if that is not too far, else until what is asked for has been met.
const sketchExploration = `package controlled

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"example.com/proof/sketches"
	"github.com/tenter-go/tenter/harness"
	"github.com/tenter-go/tenter/harness/sched"
)

func TestMain(m *testing.M) { harness.Main(m) }

type seen struct {
	Sketch     int
	Executions int
	All        bool
	Outcomes   []string
}

func TestSketches(t *testing.T) {
	most, err := strconv.Atoi(os.Getenv("PROOF_MOST"))
	if err != nil {
		t.Fatal(err)
	}
	var wanted [][]string
	if text, err := os.ReadFile("wanted.json"); err == nil {
		if err := json.Unmarshal(text, &wanted); err != nil {
			t.Fatal(err)
		}
	}
	s := sched.New()
	defer s.Close()
	for i := range sketches.Sketches {
		got := every(s, i, most)
		if !got.All && wanted != nil {
			various(s, &got, wanted[i], 50*most)
		}
		slices.Sort(got.Outcomes)
		text, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("seen", string(text))
	}
}

// run makes an execution. Its outcome is taken when nobody can run any more: what is stuck is unwound after that.
func (got *seen) run(s *sched.Scheduler, known map[string]bool, strategy sched.Strategy, seed uint64) (more bool) {
	p := sketches.Sketches[got.Sketch]
	var r sketches.Result
	_, more = s.Run(seed, sched.Config{Strategy: strategy, TriesLocks: true}, func() { p.Run(&r) })
	if !more {
		return false
	}
	got.Executions++
	if o := r.Outcome(p.Routines); !known[o] {
		known[o] = true
		got.Outcomes = append(got.Outcomes, o)
	}
	return true
}

func every(s *sched.Scheduler, sketch, most int) seen {
	got, known := seen{Sketch: sketch}, map[string]bool{}
	strategy := &sched.Bounded{Preemptions: 1 << 30}
	for got.Executions < most {
		if !got.run(s, known, strategy, 0) {
			got.All = true
			break
		}
	}
	return got
}

func various(s *sched.Scheduler, got *seen, wanted []string, most int) {
	known := map[string]bool{}
	for _, o := range got.Outcomes {
		known[o] = true
	}
	unmet := func(o string) bool { return !known[o] }
	strategies := []sched.Strategy{&sched.Sticky{Stay: 3}, &sched.PCT{Depth: 3}, &sched.Random{}, &sched.PCT{Depth: 5}}
	for n := 0; n < most && slices.ContainsFunc(wanted, unmet); n++ {
		got.run(s, known, strategies[n%len(strategies)], uint64(n))
	}
}
`

// sketchRunner runs one sketch natively, again and again. A run is over when all its goroutines have ended, or when a dump of all stacks shows each of
// them waiting for another one, and the same after all timers must have fired.
const sketchRunner = `package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"example.com/proof/sketches"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	runs, _ := strconv.Atoi(os.Args[2])
	p := sketches.Sketches[n]
	for range runs {
		r := new(sketches.Result)
		go p.Run(r)
		for pause := 20 * time.Microsecond; !r.Ended(p.Routines); pause *= 2 {
			time.Sleep(pause)
			if pause > 10*time.Millisecond && stuck() {
				before := r.Outcome(p.Routines)
				time.Sleep(40 * time.Millisecond)
				if stuck() && r.Outcome(p.Routines) == before {
					break
				}
				pause /= 2
			}
		}
		stuck() // stops the world, after which all sees what was done
		fmt.Println(r.Outcome(p.Routines))
	}
}

// stuck reports whether all goroutines of sketches wait.
func stuck() bool {
	stacks := make([]byte, 1<<22)
	dump := string(stacks[:runtime.Stack(stacks, true)])
	for _, g := range strings.Split(dump, "\n\n") {
		head, _, _ := strings.Cut(g, "\n")
		if strings.Contains(g, "/sketches.") && !waits(head) {
			return false
		}
	}
	return true
}

func waits(head string) bool {
	for _, reason := range []string{"[chan ", "[select", "[sync."} {
		if strings.Contains(head, reason) {
			return true
		}
	}
	return false
}
`
