// Package twin gives a test binary its twin: the same tests of the same package, built from the same sources with the same flags, but
// under the control of the scheduler. The test binary that go test has made builds the twin, runs it in its own place, and watches it.
//
// The terms it uses:
//   - the native binary is the one that go test has made and started, its process the parent;
//   - the twin is the instrumented binary, its process the child;
//   - the marker is the environment variable by which a process knows that it is a child, and what it is for;
//   - the journal, of package postmortem, is by which the parent knows what a child died of;
//   - the lifeline is a pipe that the parent holds open. When it breaks, the parent is gone, and the child ends itself. When the parent
//     writes to it, the child says where its goroutines stand;
//   - a round is one child's part of the tests. There is one round, unless a child dies: then another one goes on from there.
package twin
