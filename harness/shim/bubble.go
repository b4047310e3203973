package shim

// Bubble is testing/synctest.Test, which is handed in. A task runs f itself: its time is virtual anyway, and from now on moves only when
// nobody can run, as in a bubble. What f leaves behind is met at the end of the execution.
func Bubble[T any](native func(T, func(T))) func(T, func(T)) {
	return func(t T, f func(T)) {
		task := current()
		if task == nil {
			native(t, f)
			return
		}
		task.Punctual()
		f(t)
	}
}

// BubbleWait is testing/synctest.Wait, which is handed in. A task goes on when all others wait.
func BubbleWait(native func()) func() {
	return func() {
		if t := current(); t != nil {
			t.Settle()
			return
		}
		native()
	}
}
