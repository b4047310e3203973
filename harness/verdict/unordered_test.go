package verdict

import (
	"math/rand/v2"
	"testing"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// unordered forgets when the calls of h up to its last quiescence were made, but for which task made which before which.
func unordered(h *histories.History, tasks int) *histories.History {
	u := h.Clone()
	u.Unordered = true
	n := len(u.Operations)
	last := make([]bool, tasks) // the task has a call that never came back, and can make no more
	kept := u.Operations[:0]
	for _, o := range u.Operations {
		o.Task %= tasks
		if last[o.Task] {
			continue
		}
		last[o.Task] = o.Outcome == histories.Stuck
		kept = append(kept, o)
	}
	u.Operations = kept
	q := histories.Quiescence{At: int64(2*n + 3)}
	for i := range u.Operations {
		o := &u.Operations[i]
		o.Call = int64(i + 2)
		if o.Cancel != 0 {
			o.Cancel = 1
		}
		if o.Outcome == histories.Stuck {
			q.Stuck = append(q.Stuck, i)
			continue
		}
		o.Return = int64(n + i + 2)
	}
	u.Quiescences = []histories.Quiescence{q}
	return u
}

// TestUnorderedAgree holds the fast judge against porcupine on histories that don't say what tasks did at the same time.
func TestUnorderedAgree(t *testing.T) {
	n := 4000
	if testing.Short() {
		n = 500
	}
	const seed = 11
	t.Logf("seed %d", seed)
	for _, spec := range []*models.Spec{
		models.Semaphore(1).Spec(), models.Semaphore(1, models.FIFO()).Spec(), models.Queue(1, models.FIFO()).Spec(), models.Lock().Spec(),
	} {
		r := rand.New(rand.NewPCG(seed, 2))
		j := NewJudge(spec)
		legal := 0
		for range n {
			h := unordered(noise(r, spec, []any{nil, true, false, 1, 2}), 2+r.IntN(2))
			if err := h.Validate(); err != nil {
				t.Fatal(err)
			}
			fast := j.Check(h)
			slow, err := j.Confirm(h)
			if err != nil {
				t.Fatal(err)
			}
			if fast.Kind != slow && fast.Kind != Unknown && slow != Unknown {
				t.Fatalf("%s: %v, porcupine says %v:\n%v", spec.Label, fast.Kind, slow, h)
			}
			if fast.Kind == OK {
				legal++
			}
		}
		t.Logf("%s: %d of %d legal", spec.Label, legal, n)
		if legal < n/50 || legal > n*49/50 {
			t.Errorf("%s: %d of %d histories are legal: that compares little", spec.Label, legal, n)
		}
	}
}

// TestUnordered: what a task did first comes first, and nothing else is known.
func TestUnordered(t *testing.T) {
	spec := models.Queue(0, models.FIFO()).Spec()
	call := func(task int, name string, in, out any, at int64) histories.Operation {
		return histories.Operation{Task: task, Op: spec.Index(name), Name: name, In: in, Out: out, Call: at, Return: at + 10}
	}
	for _, test := range []struct {
		name string
		h    *histories.History
		want Kind
	}{
		{"put in turn and got in turn", &histories.History{Unordered: true, Operations: []histories.Operation{
			call(0, "TryPut", 1, nil, 1), call(0, "TryPut", 2, nil, 2), call(1, "TryGet", nil, 1, 3), call(1, "TryGet", nil, 2, 4),
		}}, OK},
		{"got against the turn", &histories.History{Unordered: true, Operations: []histories.Operation{
			call(0, "TryPut", 1, nil, 1), call(0, "TryPut", 2, nil, 2), call(1, "TryGet", nil, 2, 3), call(1, "TryGet", nil, 1, 4),
		}}, WrongResult},
		{"put by two tasks", &histories.History{Unordered: true, Operations: []histories.Operation{
			call(0, "TryPut", 1, nil, 1), call(2, "TryPut", 2, nil, 2), call(1, "TryGet", nil, 2, 3), call(1, "TryGet", nil, 1, 4),
		}}, OK},
	} {
		if got := NewJudge(spec).Check(test.h); got.Kind != test.want {
			t.Errorf("%s: %v, want %v", test.name, got.Kind, test.want)
		}
		if got, err := NewJudge(spec).Confirm(test.h); err != nil || got != test.want {
			t.Errorf("%s: porcupine says %v, %v; want %v", test.name, got, err, test.want)
		}
	}
}
