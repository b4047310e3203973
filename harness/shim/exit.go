package shim

import "strconv"

// Exit is os.Exit, which is handed in. A task's call ends the execution rather than the process. Status 0 is left to the process: package testing, which
// takes it for a test that wants to pass without having run, makes a panic of it.
//
// It is not inlined: the function that it returns would be named after its caller, and stand on stacks as the program's own.
//
//go:noinline
func Exit(native func(code int)) func(code int) {
	return func(code int) {
		if t := task(); t != nil && code != 0 {
			t.Exit("os.Exit(" + strconv.Itoa(code) + ")")
		}
		native(code)
	}
}
