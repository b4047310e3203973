// Package harness checks concurrent code in ordinary Go tests: it runs what a test gives it under the control of a scheduler, in one
// interleaving after another, and fails the test with the smallest one that breaks it.
//
//	func TestMain(m *testing.M) { harness.Main(m) }
//
//	func TestSem(t *testing.T) {
//		harness.Check(t, models.Semaphore(2), func() models.SemaphoreOps {
//			s := New(2)
//			return models.SemaphoreOps{Acquire: s.Acquire, TryAcquire: s.TryAcquire, Release: s.Release}
//		})
//	}
//
// [Check] draws scenarios for the operations of a model, runs each on fresh objects under many schedules, and compares what the callers
// saw with what the model allows. [Explore] runs a body without a model: what it finds are deadlocks, leaks, panics, livelocks, and
// the failed assertions of the body itself. Both are called from tests that are run by go test as always.
//
// The terms: an execution is one run of a scenario, or of a body, under one schedule. A saved case is a counterexample in a file below
// testdata/tenter; it is tried first when its test runs again. The twin is the instrumented binary of the same tests; see package twin.
//
// # Control
//
// The code under test is not changed and needs no marks. [Main] has the tests built once more, instrumented, and runs that twin in the
// place of the test binary, with the same arguments, folder and environment. Where there is no twin (no go command, sources that do not
// compile when they are instrumented), each check fails and says why, unless TENTER_UNCONTROLLED=ok allows it to be skipped. A check
// never passes without control.
//
// In TestMain call [Main], or [Wrap], before any setup of your own: the process that go test starts only supervises the twin, and what
// stands before is done in both.
//
// # Environment
//
//	TENTER_RUNS=n          executions of each check
//	TENTER_BUDGET=d        time for each check in place of a number, or with a number whichever ends first; without both, and
//	                       without options, a check makes 10000 executions, 2000 with -short, within 30s
//	TENTER_SEED=hex        seed of the search; "random" for a new one each time
//	TENTER_MODE=controlled fail without control, whatever TENTER_UNCONTROLLED says, and run benchmarks in the twin too
//	TENTER_MODE=stress     run checks of models without control, on real cores: finds other things, and a pass says little
//	TENTER_UNCONTROLLED=ok skip checks that can't be controlled
//	TENTER_STALL=d         how long one execution may take before it is judged endless; 20s if not set
//	TENTER_CACHE=dir       folder for the instrumented builds
//
// They have precedence over options in the code. A custom flag would break go test ./... for packages that do not know it.
//
// # Seeds
//
// The same code under the same seed gives the same verdict. The seed of a check follows from the name of its test, so that a pass is
// a pass tomorrow; with -count each repetition has a seed of its own.
package harness
