// Package worker runs campaigns in supervised processes, so that nothing that the code under test does can take the tool down with it.
//
// The terms it uses:
//   - a worker is a process that runs shares of a campaign, one after the other; its program is instrumented and calls [Serve];
//   - the supervisor starts the workers, hands out the shares, and puts the results together ([Run], [Replay]);
//   - the note is a small file in shared memory in which a worker writes what it is about to do, and which outlives it;
//   - a worker dies when its process ends though nobody asked for that, and hangs when it makes no progress for Options.Patience.
//
// Commands and replies are lines of JSON on pipes of their own: standard output and error belong to the subject, which may print. The last
// of what it prints is kept and becomes part of the counterexample if the process dies.
//
// What a worker does to its machine is bounded: it ends when its command pipe closes, which it does at the latest when the supervisor's
// process ends, and it dies when it takes more memory than Options.Memory.
package worker
