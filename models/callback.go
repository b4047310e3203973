package models

import (
	"fmt"
	"slices"
	"strings"
)

// Thrown is what the functions panic with that models pass to their subjects:
// what a subject does when a callback panics is part of its contract.
const Thrown = thrown("the function that was passed in panics")

type thrown string

func (t thrown) String() string { return string(t) }

// NoPanics leaves out the operations in which a function that is passed in
// panics, or ends its goroutine. What it gives up: what the subject does then,
// for example that it lets go of its locks.
func NoPanics() Option { return func(s *settings) { s.noPanics = true } }

// CalmComputes weakens a Map: functions that compute a value do not panic. What it
// gives up: what is left behind when one does, which few maps say anything of.
func CalmComputes() Option { return func(s *settings) { s.calmComputes = true } }

// Reentrant makes models of containers stricter: a function that is passed in
// may call the container. Most locks of the standard library forbid that.
func Reentrant() Option { return func(s *settings) { s.reentrant = true } }

// RelaxedLen weakens the models of containers: what tells of the whole
// container (Len, Each, Keys, Values and the like) need not be true of one
// moment. Of a map or set it tells what each key was at a moment of its own
// during the call; Len of these, and all of it of a queue or stack, is exact only
// while no other call is under way. What it gives up: counts and snapshots that are torn. It is how
// sharded maps and lock-free queues are meant.
func RelaxedLen() Option { return func(s *settings) { s.relaxedLen = true } }

// RelaxedClear weakens a Map or Set: Clear removes each key at a moment of its own
// during the call, in any order. What it gives up: others that see one key gone
// and another one still there. It is how sharded maps are meant, which clear one
// shard after the other.
func RelaxedClear() Option { return func(s *settings) { s.relaxedClear = true } }

// RelaxedWalks is RelaxedLen for walks only (Each): each key is visited as it
// was at a moment of its own during the call. It is what sync.Map.Range promises.
func RelaxedWalks() Option { return func(s *settings) { s.relaxedWalks = true } }

// ExactWalks undoes RelaxedWalks.
func ExactWalks() Option { return func(s *settings) { s.relaxedWalks = false } }

// SpuriousTry weakens the operations that try (TryPut, TryGet and the like): they
// may fail while any other call is under way, and then change nothing. It is how
// bounded lock-free queues are meant, in which a slot is closed to all while one
// producer or consumer stands in it. What it gives up: a try that fails for no
// reason beside other calls. Alone it must still succeed.
func SpuriousTry() Option { return func(s *settings) { s.spuriousTry = true } }

// wobbly applies SpuriousTry to an operation that fails with out.
func wobbly[S, X any](set settings, op Op[S, X], out any) Op[S, X] {
	if set.spuriousTry {
		return op.MayAnswerBeside(out)
	}
	return op
}

// torn applies RelaxedLen to an operation that tells of the whole container.
func torn[S, X any](set settings, op Op[S, X]) Op[S, X] {
	if set.relaxedLen {
		return op.MayAnswerBeside(Whatever)
	}
	return op
}

// unless leaves an operation out if left is true.
func unless[S, X any](left bool, op Op[S, X]) []Op[S, X] {
	if left {
		return nil
	}
	return []Op[S, X]{op}
}

// pauses lets others run in the middle of a function that was passed in.
func (c *Call) pauses() {
	if c.Pause != nil {
		c.Pause()
	}
}

// calling is a method of which the model needs the call itself, to pass in
// functions that take a while. It states a comparable value, or an error.
func calling[X, A any](do func(x X, c *Call, a A) any, args Domain[A], offered func(x X) bool) Method[X, A, any] {
	known := sentinelsOf(nil)
	return Method[X, A, any]{args: args, modes: plainModes, known: known, offers: offered, call: func(x X, c *Call) {
		out := do(x, c, argument[A](c.Arg))
		if err, ok := out.(error); ok {
			out = known.token(err)
		}
		c.returned(out)
	}}
}

// none is the domain of operations without an argument.
var none Domain[None]

// sorted lists numbers in one value.
func sorted(list []int) string {
	list = slices.Clone(list)
	slices.Sort(list)
	return listed(list)
}

// pairs lists keys with their values in one value.
func pairs(list [][2]int) string {
	texts := make([]string, len(list))
	for i, kv := range list {
		texts[i] = fmt.Sprintf("%d=%d", kv[0], kv[1])
	}
	slices.Sort(texts)
	return strings.Join(texts, " ")
}
