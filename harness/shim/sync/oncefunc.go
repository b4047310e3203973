package sync

// lazy is a value that is computed when it is first asked for.
type lazy[T any] struct {
	once  Once
	f     func() T
	value T
	ok    bool // f has returned
	cause any  // what f panicked with otherwise
}

func (l *lazy[T]) get() T {
	l.once.Do(l.compute)
	if !l.ok {
		panic(l.cause)
	}
	return l.value
}

// compute panics where f does, so that the first caller sees f's own stack. f ending its goroutine counts as a panic with nil.
func (l *lazy[T]) compute() {
	defer func() {
		l.f = nil // what f refers to need not be kept any longer
		l.cause = recover()
		if !l.ok {
			panic(l.cause)
		}
	}()
	l.value = l.f()
	l.ok = true
}

// OnceFunc is sync.OnceFunc.
func OnceFunc(f func()) func() {
	l := &lazy[struct{}]{f: func() struct{} { f(); return struct{}{} }}
	return func() { l.get() }
}

// OnceValue is sync.OnceValue.
func OnceValue[T any](f func() T) func() T {
	l := &lazy[T]{f: f}
	return func() T { return l.get() }
}

type pair[T1, T2 any] struct {
	first  T1
	second T2
}

// OnceValues is sync.OnceValues.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	l := &lazy[pair[T1, T2]]{f: func() (v pair[T1, T2]) { v.first, v.second = f(); return v }}
	return func() (T1, T2) {
		v := l.get()
		return v.first, v.second
	}
}
