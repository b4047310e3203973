package models

// The verbs of the guards tier. A guard (when) says in which states a waiting
// call may go on; an effect (then) gives the state after it. Both are pure:
// they look at nothing but their arguments and leave those as they are.
//
//	        argument and form are told by a Method   plain method, no argument
//	never waits:  Ask     result only                Get
//	              Change  effect only                Do
//	              Update  effect and result
//	waits:        Wait    effect only                Await (no effect)
//	              Take    effect and result

// Do is an operation that never waits and only changes the state.
func Do[S, X any](name string, method func(X), then func(S) S) Op[S, X] {
	op := Change(name, Func(method), func(s S, _ None) S { return then(s) })
	op.wants(then != nil, "its effect is nil")
	return op
}

// Get is an operation that never waits and only returns what is in the state.
func Get[S, X, R any](name string, method func(X) R, result func(S) R) Op[S, X] {
	op := Ask(name, Ret(method), func(s S, _ None) R { return result(s) })
	op.wants(result != nil, "its result function is nil")
	return op
}

// Await is an operation that waits until the state is as wanted, and leaves it
// so.
func Await[S, X any](name string, method func(X), until func(S) bool) Op[S, X] {
	op := Wait(name, Func(method), func(s S, _ None) bool { return until(s) }, func(s S, _ None) S { return s })
	op.wants(until != nil, "its condition is nil")
	return op
}

// Ask never waits and returns what is in the state.
func Ask[S, X, A, R any](name string, m Method[X, A, R], result func(S, A) R) Op[S, X] {
	op := Update(name, m, func(s S, a A) (S, R) { return s, result(s, a) })
	op.wants(result != nil, "its result function is nil")
	return op
}

// Change never waits and changes the state; its result is R's zero value.
func Change[S, X, A, R any](name string, m Method[X, A, R], then func(S, A) S) Op[S, X] {
	op := Update(name, m, func(s S, a A) (next S, out R) { return then(s, a), out })
	op.wants(then != nil, "its effect is nil")
	return op
}

// Update never waits, changes the state and returns a result.
func Update[S, X, A, R any](name string, m Method[X, A, R], then func(S, A) (S, R)) Op[S, X] {
	op := declare[S](name, m)
	op.wants(then != nil, "its effect is nil")
	op.rule.then = effect(op.rule.out, then)
	return op
}

// Wait waits until when holds, and then changes the state; its result is R's
// zero value.
func Wait[S, X, A, R any](name string, m Method[X, A, R], when func(S, A) bool, then func(S, A) S) Op[S, X] {
	op := Take(name, m, when, func(s S, a A) (next S, out R) { return then(s, a), out })
	op.wants(then != nil, "its effect is nil")
	return op
}

// Take waits until when holds, then changes the state and returns a result.
func Take[S, X, A, R any](name string, m Method[X, A, R], when func(S, A) bool, then func(S, A) (S, R)) Op[S, X] {
	op := declare[S](name, m)
	op.info.Blocking = true
	op.wants(when != nil, "its condition is nil")
	op.wants(then != nil, "its effect is nil")
	op.rule.when = func(s S, arg any) bool { return when(s, argument[A](arg)) }
	op.rule.then = effect(op.rule.out, then)
	return op
}

func effect[S, A, R any](normal func(any) any, then func(S, A) (S, R)) func(S, any) (S, any) {
	return func(s S, arg any) (S, any) {
		next, out := then(s, argument[A](arg))
		return next, normal(out)
	}
}

// argument is the argument in the type that the contract is written in: the
// zero value, None, where there is none.
func argument[A any](arg any) A {
	a, _ := arg.(A)
	return a
}
