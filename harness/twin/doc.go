// Package twin gives a test binary its twin: the same tests of the same package, built from the same sources with the same flags, but
// under the control of the scheduler. The test binary that go test has made builds the twin, runs it in its own place, and watches it.
//
// The terms it uses:
//   - the native binary is the one that go test has made and started, its process the parent;
//   - the twin is the instrumented binary, its process the child;
//   - the marker is the environment variable by which a process knows that it is a child, and what it is for;
//   - the journal is a small file shared by both, in which the child writes which execution it is about to make. It outlives the child,
//     so that the parent knows what the child died of;
//   - the lifeline is a pipe that the parent holds open. When it breaks, the parent is gone, and the child ends itself.
package twin
