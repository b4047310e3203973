package harness

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/tenter-go/tenter/harness/sched/racelog"
	suite "github.com/tenter-go/tenter/harness/shim/tests"
	"github.com/tenter-go/tenter/harness/twin"
)

// program is what is known of this process. It is set before the tests run.
var program struct {
	entered bool        // Main or Wrap was called
	child   *twin.Child // not nil in a twin
	why     string      // in a native binary whose tests run all the same: why there is no control
}

// Main runs the tests of a package and exits with their status. It is called from TestMain, first of all:
//
//	func TestMain(m *testing.M) { harness.Main(m) }
//
// In the binary that go test has made, it builds the instrumented twin, unless the cache has it, runs that in the place of this process, and
// passes everything on: arguments, input and output, signals, the exit status. In the twin it runs the tests.
func Main(m *testing.M) { os.Exit(Wrap(m).Run()) }

// TestingM is what Wrap returns. It is what goleak.VerifyTestMain and the like take in place of a testing.M.
type TestingM interface {
	// Run runs the tests and returns the status to exit with. It is called once.
	Run() int
}

// Wrap is Main for a TestMain that has more to do: m.Run of the result does what Main does, but returns.
//
//	func TestMain(m *testing.M) { goleak.VerifyTestMain(harness.Wrap(m)) }
//
// What TestMain does before and after is done twice: in the process that go test has started, and in the twin.
func Wrap(m *testing.M) TestingM { return tests{m} }

type tests struct{ m *testing.M }

func (t tests) Run() int {
	program.entered = true
	if suite.Twin() {
		return t.m.Run() // check test has built this binary, and explores the tests itself
	}
	child, err := twin.Enter()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tenter:", err)
		return 2
	}
	program.child = child
	args := twin.Args(os.Args[1:])
	strict := os.Getenv("TENTER_MODE") == "controlled"
	switch {
	case child == nil && stressMode():
		program.why = "TENTER_MODE=stress wants none"
		return t.m.Run()
	case child != nil:
		if child.Role == twin.RoleRun {
			twin.RosterOf(t.m).Watch(child.Journal)
		}
		defer racelog.Flush()
		return t.m.Run()
	case args.Native(strict):
		program.why = "benchmarks, lists and help are served by the binary as it is, since control would only slow them down — run tests and benchmarks apart, or set TENTER_MODE=controlled"
		return t.m.Run()
	}
	status, err := t.supervise(args)
	switch {
	case err != nil && strict && args.Has("bench"): // a benchmark has nobody who would fail it for lack of control
		fmt.Fprintln(os.Stderr, "tenter: benchmarks are not under control, as TENTER_MODE=controlled wants:", firstLine(err))
		return 2
	case err != nil:
		program.why = firstLine(err)
		return t.m.Run()
	}
	return status
}

// supervise runs the twin in the place of this process and returns its status. An error means that the tests have not run.
func (t tests) supervise(args twin.Args) (status int, err error) {
	stall, err := stallFromEnv()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tenter:", err)
		return 2, nil
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	binary, err := twin.Find(ctx, args)
	interrupted := ctx.Err() != nil
	stop()
	switch {
	case interrupted:
		fmt.Fprintln(os.Stderr, "tenter: interrupted while the twin was being built")
		return 2, nil
	case err != nil:
		if strings.Contains(err.Error(), "\n") { // the compiler's message; the checks repeat the first line only
			fmt.Fprintf(os.Stderr, "tenter: the instrumented twin can't be built: %v\n", err)
		}
		return 0, fmt.Errorf("the instrumented twin of this test binary can't be built: %w", err)
	}
	if args.Has("fuzzworker") {
		return 2, twin.Exec(binary, args)
	}
	s := twin.Supervisor{Binary: binary, Args: args, Roster: twin.RosterOf(t.m), Stall: stall, Stderr: os.Stderr}
	status, err = s.Run()
	if err != nil {
		return 0, err
	}
	twin.QuietCoverage(args)
	return status, nil
}

// firstLine is what an error says in one line.
func firstLine(err error) string {
	line, _, more := strings.Cut(err.Error(), "\n")
	if more {
		line = strings.TrimSuffix(line, ":") + "; its message stands above"
	}
	return line
}
