package family

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/models"
)

// PriorityCalls are the functions of a queue from which the least item comes first.
type PriorityCalls struct {
	Put     func(v int) bool // false if it failed
	Get     func(ctx context.Context) (int, error)
	GetWait func() (int, bool) // waits or fails
	TryGet  func() (int, bool) // never waits
	GetMany func(n int) ([]int, bool)
	Peek    func() (int, bool)
	Len     func() int
	Close   func()
	Timed   func(d time.Duration) (int, bool)
}

var priorityQueue = stated(Family{
	Name:    "priority-queue",
	Aliases: []string{"heap", "priority-heap"},
	About:   "queue with the least item first, in any order among equals",
	Types:   words("PriorityQueue PQueue PQ Heap PriorityBlockingQueue"),
	Calls: []Call{
		{Name: "Put", Args: words("v"), Names: words(puts), Drops: true},
		{Name: "Get", Args: words("ctx"), Names: contextual(gets)},
		{Name: "GetMany", Args: words("n"), Names: words("Get GetMany GetN PopN PopMany TakeMany Poll Dequeue DequeueN Drain")},
		{Name: "GetWait", Names: words(gets)},
		{Name: "TryGet", Names: words(tryGets)},
		{Name: "Timed", Args: words("d"), Names: words(gets + waits)},
		{Name: "Peek", Names: words("Peek Top Head First Front Min")},
		{Name: "Len", Names: counts},
		{Name: "Close", Names: words("Dispose Close Shutdown Stop"), Drops: true},
	},
	Allows: words("late-context relaxed-len"),
	Needs:  [][]string{{"Put"}, {"Get", "GetMany", "GetWait", "TryGet", "Timed"}},
}, priorityContracts()...)

// priorityContract says what signatures leave open.
type priorityContract struct{ waits, drops bool }

func priorityContracts() (list []contract[PriorityCalls]) {
	for _, p := range []priorityContract{{true, false}, {true, true}, {false, false}, {false, true}} {
		list = append(list, p.contract())
	}
	return list
}

func (p priorityContract) contract() contract[PriorityCalls] {
	name := map[bool]string{true: "get-waits", false: "get-fails"}[p.waits] + map[bool]string{true: ",close-drops", false: ",close-keeps"}[p.drops]
	return contract[PriorityCalls]{
		name:  name,
		about: "get " + map[bool]string{true: "waits", false: "fails"}[p.waits] + " when there is no item, and what is left when it is closed is " + map[bool]string{true: "dropped", false: "kept"}[p.drops],
		applies: func(_ bool, offers func(string) bool) bool {
			open := offers("GetWait") || offers("GetMany")
			return (open || p.waits) && (offers("Close") || !p.drops)
		},
		subject: func(c Choice, _ int, construct func() PriorityCalls) *models.Subject {
			return models.PriorityQueue(0, c.options(models.Unstable())...).Bind(func() models.QueueOps { return p.adapt(construct()) })
		},
	}
}

// adapt brings the functions of a queue to the form of the model.
func (p priorityContract) adapt(c PriorityCalls) models.QueueOps {
	o := models.QueueOps{Get: c.Get, Peek: c.Peek, Len: c.Len}
	if c.Put != nil {
		o.PutErr = func(v int) error { return refusal(c.Put(v)) }
	}
	if c.Timed != nil {
		o.GetTimeout = func(d time.Duration) (int, bool, error) {
			v, ok := c.Timed(d)
			return v, ok, nil
		}
	}
	get := func(take func() (int, bool)) func() (int, error) {
		return func() (int, error) {
			v, ok := take()
			return v, refusal(ok)
		}
	}
	if c.TryGet != nil {
		o.TryGet = get(c.TryGet)
	}
	switch {
	case c.GetWait != nil && p.waits:
		o.GetErr = get(c.GetWait)
	case c.GetWait != nil && o.TryGet == nil:
		o.TryGet = get(c.GetWait)
	}
	if c.GetMany != nil && p.waits {
		o.GetMany = func(n int) ([]int, error) {
			list, ok := c.GetMany(n)
			return list, refusal(ok)
		}
	}
	if c.GetMany != nil && !p.waits {
		o.TryGetMany = func(n int) []int {
			list, _ := c.GetMany(n)
			return list
		}
	}
	if p.drops {
		o.ShutdownNow = c.Close
	} else {
		o.Shutdown = c.Close
	}
	return o
}
