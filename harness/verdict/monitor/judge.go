package monitor

import (
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// DefaultBudget is the number of steps of a search after which it gives up. One
// takes a tenth of a microsecond, and a legal history seldom takes more than two for each call.
const DefaultBudget = 50_000_000

// Judge judges a history by a specification. Its names and values must be those
// of the specification (see models.Spec.Admit). A budget of 0 is DefaultBudget.
func Judge(spec *models.Spec, l *histories.Long, budget int) Answer {
	if budget == 0 {
		budget = DefaultBudget
	}
	t := newTranslation(spec, l)
	if !t.complete() {
		return open("monitor", "it has no name for some operation")
	}
	a, ok := t.judge(budget)
	if !ok {
		return open("monitor", "it knows no %s with all of these operations", spec.Name)
	}
	return t.answer(a)
}

func (t *translation) complete() bool {
	for _, i := range t.index {
		if i < 0 {
			return false
		}
	}
	return true
}

// judge returns false if it can't translate the history.
func (t *translation) judge(budget int) (Answer, bool) {
	o := t.object
	switch o.Kind {
	case models.QueueObject, models.StackObject, models.PriorityObject:
		if o.Unstable || o.Incomparable || !t.queueOps() {
			return Answer{}, false
		}
		return t.judgeContainer(budget), true
	case models.DequeObject:
		if !t.dequeOps() {
			return Answer{}, false
		}
		return t.judgeContainer(budget), true
	case models.RegisterObject:
		if !t.registerOps() {
			return Answer{}, false
		}
		return judgeCell(t.ops, int64(t.l.Word(o.Initial)), budget), true
	case models.DictionaryObject, models.SetObject:
		translate := t.dictionaryCall
		if o.Kind == models.SetObject {
			translate = t.setCall
		}
		list, ok := t.keyedOps(translate)
		if !ok {
			return Answer{}, false
		}
		return judgeKeys(list, budget), true
	}
	return t.judgeCount(budget)
}

// judgeCount judges what is a number that calls add to.
func (t *translation) judgeCount(budget int) (Answer, bool) {
	o := t.object
	first, ok := int64(0), false
	switch o.Kind {
	case models.CounterObject:
		first, ok = int64(o.Capacity), t.counterOps()
	case models.SemaphoreObject:
		limit := int64(o.Limit)
		if limit == 0 {
			limit = highest >> 1
		}
		first, ok = int64(o.Capacity), t.semaphoreOps(limit)
	case models.LockObject:
		first, ok = 1, t.semaphoreOps(1)
	case models.RWLockObject:
		ok = t.rwlockOps()
	}
	if !ok {
		return Answer{}, false
	}
	f := newFrontier(t.ops, budget)
	return f.run(&counting{ops: t.ops, count: first, front: f}), true
}
