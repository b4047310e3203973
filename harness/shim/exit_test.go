package shim_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
)

// TestExitEndsTheExecution has a task end its process at every point where others may be: none of them makes a step after it, nobody recovers, and
// deferred calls come when it is too late to matter.
func TestExitEndsTheExecution(t *testing.T) {
	exited := 0
	exit := shim.Exit(func(int) { exited++ })
	got := shimtest.Outcomes(t, 2, func() func() string {
		over := false
		ch := make(chan int)
		shim.Go(func() {
			defer func() {
				if over = true; recover() != nil {
					t.Error("the exit was recovered from")
				}
				exit(4) // while it is unwound
			}()
			shim.To(ch).Send(1)
			exit(3)
			t.Error("the task went on")
		})
		shim.From(ch).Recv()
		shim.Gosched()
		if over {
			t.Error("deferred calls ran before the execution was over")
		}
		shim.From(ch).Recv()
		return func() string { return "received" }
	})
	want := []string{"panic: os.Exit(3)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	if exited != 0 {
		t.Errorf("the process was ended %d times", exited)
	}
}

func TestExitTellsWhere(t *testing.T) {
	res := shimtest.Default(t, func() { shim.Exit(nil)(1) })
	if res.Panic == nil || !strings.Contains(res.Panic.Stack, "exit_test.go") || !strings.Contains(res.Panic.Stack, "/harness/shim.Exit.func1(") {
		t.Fatalf("an execution that ends with an exit has the panic %+v", res.Panic)
	}
	if len(res.Stuck) > 0 {
		t.Errorf("the task that has ended the process counts as stuck: %+v", res.Stuck)
	}
}

// TestExitElsewhere: status 0 is what package testing has its own word on, and code that is no task ends the process.
func TestExitElsewhere(t *testing.T) {
	var codes []int
	exit := shim.Exit(func(code int) { codes = append(codes, code) })
	exit(1)
	res := shimtest.Default(t, func() {
		exit(0)
		done := make(chan struct{})
		go func() { exit(2); close(done) }()
		<-done
	})
	if !slices.Equal(codes, []int{1, 0, 2}) || res.Ending != sched.EndQuiet {
		t.Errorf("the process was ended with %v, and the execution came to its end as %q; want [1 0 2], quiet", codes, res.Ending)
	}
}
