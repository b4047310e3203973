package report_test

import (
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// These reports are about what no trace shows, or what only the caller knows.

const raceText = `==================
WARNING: DATA RACE
Read at 0x00c000014148 by goroutine 9:
  example.com/cache.(*Cache).Get()
      testdata/src/cache.go:15 +0x2e
  example.com/cache_test.TestCache.func1()
      testdata/src/cache.go:32 +0x44
  github.com/tenter-go/tenter/harness/exec.(*client).invoke()
      /somewhere/harness/exec/client.go:92 +0x6b

Previous write at 0x00c000014148 by goroutine 8:
  example.com/cache.(*Cache).Put()
      testdata/src/cache.go:22 +0x8d
  example.com/cache_test.TestCache.func2()
      testdata/src/cache.go:33 +0x55

Goroutine 9 (running) created at:
  example.com/cache_test.TestCache()
      testdata/src/cache.go:32 +0x1d1
  testing.tRunner()
      /usr/local/go/src/testing/testing.go:1792 +0x225

Goroutine 8 (finished) created at:
  example.com/cache_test.TestCache()
      testdata/src/cache.go:33 +0x1ff
==================
`

const diedText = `fatal error: concurrent map writes

goroutine 21 [running]:
internal/runtime/maps.fatal({0x6a1f2d?, 0x0?})
	/usr/local/go/src/runtime/panic.go:1058 +0x18
example.com/cache.(*Cache).Put(0xc00001c0a8, {0x699bd1, 0x1}, 0x1)
	testdata/src/cache.go:22 +0x2d
created by example.com/cache.Fill in goroutine 7
	testdata/src/cache.go:33 +0x90
exit status 2
`

func bare(kind verdict.Kind) report.Input {
	return report.Input{
		Counterexample: &counterexample.Counterexample{
			Target: counterexample.Target{Prim: "cache", Mutant: "unlocked", Model: "cache"}, Verdict: kind, Seed: 7, Execution: 1,
			Scenario: &scenario.Scenario{Tasks: [][]scenario.Op{{{Name: "Put", Arg: 1}}, {{Name: "Get"}}}},
		},
		Replay: []string{"check replay 8f2c61d0.txt"},
	}
}

func TestGoldenWithoutTrace(t *testing.T) {
	race, died, unknown, twice, fixed := bare(verdict.DataRace), bare(verdict.Panic), bare(verdict.Unknown), bare(verdict.Nondeterminism), bare(verdict.OK)
	race.Race = raceText
	died.Counterexample.Died, died.Counterexample.Output, died.Counterexample.Message = true, diedText, "the process ended: fatal error: concurrent map writes"
	unknown.Reason = "task A blocked outside of control at net.go:40 (IO wait)"
	twice.Reason = "at step 12 task A loads c.n at cache.go:15 in the first execution and ends in the second"
	fixed.Counterexample.Message = "Get waits for ever although by the model it must not"
	once := bare(verdict.OK)
	once.Was = "wrong result: Get() returned 2"
	for name, in := range map[string]report.Input{
		"not-repeated": once, "data-race": race, "died": died, "unknown": unknown, "nondeterminism": twice, "ok": fixed,
	} {
		t.Run(name, func(t *testing.T) {
			got := text(t, in, options(t))
			golden(t, name, got)
			fits(t, got, 100)
		})
	}
}

func TestRaceTextThatIsNotUnderstood(t *testing.T) {
	in := bare(verdict.DataRace)
	in.Race = "a race, in words of a later detector"
	if got := text(t, in, options(t)); !strings.Contains(got, in.Race) {
		t.Errorf("the detector's words are missing in:\n%s", got)
	}
}

// A case need not have anything but a verdict.
func TestNothingKnown(t *testing.T) {
	for _, k := range verdict.Kinds() {
		in := report.Input{Counterexample: &counterexample.Counterexample{Verdict: k}}
		if got := text(t, in, report.Options{}); !strings.HasPrefix(got, k.String()+": ") {
			t.Errorf("%v: %q", k, got)
		}
		if got := report.Line(in, report.Options{}); !strings.HasPrefix(got, k.String()+": ") || strings.Contains(got, "\n") {
			t.Errorf("%v: %q", k, got)
		}
		in.Execution = &exec.Execution{}
		if got := report.JSON(in, report.Options{}, "f.txt"); got.Verdict != k.String() || got.File != "f.txt" {
			t.Errorf("%v: %+v", k, got)
		}
		text(t, in, report.Options{})
	}
}

// A long case is cut down to the rows that matter: the rows beside the switch, and the end.
func TestLongCase(t *testing.T) {
	s := semSubject()
	call := func(name string) scenario.Op { return call(s, name, histories.Plain) }
	var busy []scenario.Op
	for range 12 {
		busy = append(busy, call("Release"), call("Acquire"))
	}
	long := sample{name: "long", subject: s, kind: verdict.LostWakeup,
		scenario: plan(nil, nil, append(busy, call("Acquire")), []scenario.Op{call("Release")})}
	in := found(t, &long)
	opt := options(t)
	opt.Rows = 24
	got := text(t, in, opt)
	golden(t, "long", got)
	if n := strings.Count(got, "sem.go:"); n > 24+12 {
		t.Errorf("%d lines of steps:\n%s", n, got)
	}
	for _, want := range []string{"STUCK", "preempted before sem.go:23", "nobody waits: default"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
}

// In a test without a model, the test says itself what is wrong, and its goroutines are the columns.
func TestBodyThatFails(t *testing.T) {
	s := samples()[slicesIndex("deadlock")]
	s.kind = verdict.WrongResult
	s.wanted = func(e *exec.Execution) bool { return len(e.Stuck) == 0 && e.Preemptions == 1 }
	in := found(t, &s)
	in.Counterexample.Message = "money appeared or vanished: 90 + 120"
	golden(t, "body", text(t, in, options(t)))
}

func slicesIndex(name string) int {
	for i, s := range samples() {
		if s.name == name {
			return i
		}
	}
	return -1
}

// The constructor and the goroutines of the subject may panic too.
func TestPanicsElsewhere(t *testing.T) {
	in := bare(verdict.Panic)
	stack := "goroutine 5 [running]:\npanic({0x1, 0x2})\n\t/usr/local/go/src/runtime/panic.go:860 +0x13a\nexample.com/cache.New(...)\n\ttestdata/src/cache.go:9 +0x1\n"
	in.Execution = &exec.Execution{Constructor: &exec.Failure{Value: "no room", Stack: stack}}
	if got, want := report.Line(in, options(t)), "panic: no room at cache.go:9, in the constructor ("; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q first", got, want)
	}
	in.Execution = &exec.Execution{Result: sched.Result{Panic: &sched.Panic{Task: 3, Value: "no room", Stack: stack}}}
	if got, want := report.Line(in, options(t)), "panic: no room at cache.go:9, in "; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q first", got, want)
	}
}
