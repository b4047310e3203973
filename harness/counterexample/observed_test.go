package counterexample_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// observed is a case that was found without control.
func observed(unordered bool) *counterexample.Counterexample {
	c := sample()
	c.Schedule, c.Sum, c.Fair, c.Died, c.Output, c.Twin = nil, 0, 0, false, "", nil
	call := func(task int, name string, in, out any, from, to int64) histories.Operation {
		return histories.Operation{Task: task, Op: spec.Index(name), Name: name, In: in, Out: out, Call: from, Return: to}
	}
	h := &histories.History{Operations: []histories.Operation{
		call(2, "TryAcquire", 1, true, 1, 2), call(0, "Acquire", 1, nil, 3, histories.Forever), call(1, "Release", 2, nil, 5, 6),
	}}
	h.Operations[1].Outcome, h.Operations[1].Mode, h.Operations[1].Cancel = histories.Stuck, histories.Cancellable, 4
	h.Quiescences = []histories.Quiescence{{At: 7, Stuck: []int{1}}}
	if unordered {
		h = &histories.History{Unordered: true, Operations: []histories.Operation{
			call(0, "TryAcquire", 1, true, 1, 5), call(0, "Free", nil, 0, 2, 6), call(1, "Release", 1, nil, 3, 7), call(1, "Free", nil, 1, 4, 8), call(3, "Free", nil, 1, 10, 11),
		}, Quiescences: []histories.Quiescence{{At: 9}}}
	}
	c.Observed = &counterexample.Observed{Stamps: "clock", History: h, Stacks: "Acquire(1) of A [select]:\nmain.f()\n\t/x.go:3\n"}
	return c
}

// TestObservedRoundTrip: what was seen comes back, so that it can be judged again.
func TestObservedRoundTrip(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		want := observed(unordered)
		if err := want.Observed.History.Validate(); err != nil {
			t.Fatal(err)
		}
		text, err := counterexample.Format(want, spec)
		if err != nil {
			t.Fatal(err)
		}
		got, err := counterexample.Parse(text, resolve)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("(-want +got):\n%s\n%s", d, text)
		}
		judge := func(h *histories.History) verdict.Kind { return verdict.NewJudge(spec).Check(h).Kind }
		if a, b := judge(want.Observed.History), judge(got.Observed.History); a != b {
			t.Errorf("%v, and read again %v", a, b)
		}
	}
}

// TestObservedErrors: a history that can't have been seen is refused.
func TestObservedErrors(t *testing.T) {
	text, err := counterexample.Format(observed(false), spec)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, new string }{
		{"2 call TryAcquire 1", "2 call Jump 1"}, {"2 call TryAcquire 1", "2 call TryAcquire true"}, {"2 return true", "5 return true"}, {"mode: stress", "mode: luck"},
		{"1 call Release 2", "0 call Release 2"},
	} {
		if !strings.Contains(string(text), test.old) {
			t.Fatalf("no %q in\n%s", test.old, text)
		}
		if _, err := counterexample.Parse([]byte(strings.Replace(string(text), test.old, test.new, 1)), resolve); !errors.Is(err, counterexample.ErrFormat) {
			t.Errorf("%q: %v", test.new, err)
		}
	}
}
