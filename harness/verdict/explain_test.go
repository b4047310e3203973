package verdict

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// sketch writes a history down by operations in the order of their calls.
func sketch(spec *models.Spec, quiet []int64, ops ...histories.Operation) *histories.History {
	h := &histories.History{Operations: ops}
	for i := range ops {
		o := &ops[i]
		o.Op = spec.Index(o.Name)
		if o.Return == 0 {
			o.Return, o.Outcome = histories.Forever, histories.Stuck
		}
	}
	for _, at := range quiet {
		q := histories.Quiescence{At: at}
		for i := range ops {
			if ops[i].Pending(at) {
				q.Stuck = append(q.Stuck, i)
			}
		}
		h.Quiescences = append(h.Quiescences, q)
	}
	return h
}

func TestExplain(t *testing.T) {
	loose, strict := models.Semaphore(0).Spec(), models.Semaphore(0, models.FIFO()).Spec()
	one := models.Semaphore(1, models.FIFO()).Spec()
	for _, c := range []struct {
		name string
		spec *models.Spec
		h    *histories.History
		want string
	}{
		{"lost wakeup", loose, sketch(loose, []int64{5},
			histories.Operation{Task: 0, Name: "Acquire", In: 1, Call: 1},
			histories.Operation{Task: 1, Name: "Release", In: 1, Call: 2, Return: 3},
		), `
The model semaphore(0 permits), waiters in any order allows no order of these calls in which Acquire(1) is still waiting at the end:
  Acquire(1), then Release(1)    Acquire(1) waits, and Release(1) must let it go on
  Release(1), then Acquire(1)    1 permit is free, and Acquire(1) must return at once
`},
		{"lost wakeup, strict", strict, sketch(strict, []int64{5},
			histories.Operation{Task: 0, Name: "Acquire", In: 1, Call: 1},
			histories.Operation{Task: 1, Name: "Release", In: 1, Call: 2, Return: 3},
		), `
The model semaphore(0 permits), waiters first come, first served allows no order of these calls in which Acquire(1) is still waiting at the end:
  Acquire(1), then Release(1)    Acquire(1) waits, and Release(1) must let it go on
  Release(1), then Acquire(1)    1 permit is free, and Acquire(1) must return at once
`},
		{"double grant", one, sketch(one, []int64{5},
			histories.Operation{Task: 0, Name: "Acquire", In: 1, Call: 1, Return: 3},
			histories.Operation{Task: 1, Name: "Acquire", In: 1, Call: 2, Return: 4},
		), `
The model semaphore(1 permit), waiters first come, first served allows no order of these calls with these results:
  Acquire(1) of A, then Acquire(1) of B    0 permits are free: Acquire(1) of B must still wait, but it returned
  Acquire(1) of B, then Acquire(1) of A    0 permits are free: Acquire(1) of A must still wait, but it returned
`},
		{"try", one, sketch(one, []int64{7},
			histories.Operation{Task: 0, Name: "Acquire", In: 1, Call: 1, Return: 3},
			histories.Operation{Task: 1, Name: "TryAcquire", In: 1, Out: true, Call: 4, Return: 5},
		), `
The model semaphore(1 permit), waiters first come, first served allows no order of these calls with these results:
  Acquire(1), then TryAcquire(1)    0 permits are free: TryAcquire(1) must return false, but it returned true
`},
		{"gave up for nothing", one, sketch(one, []int64{7},
			histories.Operation{Task: 0, Name: "Acquire", In: 1, Call: 1, Return: 3, Mode: histories.Cancellable, Outcome: histories.Cancelled},
		), `
The model semaphore(1 permit), waiters first come, first served allows no order of these calls: Acquire gave up although neither its context was done nor its time had run out.
`},
		{"timed out for nothing", loose, sketch(loose, []int64{7},
			histories.Operation{Task: 0, Name: "Release", In: 1, Call: 1, Return: 2},
			histories.Operation{Task: 0, Name: "AcquireTimeout", In: 1, Call: 3, Return: 4, Mode: histories.Timeout, Outcome: histories.Cancelled},
		), `
The model semaphore(0 permits), waiters in any order allows no order of these calls with these results:
  Release(1), then AcquireTimeout(1) times out    1 permit is free: AcquireTimeout(1) must succeed, but it timed out
`},
		{"many orders", loose, sketch(loose, []int64{12},
			histories.Operation{Task: 0, Name: "Release", In: 1, Call: 1, Return: 10},
			histories.Operation{Task: 1, Name: "Release", In: 1, Call: 2, Return: 9},
			histories.Operation{Task: 2, Name: "Release", In: 2, Call: 3, Return: 11},
			histories.Operation{Task: 3, Name: "Free", Out: 5, Call: 4, Return: 8},
		), `
The model semaphore(0 permits), waiters in any order allows no order of these calls with these results:
The longest beginning that it allows:
  Release(1) of A, Release(1) of B, Release(2)
Then 4 permits are free, and none of these can be next:
  Free()    4 permits are free: Free() must return 4, but it returned 5
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := NewJudge(c.spec).Explain(c.h)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, "\n"+e.String()); diff != "" {
				t.Errorf("explanation differs (-want +got):\n%s", diff)
			}
		})
	}
}
