package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

var update = flag.Bool("update", false, "write what the reports are now to testdata")

// sample is a violation of one of the subjects: the first that a search in order of preemptions finds.
type sample struct {
	name     string
	subject  *models.Subject
	kind     verdict.Kind
	scenario scenario.Scenario
	body     bool // of a test without a model
	rescue   string
	wanted   func(*exec.Execution) bool
}

// call is a planned call.
func call(s *models.Subject, name string, mode histories.Mode) scenario.Op {
	return scenario.Op{Op: s.Spec.Index(name), Name: name, Mode: mode}
}

func plan(prefix []scenario.Op, epilogue []scenario.Op, tasks ...[]scenario.Op) scenario.Scenario {
	return scenario.Scenario{Prefix: prefix, Tasks: tasks, Epilogue: epilogue}
}

func samples() []sample {
	sem, pool, latch, counter, register := semSubject(), poolSubject(), latchSubject(), counterSubject(), registerSubject()
	queue, asker, spin, bank := queueSubject(), askerSubject(), spinSubject(), bankSubject()
	mailbox, box := mailboxSubject(), boxSubject()
	one := func(s *models.Subject, name string) []scenario.Op {
		return []scenario.Op{call(s, name, histories.Plain)}
	}
	cancelled := func(s *models.Subject, name string) []scenario.Op {
		return []scenario.Op{call(s, name, histories.Cancellable)}
	}
	deaf, half := deafSubject(false), deafSubject(true)
	return []sample{
		{name: "lost-wakeup", subject: sem, kind: verdict.LostWakeup,
			scenario: plan(nil, nil, one(sem, "Acquire"), one(sem, "Release"))},
		{name: "lost-wakeup-stolen", subject: latch, kind: verdict.LostWakeup,
			scenario: plan(nil, nil, one(latch, "Wait"), one(latch, "Wait"), one(latch, "Open"))},
		{name: "lost-wakeup-cancelled", subject: pool, kind: verdict.LostWakeup,
			scenario: plan(nil, nil, cancelled(pool, "Acquire"), one(pool, "Release"), one(pool, "Acquire"))},
		{name: "lost-wakeup-rescue", subject: latch, kind: verdict.LostWakeup, rescue: "Open",
			scenario: plan(nil, nil, one(latch, "Wait"), one(latch, "Wait"))},
		{name: "lost-wakeup-left-locked", subject: box, kind: verdict.LostWakeup,
			scenario: plan(nil, one(box, "Full"), one(box, "Put"), one(box, "Put"))},
		{name: "wrong-result-timeout", subject: mailbox, kind: verdict.WrongResult,
			scenario: plan(nil, nil, one(mailbox, "Put"), []scenario.Op{{Op: mailbox.Spec.Index("Get"), Name: "Get", Mode: histories.Timeout, Timeout: time.Millisecond}})},
		{name: "wrong-result", subject: counter, kind: verdict.WrongResult,
			scenario: plan(one(counter, "Inc"), one(counter, "Get"), one(counter, "Inc"), one(counter, "Inc"))},
		{name: "wrong-result-lock", subject: register, kind: verdict.WrongResult,
			scenario: plan(nil, nil, one(register, "Take"), one(register, "Take"))},
		{name: "deadlock", subject: bank, kind: verdict.Deadlock, body: true,
			scenario: plan(nil, nil, one(bank, "body")),
			wanted:   func(e *exec.Execution) bool { return len(e.Stuck) > 0 }},
		{name: "panic", subject: queue, kind: verdict.Panic,
			scenario: plan(nil, nil, one(queue, "Close"), one(queue, "Close")),
			wanted:   func(e *exec.Execution) bool { return len(e.Panics) > 0 }},
		{name: "goroutine-leak", subject: asker, kind: verdict.GoroutineLeak,
			scenario: plan(nil, nil, cancelled(asker, "Ask")),
			wanted:   func(e *exec.Execution) bool { return len(e.Leaks) > 0 }},
		{name: "livelock", subject: spin, kind: verdict.Livelock,
			scenario: plan(one(spin, "Lock"), nil, one(spin, "Lock"), one(spin, "Unlock")),
			wanted:   func(e *exec.Execution) bool { return e.Spun }},
		{name: "ignored-context", subject: deaf, kind: verdict.LostWakeup, scenario: plan(nil, nil, cancelled(deaf, "Acquire"))},
		{name: "ignored-context-done", subject: deaf, kind: verdict.WrongResult,
			scenario: plan(one(deaf, "Release"), nil, []scenario.Op{call(deaf, "Acquire", histories.Done)})},
		{name: "ignored-context-late", subject: half, kind: verdict.LostWakeup, scenario: plan(nil, nil, cancelled(half, "Acquire"))},
	}
}

