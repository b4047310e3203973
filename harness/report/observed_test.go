package report_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// TestObserved: a case found without control shows what was seen, why it is wrong, and where somebody is stuck.
func TestObserved(t *testing.T) {
	spec := models.Semaphore(0).Spec()
	acquire, release := spec.Index("Acquire"), spec.Index("Release")
	h := &histories.History{
		Operations: []histories.Operation{
			{Task: 1, Op: acquire, Name: "Acquire", In: 1, Call: 1, Return: histories.Forever, Outcome: histories.Stuck},
			{Task: 0, Op: release, Name: "Release", In: 1, Call: 2, Return: 3},
		},
		Quiescences: []histories.Quiescence{{At: 4, Stuck: []int{0}}},
	}
	c := &counterexample.Counterexample{
		Target: counterexample.Target{Prim: "semaphore", Mutant: "deaf", Model: spec.Label}, Verdict: verdict.LostWakeup, Message: "Acquire waits for ever at sem.go:30",
		Seed: 7, Execution: 12, Found: counterexample.Size{Tasks: 3, Operations: 9}, Shrinks: 400,
		Scenario: &scenario.Scenario{Tasks: [][]scenario.Op{{{Op: release, Name: "Release", Arg: 1}}, {{Op: acquire, Name: "Acquire", Arg: 1}}}},
		Observed: &counterexample.Observed{Stamps: "counter", History: h, Stacks: "Acquire(1) of B [select]:\nexample.com/sem.(*Sem).Acquire()\n\t/src/sem.go:30 +0x1\n"},
	}
	e, err := verdict.NewJudge(spec).Explain(h)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	in := report.Input{Counterexample: c, Spec: spec, Explanation: &e, Replay: []string{"check replay x.txt"}, Mode: "stress"}
	if err := report.Text(&b, in, report.Options{Width: 90, ReadFile: func(string) ([]byte, error) { return nil, os.ErrNotExist }}); err != nil {
		t.Fatal(err)
	}
	const want = `lost wakeup: Acquire waits for ever at sem.go:30

case:     2 tasks, 2 operations   (found with 3 tasks, 9 operations)
subject:  semaphore(0 permits), waiters in any order; mutant deaf

      task A       task B
1                  Acquire(1) ... never returns
2     Release(1)
3     -- nothing can run; stuck: Acquire(1) --

Why it is wrong
  The model semaphore(0 permits), waiters in any order allows no order of these calls in
  which Acquire(1) is still waiting at the end:
    Acquire(1), then Release(1)    Acquire(1) waits, and Release(1) must let it go on
    Release(1), then Acquire(1)    1 permit is free, and Acquire(1) must return at once

Where they were
  Acquire(1) of B [select]:
      sem.go:30

replay   check replay x.txt
more     check explain lost-wakeup
seed     00000007; found in execution 12, shrunk in 400 more
mode     stress
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got, want := report.Line(in, report.Options{}), "lost wakeup: Acquire waits for ever at sem.go:30 (2 tasks, 2 operations)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestObservedLong: of a long history the end is shown, and how much is before it.
func TestObservedLong(t *testing.T) {
	spec := models.Semaphore(0).Spec()
	release := spec.Index("Release")
	h := &histories.History{}
	for i := range int64(500) {
		h.Operations = append(h.Operations, histories.Operation{Op: release, Name: "Release", In: 1, Call: 2*i + 1, Return: 2*i + 2})
	}
	c := &counterexample.Counterexample{
		Target: counterexample.Target{Prim: "semaphore", Model: spec.Label}, Verdict: verdict.WrongResult, Message: "wrong", Scenario: &scenario.Scenario{Tasks: [][]scenario.Op{{}}},
		Observed: &counterexample.Observed{Stamps: "counter", History: h},
	}
	var b strings.Builder
	if err := report.Text(&b, report.Input{Counterexample: c, Spec: spec, Mode: "stress"}, report.Options{Width: 90}); err != nil {
		t.Fatal(err)
	}
	if text := b.String(); !strings.Contains(text, "440 rows before these; the file has all") || !strings.Contains(text, "\n500 ") || strings.Contains(text, "\n440 ") {
		t.Errorf("want the last 60 rows:\n%s", text)
	}
}
