package worker

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker/hostile"
)

func mustRun(t *testing.T, o Options) *Result {
	t.Helper()
	res, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestSound(t *testing.T) {
	for _, subject := range []string{"sound", "noise"} {
		res := mustRun(t, options(t, subject))
		if res.Verdict != verdict.OK || res.Stats.Executions != 640 || res.Interrupted {
			t.Errorf("%s: %v after %d executions, interrupted %v; want ok after 640", subject, res.Verdict, res.Stats.Executions, res.Interrupted)
		}
		if res.Stats.Overlapped == 0 || res.Stats.Points == 0 {
			t.Errorf("%s: nothing overlapped, or no yield points were met: %+v", subject, res.Stats)
		}
	}
}

// TestDeaths has the process die in every way, and wants the scenario that it died of, small and repeatable.
func TestDeaths(t *testing.T) {
	tests := []struct{ subject, message, output string }{
		{"exit", "the process ended: os.Exit(3)", ""},
		{"fatal", "the process ended: fatal error: sync: unlock of unlocked mutex", "hostile.go"},
		{"overflow", "the process ended: fatal error: stack overflow", "overflow"},
		{"hog", "the process ended: fatal error: out of memory", "MiB"},
		{"giant", "the process ended: fatal error: out of memory", "memory"},
	}
	for _, test := range tests {
		t.Run(test.subject, func(t *testing.T) {
			if testing.Short() && test.subject != "exit" {
				t.Skip("each of these takes a second or two")
			}
			o := options(t, test.subject)
			res := mustRun(t, o)
			if res.Verdict != verdict.Panic || res.Found == nil {
				t.Fatalf("%v, want panic: %+v", res.Verdict, res.Stats)
			}
			c := res.Found.Counterexample
			if !c.Died || !strings.HasPrefix(c.Message, test.message) || !strings.Contains(c.Output, test.output) {
				t.Errorf("died %v, message %q, output:\n%s", c.Died, c.Message, c.Output)
			}
			if got, want := c.Size(), (counterexample.Size{Tasks: 2, Operations: 2, Preemptions: 1}); got != want {
				t.Errorf("size %+v, want %+v:\n%v%v", got, want, c.Scenario, c.Schedule)
			}
			if c.Execution != res.Stats.Executions {
				t.Errorf("found in execution %d, of %d that were made", c.Execution, res.Stats.Executions)
			}
			r, err := Replay(t.Context(), o, c, Page{})
			if err != nil {
				t.Fatal(err)
			}
			if !r.Died || !r.Same || r.Verdict != verdict.Panic || !strings.Contains(r.Report, "THE PROCESS ENDS") {
				t.Errorf("replay: %+v", r)
			}
		})
	}
}

// TestSameForAnyNumberOfWorkers compares whole campaigns, violations and deaths among them.
func TestSameForAnyNumberOfWorkers(t *testing.T) {
	for _, subject := range []string{"sound", "wrong", "exit"} {
		var first *Result
		for _, workers := range []int{1, 2, 3} {
			o := options(t, subject)
			o.Workers = workers
			res := mustRun(t, o)
			res.Elapsed = 0
			if first == nil {
				first = res
			} else if diff := cmp.Diff(first, res); diff != "" {
				t.Errorf("%s: 1 worker (-) and %d (+) differ:\n%s", subject, workers, diff)
			}
		}
	}
}

func TestHangs(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for patience to end")
	}
	for subject, place := range map[string]string{
		"spin":   "in hostile.(*box).spin, which runs and never gives way",
		"native": "in hostile.(*box).wait, which waits where the scheduler has no control (chan receive)",
	} {
		o := options(t, subject)
		o.Patience = 300 * time.Millisecond
		res := mustRun(t, o)
		if res.Verdict != verdict.Unknown || res.Stats.Unknown != mostHung || res.Found != nil {
			t.Errorf("%s: %v, %d unknown; want unknown, %d", subject, res.Verdict, res.Stats.Unknown, mostHung)
		}
		for reason := range res.Stats.Reasons {
			if !strings.Contains(reason, "hostile.go:") || !strings.HasSuffix(reason, place) {
				t.Errorf("%s: reason %q does not name the place", subject, reason)
			}
		}
	}
}

// TestLate wants to be told that the case alone is not enough.
func TestLate(t *testing.T) {
	o := options(t, "late")
	o.Runs = 64 * 200 // so that two meet ten times within a share
	res := mustRun(t, o)
	if res.Verdict != verdict.Panic || !strings.HasSuffix(res.Found.Counterexample.Message, "it takes those before it") {
		t.Errorf("%v: %+v", res.Verdict, res.Found)
	}
}