// found searches s for its violation, all schedules with at most two preemptions, and runs the first one again with a trace.
func found(t *testing.T, s *sample) report.Input {
	t.Helper()
	judge := verdict.NewJudge(s.subject.Spec)
	wanted := s.wanted
	if wanted == nil {
		wanted = func(e *exec.Execution) bool { return judge.Check(e.History).Kind == s.kind }
	}
	for most := range 3 {
		search, runner := &sched.Bounded{Preemptions: most}, exec.NewRunner()
		t.Cleanup(runner.Close)
		for {
			e, ok := runner.Run(s.subject, &s.scenario, exec.Options{Heat: 200, Strategy: search, Rescue: s.rescuer()})
			if !ok {
				break
			}
			if wanted(e) {
				return again(t, s, judge, slices.Clone(e.Decisions))
			}
		}
	}
	t.Fatalf("%s: not found with two preemptions", s.name)
	return report.Input{}
}

// rescuer proposes the operation that frees stuck calls, once.
func (s *sample) rescuer() exec.Rescuer {
	if s.rescue == "" {
		return nil
	}
	return func(h *histories.History) []scenario.Op {
		if len(h.Quiescences) > 1 {
			return nil
		}
		return []scenario.Op{call(s.subject, s.rescue, histories.Plain)}
	}
}

func again(t *testing.T, s *sample, judge *verdict.Judge, schedule []sched.Decision) report.Input {
	t.Helper()
	runner := exec.NewRunner()
	t.Cleanup(runner.Close)
	e, _ := runner.Run(s.subject, &s.scenario, exec.Options{Heat: 200, Strategy: &sched.Replay{Schedule: schedule}, Trace: true, Rescue: s.rescuer()})
	in := report.Input{
		Counterexample: &counterexample.Counterexample{
			Target: counterexample.Target{Test: "TestIt", Model: s.subject.Spec.Label}, Verdict: s.kind, Seed: 0x8f2c61d0, Execution: 312,
			Found: counterexample.Size{Tasks: 3, Operations: 11, Preemptions: 5}, Shrinks: 58, Scenario: &s.scenario, Schedule: schedule,
		},
		Execution: e, Spec: s.subject.Spec, At: "it_test.go:12", Elapsed: 70 * time.Millisecond,
		Replay: []string{"go test -run '^TestIt$' ./it      this case now runs first", "check replay it/testdata/tenter/TestIt/8f2c61d0.txt"},
		Mode:   "controlled: 2 packages, 9 yield points",
	}
	if s.body {
		in.Spec = nil
	}
	if s.wanted == nil {
		x, err := judge.Explain(e.History)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		in.Explanation = &x
	}
	return in
}

func options(t *testing.T) report.Options {
	t.Helper()
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return report.Options{Base: wd, ReadFile: os.ReadFile}
}

func text(t *testing.T, in report.Input, opt report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, in, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden compares a report with the file of that name, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got); if it is better now, run the test with -update:\n%s", path, d)
	}
}

