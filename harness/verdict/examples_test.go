package verdict

import (
	"context"

	"github.com/tenter-go/tenter/models"
)

// The subjects of these models are only names: the tests judge written
// histories, so nothing is ever called.
type object struct{}

func (object) Do()                         {}
func (object) Wait()                       {}
func (object) Index() int                  { return 0 }
func (object) Put(int)                     {}
func (object) Get() int                    { return 0 }
func (object) Until(context.Context) error { return nil }

// latch is the model of the package documentation, in the guards tier.
func latch(missing int) *models.Model[object] {
	return models.New(missing,
		models.Do("Open", object.Do, func(missing int) int { return max(0, missing-1) }),
		models.Await("Wait", object.Wait, func(missing int) bool { return missing == 0 }),
		models.Get("Missing", object.Index, func(missing int) int { return missing }),
	)
}

// rendezvous hands a value over when a sender and a receiver have met; which
// partner is taken is open.
func rendezvous() *models.Model[object] {
	return models.Grants(models.None{}, nil,
		models.Act("Send", models.Func1(object.Put, models.Fresh()), func(t *models.Turn[models.None], v int) {
			if ws := t.Waiting("Receive"); len(ws) > 0 {
				t.Grant(ws[t.Choose(len(ws))], v)
				t.Return(nil)
				return
			}
			t.Block()
		}),
		models.Act("Receive", models.Ret(object.Get), func(t *models.Turn[models.None], _ models.None) {
			if ws := t.Waiting("Send"); len(ws) > 0 {
				w := ws[t.Choose(len(ws))]
				t.Grant(w, nil)
				t.Return(w.Arg)
				return
			}
			t.Block()
		}),
	)
}

// barrier lets n calls go when the last has come, each with its index.
func barrier(n int) *models.Model[object] {
	return models.Grants(models.None{}, nil,
		models.Act("Wait", models.Ret(object.Index), func(t *models.Turn[models.None], _ models.None) {
			ws := t.Waiting("Wait")
			if len(ws) < n-1 {
				t.Block()
				return
			}
			for i := range n - 1 {
				first, _ := t.First("Wait")
				t.Grant(first, i)
			}
			t.Return(n - 1)
		}),
	)
}

// Stages of a call of Wait on a condition.
const signalled = 1

// condition is a lock with a condition variable: a wait in three phases. It
// joins the waiters and gives the lock up; it is signalled; it has the lock
// again. A cancelled wait, too, ends only with the lock. Waiters go in any order.
func condition() *models.Model[object] {
	take := func(t *models.Turn[bool]) {
		if t.State {
			t.Block()
			return
		}
		t.State = true
		t.Return(nil)
	}
	wake := func(t *models.Turn[bool], ws []models.Waiter) {
		for _, w := range append([]models.Waiter(nil), ws...) {
			t.Move(w, signalled)
		}
	}
	asleep := func(t *models.Turn[bool]) (ws []models.Waiter) {
		for _, w := range t.Waiting("Wait") {
			if w.Stage != signalled {
				ws = append(ws, w)
			}
		}
		return ws
	}
	return models.Grants(false, nil, // the state: whether the lock is held
		models.Act("Lock", models.Func(object.Do), func(t *models.Turn[bool], _ models.None) { take(t) }).
			OnResume(func(t *models.Turn[bool], _ any) { take(t) }),
		models.Act("Unlock", models.Func(object.Do), func(t *models.Turn[bool], _ models.None) {
			t.State = false
			t.Return(nil)
		}).NonBlocking(),
		models.Act("Wait", models.Ctx(object.Until), func(t *models.Turn[bool], _ models.None) {
			t.State = false
			t.Block()
		}).OnResume(func(t *models.Turn[bool], _ any) {
			if t.Stage() != signalled {
				t.Block()
				return
			}
			take(t)
		}).OnCancel(func(t *models.Turn[bool], _ any) {
			t.Move(t.Self(), signalled)
			t.Block()
		}),
		models.Act("Signal", models.Func(object.Do), func(t *models.Turn[bool], _ models.None) {
			if ws := asleep(t); len(ws) > 0 {
				w := t.Choose(len(ws))
				wake(t, ws[w:w+1])
			}
			t.Return(nil)
		}).NonBlocking(),
		models.Act("Broadcast", models.Func(object.Do), func(t *models.Turn[bool], _ models.None) {
			wake(t, asleep(t))
			t.Return(nil)
		}).NonBlocking(),
	)
}

// buffer is a bounded queue in the guards tier.
func buffer(capacity int, opts ...models.Option) *models.Model[object] {
	return models.New([]int(nil),
		models.Wait("Put", models.Func1(object.Put, models.Fresh()),
			func(items []int, _ int) bool { return len(items) < capacity },
			func(items []int, v int) []int { return append(items, v) }),
		models.Take("Get", models.Ret(object.Get),
			func(items []int, _ models.None) bool { return len(items) > 0 },
			func(items []int, _ models.None) ([]int, int) { return items[1:], items[0] }),
		models.Get("Len", object.Index, func(items []int) int { return len(items) }),
	).With(opts...)
}
