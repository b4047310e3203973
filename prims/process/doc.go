// Package process runs functions of this program in child processes.
//
// # Functions
//
// A child is the same program, started again. What it can run are functions that the program has
// registered, in both processes alike, before main begins:
//
//	var square = process.Register("square", func(n int) (int, error) { return n * n, nil })
//
//	func main() {
//		children.Main() // in a child this serves the parent, and does not return
//		...
//	}
//
// Arguments and results are passed by encoding/gob. In tests Main is called by TestMain.
//
// # Contract
//
//   - Start runs a [Process] once; a second Start returns [ErrStarted]. It ends when its function returns,
//     with exit code 0, or 1 if that returned an error or panicked; when it calls children.Exit; or when it is
//     terminated or dies.
//   - Join waits for the end, no longer than its context allows, any number of times. It returns
//     [ErrNotStarted] before Start. The child has been reaped when it returns.
//   - ExitCode is not known before the end. It is what the child exited with, or minus the number of the
//     signal that killed it.
//   - Terminate kills the child, whatever it does, and does not wait for it. It changes nothing for one
//     that has ended. What the child held stays as it is: a lock of package sharedmemory stays held.
//   - A child whose parent dies finds its pipe at the end, and exits when its function returns.
//
// # Transports
//
// How children are started, and how one talks to them, is a [Transport]. Package children is the one with
// real processes. [Simulated] has goroutines in their place, which can be killed at any step as seen from
// outside: nothing that they send arrives after it. Under a controlled scheduler that shows what no real
// process would show twice.
//
// # Differences from Python
//
// It follows multiprocessing.Process of Python 3.13. There is no fork and no way to pass a closure:
// functions have names. join(timeout) is a context, and says whether it was cut short. The exit code of
// a terminated process is that of SIGKILL, since a child that may be in the middle of anything has no
// safer moment for SIGTERM.
package process