// TestOnce has a process die of what no second one dies of.
func TestOnce(t *testing.T) {
	o := options(t, "once")
	o.Program.Env = append(os.Environ(), hostile.OnceFile+"="+filepath.Join(t.TempDir(), "done"))
	o.Workers = 1
	res := mustRun(t, o)
	if res.Verdict != verdict.Nondeterminism || !strings.Contains(res.Found.Counterexample.Message, "os.Exit(6)") {
		t.Errorf("%v: %+v", res.Verdict, res.Found)
	}
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	o := options(t, "sound")
	o.Runs, o.Budget = 0, time.Hour
	o.Progress = func(executions int, _ time.Duration) {
		if executions > 0 {
			cancel()
		}
	}
	res, err := Run(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if !res.Interrupted || res.Verdict != verdict.OK || res.Stats.Executions == 0 {
		t.Errorf("interrupted %v, %v, %d executions; want what was explored", res.Interrupted, res.Verdict, res.Stats.Executions)
	}
}

// TestInterruptHang interrupts a campaign whose workers can't answer: it must end, and blame nobody.
func TestInterruptHang(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the grace to end")
	}
	ctx, cancel := context.WithCancel(t.Context())
	o := options(t, "spin")
	o.Patience = time.Hour
	time.AfterFunc(500*time.Millisecond, cancel)
	res, err := Run(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if !res.Interrupted || res.Found != nil {
		t.Errorf("interrupted %v, found %+v", res.Interrupted, res.Found)
	}
}

func TestBudget(t *testing.T) {
	o := options(t, "sound")
	o.Runs, o.Budget = 0, 300*time.Millisecond
	res := mustRun(t, o)
	if res.Interrupted || res.Verdict != verdict.OK || res.Stats.Executions == 0 {
		t.Errorf("%v after %d executions, interrupted %v", res.Verdict, res.Stats.Executions, res.Interrupted)
	}
}

// TestCannotCheck wants errors, not verdicts, where the subject could not be checked at all.
func TestCannotCheck(t *testing.T) {
	plain := options(t, "sound")
	plain.Program.unchecked = false
	nowhere := options(t, "sound")
	nowhere.Program.Path = filepath.Join(t.TempDir(), "none")
	stranger := options(t, "sound")
	stranger.Program.Args = []string{"-test.run=^$"}
	stranger.Program.Env = []string{}
	if _, err := Run(t.Context(), plain); !errors.Is(err, ErrUncontrolled) {
		t.Errorf("an uninstrumented program: %v, want ErrUncontrolled", err)
	}
	for _, test := range []struct {
		o    Options
		want string
	}{
		{nowhere, "cannot start a worker"},
		{options(t, "stillborn"), "exit status 4"},
		{options(t, "missing"), "offers none of the operations"},
		{options(t, "stranger"), `unknown subject "stranger"`},
		{options(t, "scribble"), "broke the protocol"},
	} {
		if res, err := Run(t.Context(), test.o); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v, error %v; want one with %q", res, err, test.want)
		}
	}
}

// TestReplay runs a violation again, and then claims that it was found another way.
func TestReplay(t *testing.T) {
	o := options(t, "wrong")
	res := mustRun(t, o)
	if res.Found == nil {
		t.Fatalf("%v: no violation found", res.Verdict)
	}
	c := res.Found.Counterexample
	for range 3 {
		r, err := Replay(t.Context(), o, c, Page{Replay: []string{"see this line"}})
		if err != nil {
			t.Fatal(err)
		}
		if r.Verdict != c.Verdict || !r.Same || r.Died || !strings.Contains(r.Report, "see this line") {
			t.Errorf("replay: %+v", r)
		}
	}
	other := *c
	other.Sum++
	other.Schedule = nil
	r, err := Replay(t.Context(), o, &other, Page{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Same || r.Diverged == "" || r.Verdict != verdict.OK {
		t.Errorf("replay without its schedule: %+v", r)
	}
	o.Find = hostile.Find
	alive := *c
	alive.Target.Prim, alive.Died = "exit", true
	if r, err = Replay(t.Context(), o, &alive, Page{}); err != nil || !r.Died || r.Same || r.Diverged == "" {
		t.Errorf("replay of a case that dies of something else: %+v, %v", r, err)
	}
}

// TestOrphan has the supervisor go away while its worker is in an endless loop.
func TestOrphan(t *testing.T) {
	o := options(t, "spin")
	w, err := launch(o.Program, command{Do: verbBegin, Target: o.Target, Memory: o.Memory})
	if err != nil {
		t.Fatal(err)
	}
	w.send(command{Do: verbShare, Share: newLedger(7, campaign.Plan(7, 640)).plan[0]})
	w.in.Close()
	<-w.ended
	w.end()
}

// TestHurry ends shrinking at once: what was found stands as it is.
func TestHurry(t *testing.T) {
	target, err := hostile.Find(counterexample.Target{Prim: "wrong"})
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	target.Enough = func() bool { return true }
	res, err := campaign.RunShare(target, campaign.Share{Seed: 7, Runs: 1000}, nil, nil)
	if err != nil || res.Found == nil {
		t.Fatalf("%+v, %v; want a violation", res, err)
	}
	c := res.Found.Counterexample
	if c.Size() != c.Found {
		t.Errorf("size %+v, found with %+v; want it unshrunk", c.Size(), c.Found)
	}
	if got, err := campaign.Replay(target, c); err != nil || got.Verdict != c.Verdict || !got.Same {
		t.Errorf("replay: %+v, %v", got, err)
	}
}
