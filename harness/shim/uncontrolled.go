package shim

// Uncontrolled is v, the function that a task is about to call, or what it is about to give to one. It notes that what the function does is not
// under control.
func Uncontrolled[V any](v V, what string) V {
	if t := task(); t != nil {
		t.Uncontrolled(what)
	}
	return v
}
