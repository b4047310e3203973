package models

import "fmt"

// LocalOps is how a name is called under which each of two tasks, 1 and 2, has a
// value of its own: one function for each operation, nil for one that it does
// not offer.
type LocalOps struct {
	// Get returns the task's value, or an error if there is none.
	Get func(task int) (int, error)
	// Set gives the task v/100 the value v, or returns an error if it has ended.
	Set func(v int) error
	// Make returns the task's value; if there is none, the task gets one, which
	// is MadeValue of the task and of how often one was made for it, counted
	// from 1. It returns an error if the task has ended.
	Make func(task int) (int, error)
	// Delete takes the task's value away, or returns an error if there is none.
	Delete func(task int) error
	// End ends the task: it has no value any more, and all that is done for it is
	// an error.
	End func(task int)
}

func (o LocalOps) get(task int) (int, error)     { return o.Get(task) }
func (o LocalOps) set(v int) error               { return o.Set(v) }
func (o LocalOps) makeOne(task int) (int, error) { return o.Make(task) }
func (o LocalOps) delete(task int) error         { return o.Delete(task) }
func (o LocalOps) end(task int)                  { o.End(task) }

// MadeValue is the value that is made for a task of LocalOps for the n-th time.
func MadeValue(task, n int) int { return 1000*task + n }

// locals is the state: what each task has. A value of 0 is none.
type locals struct {
	value, made [3]int // by task
	ended       [3]bool
}

func (s locals) String() string {
	text := func(task int) string {
		switch {
		case s.ended[task]:
			return fmt.Sprintf("task %d has ended", task)
		case s.value[task] == 0:
			return fmt.Sprintf("task %d has nothing", task)
		}
		return fmt.Sprintf("task %d has %d", task, s.value[task])
	}
	return text(1) + ", " + text(2)
}

// Local is the model of a name under which each task has a value of its own. No
// operation waits; Make may wait for another Make of the same task, which the
// model does not tell from a slow one.
func Local(opts ...Option) *Model[LocalOps] {
	type o = LocalOps
	task := In(1, 2)
	values := FreshOf(func(i int) int { return 100*(i%2+1) + i })
	opts = append([]Option{Name("local"), Label("local(2 tasks)"), Describe(locals.String)}, opts...)
	return New(locals{},
		Update("Get", RetErr1(o.get, task).If(func(l o) bool { return l.Get != nil }), func(s locals, task int) (locals, any) {
			if s.value[task] == 0 {
				return s, ErrAny
			}
			return s, s.value[task]
		}),
		Update("Set", Err1(o.set, values).If(func(l o) bool { return l.Set != nil }), func(s locals, v int) (locals, error) {
			if s.ended[v/100] {
				return s, ErrAny
			}
			s.value[v/100] = v
			return s, nil
		}),
		Update("Make", RetErr1(o.makeOne, task).If(func(l o) bool { return l.Make != nil }), func(s locals, task int) (locals, any) {
			switch {
			case s.ended[task]:
				return s, ErrAny
			case s.value[task] == 0:
				s.made[task]++
				s.value[task] = MadeValue(task, s.made[task])
			}
			return s, s.value[task]
		}),
		Update("Delete", Err1(o.delete, task).If(func(l o) bool { return l.Delete != nil }), func(s locals, task int) (locals, error) {
			if s.value[task] == 0 {
				return s, ErrAny
			}
			s.value[task] = 0
			return s, nil
		}),
		Change("End", Func1(o.end, task).If(func(l o) bool { return l.End != nil }), func(s locals, task int) locals {
			s.value[task], s.ended[task] = 0, true
			return s
		}),
	).With(opts...)
}
