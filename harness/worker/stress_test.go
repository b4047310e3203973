package worker

import (
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/verdict"
)

// TestStressSound: without control nothing counts yield points, and nobody takes that for an unchecked subject.
func TestStressSound(t *testing.T) {
	o := options(t, "sound")
	o.Stress, o.Runs = true, 1200
	res := mustRun(t, o)
	if res.Verdict != verdict.OK || res.Stats.Executions != o.Runs || res.Stats.Native != o.Runs {
		t.Errorf("%v: %+v; want ok after %d executions, all of them native", res.Verdict, res.Stats, o.Runs)
	}
}

// TestStressDeaths: a process that dies without control leaves the scenario that it died of, and its replay dies as well.
func TestStressDeaths(t *testing.T) {
	for subject, message := range map[string]string{"exit": "the process ended: os.Exit(3)", "fatal": "the process ended: fatal error: sync: unlock of unlocked mutex"} {
		t.Run(subject, func(t *testing.T) {
			o := options(t, subject)
			o.Stress, o.Runs = true, 3_000_000 // on a busy machine few calls meet
			res := mustRun(t, o)
			if res.Verdict != verdict.Panic || res.Found == nil {
				t.Fatalf("%v, want panic: %+v", res.Verdict, res.Stats)
			}
			c := res.Found.Counterexample
			if !c.Died || c.Observed == nil || len(c.Schedule) > 0 || !strings.HasPrefix(c.Message, message) || strings.Contains(c.Output, "labels:{") {
				t.Errorf("%+v", c)
			}
			if _, operations := c.Scenario.Size(); operations < 2 {
				t.Errorf("two calls have to meet, but the scenario is\n%v", c.Scenario)
			}
			r, err := Replay(t.Context(), o, c, Page{})
			if err != nil {
				t.Fatal(err)
			}
			switch { // real cores promise nothing
			case r.Died && r.Verdict == verdict.Panic:
			case r.Verdict == verdict.OK && strings.HasPrefix(r.Diverged, "replayed without control, which is not deterministic"):
			default:
				t.Errorf("replay: %+v", r)
			}
		})
	}
}

func TestDiedIn(t *testing.T) {
	const output = "panic: no\n\ngoroutine 34 [running labels:{\"tenter\": \"#1.7:1542\"}]:\nmain.f()\n"
	if serial, ok := diedIn(output); !ok || serial != 1542 {
		t.Errorf("%d, %v; want the execution that the goroutine belongs to", serial, ok)
	}
	if got, want := withoutLabels(output), "panic: no\n\ngoroutine 34 [running]:\nmain.f()\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if _, ok := diedIn("panic: no\n"); ok {
		t.Error("there is no label")
	}
}