func TestGolden(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			got := text(t, found(t, &s), options(t))
			golden(t, s.name, got)
			fits(t, got, 100)
			if n := strings.Count(got, "preempted before"); n != strings.Count(got, "1 preemption")+2*strings.Count(got, "2 preemptions") {
				t.Errorf("%d preemptions are drawn", n)
			}
		})
	}
}

// fits checks that a report is ASCII, and not wider than it may be.
func fits(t *testing.T, text string, width int) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if len(line) > width && !strings.Contains(line, "replay") {
			t.Errorf("%d columns: %q", len(line), line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("blanks at the end of %q", line)
		}
		for _, c := range line {
			if c > 126 || c < 32 {
				t.Errorf("character %q in %q", c, line)
			}
		}
	}
}

func TestWidths(t *testing.T) {
	all := samples()
	for _, width := range []int{80, 60} {
		for i := range all {
			s := &all[i]
			got := text(t, found(t, s), report.Options{Width: width, Base: options(t).Base, ReadFile: os.ReadFile})
			fits(t, got, width)
			if s.name == "lost-wakeup-cancelled" {
				golden(t, s.name+"-"+map[int]string{80: "80", 60: "60"}[width], got)
			}
		}
	}
}

// A mistake in writing a part costs that part and no other: the verdict and how to replay it always reach the user.
func TestPartsThatCannotBeWritten(t *testing.T) {
	all := samples()
	for i := range all {
		opt := options(t)
		opt.ReadFile = func(string) ([]byte, error) { panic("no sources today") }
		in := found(t, &all[i])
		in.Replay = []string{"check replay it"}
		got := text(t, in, opt)
		for _, want := range []string{in.Counterexample.Verdict.String() + ":", "could not be written: no sources today", "check replay it"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in:\n%s", all[i].name, want, got)
			}
		}
	}
}

func TestSameReportTwice(t *testing.T) {
	all := samples()
	for i := range all {
		s := &all[i]
		if d := cmp.Diff(text(t, found(t, s), options(t)), text(t, found(t, s), options(t))); d != "" {
			t.Errorf("%s: two reports on the same schedule differ:\n%s", s.name, d)
		}
	}
}

func TestColour(t *testing.T) {
	in, opt := found(t, &samples()[0]), options(t)
	plain := text(t, in, opt)
	opt.Color = true
	coloured := text(t, in, opt)
	if !strings.Contains(coloured, "\x1b[31;1m") {
		t.Error("nothing is red")
	}
	if d := cmp.Diff(plain, unpaint(coloured)); d != "" {
		t.Errorf("colour changes the text:\n%s", d)
	}
}

func unpaint(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, s, _ = strings.Cut(rest, "m")
	}
}

func TestWithoutSources(t *testing.T) {
	opt := options(t)
	opt.ReadFile = nil
	got := text(t, found(t, &samples()[0]), opt)
	for _, want := range []string{"sem.go:23", "STUCK", "preempted before sem.go:23"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
}

func TestLine(t *testing.T) {
	got := report.Line(found(t, &samples()[0]), options(t))
	want := "lost wakeup: Acquire() of task A waits for ever at sem.go:23 although 1 permit is free (2 tasks, 2 operations, 1 preemption)"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEvent(t *testing.T) {
	data, err := json.MarshalIndent(report.JSON(found(t, &samples()[0]), options(t), "8f2c61d0.txt"), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "event", string(data)+"\n")
}

func TestExplainKnowsAllVerdicts(t *testing.T) {
	for _, k := range verdict.Kinds() {
		got := report.Explain(k)
		if !strings.HasPrefix(got, k.String()+"\n") || !strings.Contains(got, "What it means") {
			t.Errorf("%v: %q", k, got)
		}
		for line := range strings.Lines(got) {
			if len(strings.ReplaceAll(line, "\t", "        ")) > 90 {
				t.Errorf("%v: too wide: %q", k, line)
			}
		}
	}
}
