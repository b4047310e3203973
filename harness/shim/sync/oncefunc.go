package sync

// lazy is a value that is computed by a function when it is first asked for. As with the real functions, making one costs two allocations: it, and
// the function that asks.
type lazy[F caller[T], T any] struct {
	once  Once
	f     F
	value T
	ok    bool // f has returned
	cause any  // what f panicked with otherwise
}

// caller is a function of any of the three forms.
type caller[T any] interface{ call() T }

func (l *lazy[F, T]) get() T {
	l.once.Do(l.compute)
	if !l.ok {
		panic(l.cause)
	}
	return l.value
}

// compute panics where f does, so that the first caller sees f's own stack. f ending its goroutine counts as a panic with nil.
func (l *lazy[F, T]) compute() {
	defer func() {
		var none F
		l.f = none // what f refers to need not be kept any longer
		l.cause = recover()
		if !l.ok {
			panic(l.cause)
		}
	}()
	l.value = l.f.call()
	l.ok = true
}

type action func()

func (f action) call() (none struct{}) {
	f()
	return none
}

// OnceFunc is sync.OnceFunc.
func OnceFunc(f func()) func() {
	l := &lazy[action, struct{}]{f: f}
	return func() { l.get() }
}

type source[T any] func() T

func (f source[T]) call() T { return f() }

// OnceValue is sync.OnceValue.
func OnceValue[T any](f func() T) func() T {
	l := &lazy[source[T], T]{f: f}
	return func() T { return l.get() }
}

type pair[T1, T2 any] struct {
	first  T1
	second T2
}

type sources[T1, T2 any] func() (T1, T2)

func (f sources[T1, T2]) call() (v pair[T1, T2]) {
	v.first, v.second = f()
	return v
}

// OnceValues is sync.OnceValues.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	l := &lazy[sources[T1, T2], pair[T1, T2]]{f: f}
	return func() (T1, T2) {
		v := l.get()
		return v.first, v.second
	}
}
