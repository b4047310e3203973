package models

import (
	"fmt"
	"reflect"
)

// Op is one operation of a model with state S for subjects of type X. It is
// made by a verb (Do, Get, Await, Change, Ask, Update, Wait, Take, Act) and
// refined by its methods, each of which returns the refined operation.
type Op[S, X any] struct {
	info   Operation
	call   func(x X, c *Call)
	offers func(x X) bool
	rule   rule[S]
	faults []string // what is wrong with the declaration; New panics with it
}

// rule is the contract of one operation over states of type S, with the types
// of argument and result erased.
type rule[S any] struct {
	when func(s S, arg any) bool     // nil: never waits
	then func(s S, arg any) (S, any) // nil for a rule on turns

	request, resume, cancel func(t *Turn[S], arg any)

	giveBack func(s S, arg, out any) S

	// Answers that change nothing: yields is the right one while another call
	// waits; crowded and spurious are allowed besides the right one, while
	// another call waits, and always.
	// Beside is allowed while any other call is under way.
	yields, crowded, spurious, beside             any
	hasYields, hasCrowded, hasSpurious, hasBeside bool

	waits bool // the operation may
	weak  bool // it is allowed a weaker answer

	out func(out any) any // brings a stated result to the form of histories
}

// declare is what all verbs have in common.
func declare[S, X, A, R any](name string, m Method[X, A, R]) Op[S, X] {
	op := Op[S, X]{call: m.call, offers: m.offers}
	op.info = Operation{Name: name, Args: m.args.erase(), Modes: m.modes, result: reflect.TypeFor[R]()}
	op.rule.out = outFunc[R](m.known)
	op.wants(name != "", "it has no name")
	op.wants(m.call != nil && !m.isNil, "its method is nil")
	hasDomain := m.args.values != nil || m.args.fresh != nil
	op.wants(!op.info.Args.Needed() || hasDomain, "it takes an argument of type %v but declares no values for it; use In(...) or Fresh()", reflect.TypeFor[A]())
	op.wants(op.info.result.Comparable(), "its result type %v can't be compared", op.info.result)
	return op
}

func (op *Op[S, X]) wants(ok bool, format string, args ...any) {
	if !ok {
		op.faults = append(op.faults, fmt.Sprintf("operation %q: ", op.info.Name)+fmt.Sprintf(format, args...))
	}
}

// outFunc picks, once for an operation, how its stated results are normalised.
func outFunc[R any](known sentinels) func(any) any {
	switch reflect.TypeFor[R]() {
	case reflect.TypeFor[None]():
		return func(out any) any {
			if out == any(Panics) {
				return out
			}
			return nil
		}
	case reflect.TypeFor[error](), reflect.TypeFor[any]():
		return func(out any) any {
			if err, ok := out.(error); ok {
				return known.token(err)
			}
			return out
		}
	}
	return func(out any) any { return out }
}

// YieldsWith says that the operation does not overtake: while any other call
// waits it must answer out and change nothing.
func (op Op[S, X]) YieldsWith(out any) Op[S, X] {
	op.rule.yields, op.rule.hasYields = out, true
	op.fitsResult(out)
	return op
}

// MayYieldWith weakens the operation: while any other call waits it may answer
// out and change nothing, or take effect as if nobody waited. A call counts as
// waiting from its beginning.
func (op Op[S, X]) MayYieldWith(out any) Op[S, X] {
	op.rule.crowded, op.rule.hasCrowded = out, true
	op.fitsResult(out)
	return op
}

// Spuriously weakens the operation: it may answer out and change nothing at
// any time. What it gives up: an operation that always answers out passes.
func (op Op[S, X]) Spuriously(out any) Op[S, X] {
	op.rule.spurious, op.rule.hasSpurious = out, true
	op.fitsResult(out)
	return op
}

// MayAnswerBeside weakens the operation: while any other call is under way,
// waiting or not, it may answer out and change nothing. Whatever as the answer
// allows all of them. What it gives up: an operation that is only ever right
// when it is alone passes.
func (op Op[S, X]) MayAnswerBeside(out any) Op[S, X] {
	op.rule.beside, op.rule.hasBeside = out, true
	if out != Whatever {
		op.fitsResult(out)
	}
	return op
}

func (op *Op[S, X]) fitsResult(out any) {
	op.wants(out == nil || reflect.TypeOf(out).AssignableTo(op.info.result),
		"the answer %v that it is allowed has type %T, but its results are of type %v", out, out, op.info.result)
}

// GiveBack says how a grant is undone when the call that got it turns out to
// be cancelled: the call was granted, took effect, and gives back at a later
// moment of its own. The model must be Prompt for it to be used.
func (op Op[S, X]) GiveBack(undo func(s S, arg, out any) S) Op[S, X] {
	op.wants(undo != nil, "GiveBack(nil)")
	op.wants(op.info.Blocking, "GiveBack on an operation that never waits")
	op.rule.giveBack = undo
	return op
}

// PanicsIf says in which states the call must panic, and then changes nothing.
func (op Op[S, X]) PanicsIf(misuse func(s S, arg any) bool) Op[S, X] {
	op.wants(misuse != nil, "PanicsIf(nil)")
	then := op.rule.then
	op.wants(then != nil, "PanicsIf is for operations of the guards tier; on a turn use Return(Panics)")
	op.rule.then = func(s S, arg any) (S, any) {
		if misuse(s, arg) {
			return s, Panics
		}
		return then(s, arg)
	}
	return op
}
