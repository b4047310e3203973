package models

import "fmt"

// Waiter is a call that waits in the model.
type Waiter struct {
	Call  int    // index of the call in its history
	Name  string // its operation
	Arg   any    // its argument, nil without one
	Stage int    // 0 when it blocked; what the model moved it to since
	op    int
	cut   bool // its cancellation has struck and it waits on (see OnCancel)
}

// Turn is one operation acting on the state. It is valid only during the call
// of the model's function that it was passed to.
type Turn[S any] struct {
	// State is the state, to be read and assigned. Never change in place what
	// it refers to.
	State S

	m     *turns[S]
	level *level[S]
	self  Waiter // the acting call; Call is -1 in a drain
	end   ending
	out   any
}

type ending uint8

const (
	open ending = iota
	returned
	blocked
	late
)

// Return ends the operation with the given result: nil for none, the value, or
// the error, and Panics if the call must panic. It is the last thing that an
// operation does.
func (t *Turn[S]) Return(out any) {
	t.close(returned)
	t.out = out
}

// Block makes the call wait, behind all that wait already, until it is
// granted. In a resume function it says "not yet", in a cancel function "it
// can't leave yet".
func (t *Turn[S]) Block() { t.close(blocked) }

// TooLate says in a cancel function that the cancellation has no effect any
// more: the call must end as if there had been none. It waits on.
func (t *Turn[S]) TooLate() { t.close(late) }

func (t *Turn[S]) close(how ending) {
	if t.self.Call < 0 {
		panic("models: Return or Block in a drain: a drain acts for no call of its own")
	}
	if t.end != open {
		panic(fmt.Sprintf("models: operation %q: Return or Block twice in one turn", t.self.Name))
	}
	t.end = how
}

// Stage is 0 for a call that just began, and what Move set for one that is
// resumed or cancelled.
func (t *Turn[S]) Stage() int { return t.self.Stage }

// Self returns the acting call, which Move takes once it waits.
func (t *Turn[S]) Self() Waiter { return t.self }

// Waiting returns the calls that wait, those who blocked first in front; with
// names, only those of the named operations. The slice is valid until the next
// call of a method of t.
func (t *Turn[S]) Waiting(names ...string) []Waiter {
	t.m.scratch = t.m.scratch[:0]
	for _, w := range t.level.waiting {
		if w.Call != t.self.Call && named(w.Name, names) {
			t.m.scratch = append(t.m.scratch, w)
		}
	}
	return t.m.scratch
}

// First returns the call that waits longest, of the named operations if there
// are names, and false if there is none.
func (t *Turn[S]) First(names ...string) (Waiter, bool) {
	for _, w := range t.level.waiting {
		if w.Call != t.self.Call && named(w.Name, names) {
			return w, true
		}
	}
	return Waiter{}, false
}

func named(name string, names []string) bool {
	if len(names) == 0 {
		return true
	}
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// Grant lets w go on with the given result; it waits no more.
func (t *Turn[S]) Grant(w Waiter, out any) {
	if !t.level.remove(w.Call) {
		panic(fmt.Sprintf("models: Grant of %q, which does not wait", w.Name))
	}
	t.m.grant(t.level, w, t.m.core.rules[w.op].out(out), false)
}

// Move sets the stage of w, which waits on in its place.
func (t *Turn[S]) Move(w Waiter, stage int) {
	for i := range t.level.waiting {
		if t.level.waiting[i].Call == w.Call {
			t.level.waiting[i].Stage = stage
			return
		}
	}
	panic(fmt.Sprintf("models: Move of %q, which does not wait", w.Name))
}

// Choose returns one of 0 to n-1: whichever the implementation likes. All of
// them are tried. n must be at least 1.
func (t *Turn[S]) Choose(n int) int {
	if n < 1 {
		panic(fmt.Sprintf("models: Choose(%d): nothing to choose from", n))
	}
	return t.m.choose(n)
}

// Act is the verb of the grants tier: an operation that acts on a turn, which
// it must end with Return or Block.
func Act[S, X, A, R any](name string, m Method[X, A, R], request func(t *Turn[S], a A)) Op[S, X] {
	op := declare[S](name, m)
	op.info.Blocking = true // it may; only running it would tell
	op.wants(request != nil, "its function is nil")
	op.rule.request = func(t *Turn[S], arg any) { request(t, argument[A](arg)) }
	return op
}

// NonBlocking says of an operation on turns that it never blocks.
func (op Op[S, X]) NonBlocking() Op[S, X] {
	op.info.Blocking = false
	return op
}

// OnResume gives a waiting call a moment of its own at which it goes on: resume
// either takes what the call waits for and Returns, or Blocks, which means that
// it can't go yet. The moment may come late, and others may be first; but at a
// quiescence no waiting call may be able to go. Without it a call waits until
// it is granted.
func (op Op[S, X]) OnResume(resume func(t *Turn[S], arg any)) Op[S, X] {
	op.wants(resume != nil, "OnResume(nil)")
	op.wants(op.rule.request != nil, "OnResume is for operations made by Act; the condition of the others says it already")
	op.rule.resume = resume
	return op
}

// OnCancel says what a cancellation does that strikes while the call waits.
// With Return (the result counts for nothing) the call leaves the line, with
// Block it waits on and is granted or resumed later, and then ends as
// cancelled; with TooLate it must not end as cancelled. Without OnCancel the
// call leaves the line.
func (op Op[S, X]) OnCancel(cancel func(t *Turn[S], arg any)) Op[S, X] {
	op.wants(cancel != nil, "OnCancel(nil)")
	op.wants(op.info.Blocking, "OnCancel on an operation that never waits")
	op.rule.cancel = cancel
	return op
}
