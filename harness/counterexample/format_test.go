package counterexample_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

var spec = models.Semaphore(1).Spec()

func resolve(t counterexample.Target) (*models.Spec, error) {
	if t.Prim != "semaphore" {
		return nil, fmt.Errorf("unknown primitive %q", t.Prim)
	}
	return spec, nil
}

func op(name string, arg any, mode histories.Mode) scenario.Op {
	return scenario.Op{Op: spec.Index(name), Name: name, Arg: arg, Mode: mode}
}

func sample() *counterexample.Counterexample {
	timed := op("AcquireTimeout", 2, histories.Timeout)
	timed.Timeout = time.Millisecond
	return &counterexample.Counterexample{
		Target:    counterexample.Target{Prim: "semaphore", Mutant: "lost-wakeup", Config: 1, Model: spec.Label},
		Verdict:   verdict.LostWakeup,
		Message:   "Acquire waits for ever",
		Seed:      0x8f2c61d0,
		Execution: 312,
		Found:     counterexample.Size{Tasks: 3, Operations: 11, Preemptions: 5},
		Shrinks:   58,
		Fair:      800_000,
		Sum:       0xfeed,
		GoVersion: "go1.26",
		Scenario: &scenario.Scenario{
			Prefix:   []scenario.Op{op("TryAcquire", 1, histories.Plain)},
			Tasks:    [][]scenario.Op{{op("Acquire", 1, histories.Cancellable), op("Free", nil, histories.Plain)}, {timed}, nil},
			Epilogue: []scenario.Op{op("Release", 2, histories.Plain)},
		},
		Schedule: []sched.Decision{{From: 1, Seq: 3, To: 2, Preempts: true}, {From: 2, Seq: 1, To: 1, Data: true}, {From: sched.StartID, Seq: 2, To: sched.ClockID}},
		Died:     true,
		Twin:     &counterexample.Twin{Flags: []string{"-tags=a  b", "-short"}, Warmed: true},
		Output:   "fatal error: all goroutines are asleep\n\ngoroutine 1:\n",
	}
}

func TestRoundTrip(t *testing.T) {
	want := sample()
	text, err := counterexample.Format(want, spec)
	if err != nil {
		t.Fatal(err)
	}
	got, err := counterexample.Parse(text, resolve)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("(-want +got):\n%s\n%s", d, text)
	}
	again, err := counterexample.Format(got, spec)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(text), string(again)); d != "" {
		t.Errorf("written again (-want +got):\n%s", d)
	}
}

// TestImplRoundTrip writes and reads a case of somebody else's implementation: all that was said of it is kept, blanks and quotes included.
func TestImplRoundTrip(t *testing.T) {
	c := sample()
	c.Target.Mutant, c.Twin = "", nil
	c.Target.Impl = &counterexample.Impl{
		Package: "example.com/sem/v2", Version: "v2.0.1", Type: "Gate", New: `sem.New("a  b", n)`, Ops: []string{`Release=x.Give('x', n)`, "Free="},
		Sizes: []int{1, 4}, Allow: []string{"late-context"}, Demand: []string{"exact-len"}, Made: []int{1, 4}, Loose: true, Variant: "put-waits,get-fails",
	}
	text, err := counterexample.Format(c, spec)
	if err != nil {
		t.Fatal(err)
	}
	got, err := counterexample.Parse(text, resolve)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if diff := cmp.Diff(c, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the case has changed on its way (-want +got):\n%s\n%s", diff, text)
	}
	want := `--impl example.com/sem/v2@v2.0.1 --new 'sem.New("a  b", n)' --op 'Release=x.Give('\''x'\'', n)' --op 'Free=' --size 1 --size 4 --allow late-context --demand exact-len`
	if flags := got.Target.Impl.Flags(); flags != want {
		t.Errorf("the command line is\n%s\nwant\n%s", flags, want)
	}
	other := *got
	other.Target.Impl = nil
	if counterexample.FileName(got) == counterexample.FileName(&other) {
		t.Error("cases of two implementations have the same file name")
	}
}

func TestParseErrors(t *testing.T) {
	text, err := counterexample.Format(sample(), spec)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(old, new string) string {
		if !strings.Contains(string(text), old) {
			t.Fatalf("the sample has no %q:\n%s", old, text)
		}
		return strings.Replace(string(text), old, new, 1)
	}
	for _, test := range []struct {
		name, text string
		want       error
		says       string
	}{
		{"empty", "", counterexample.ErrFormat, ""},
		{"another file", "hello\nworld\n", counterexample.ErrFormat, `"hello"`},
		{"another version", edit("counterexample 1", "counterexample 7"), counterexample.ErrVersion, `"7"`},
		{"cut short", string(text[:len(text)/2]), counterexample.ErrCut, "end"},
		{"unknown operation", edit("TryAcquire(1)", "Jump(1)"), counterexample.ErrMisfit, `"Jump"`},
		{"argument of another type", edit("TryAcquire(1)", `TryAcquire("one")`), counterexample.ErrMisfit, "TryAcquire"},
		{"missing argument", edit("TryAcquire(1)", "TryAcquire()"), counterexample.ErrMisfit, "TryAcquire"},
		{"mode that the operation lacks", edit("TryAcquire(1)", "TryAcquire(1) cancellable"), counterexample.ErrMisfit, "TryAcquire"},
		{"unknown mode", edit("TryAcquire(1)", "TryAcquire(1) sometimes"), counterexample.ErrFormat, "sometimes"},
		{"unknown verdict", edit("verdict: lost wakeup", "verdict: bad luck"), counterexample.ErrFormat, "bad luck"},
		{"unknown field", edit("seed:", "sead:"), counterexample.ErrFormat, "sead"},
		{"bad decision", edit("1 3 -> 2 preempts", "1 3 => 2"), counterexample.ErrFormat, "1 3 => 2"},
		{"unknown primitive", edit("prim: semaphore", "prim: samaphore"), nil, `"samaphore"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := counterexample.Parse([]byte(test.text), resolve)
			if err == nil {
				t.Fatal("no error")
			}
			if test.want != nil && !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
			if !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v does not mention %s", err, test.says)
			}
		})
	}
}

// A change of what is run, or of what is expected of it, is noticed; one of anything else is none, nor is it in a file without a checksum.
func TestEdited(t *testing.T) {
	text, err := counterexample.Format(sample(), spec)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		old, new string
		want     bool
	}{
		{"tenter", "tenter", false},
		{"TryAcquire(1)", "TryAcquire(2)", true},
		{"1 3 -> 2 preempts", "1 4 -> 2 preempts", true},
		{"verdict: lost wakeup", "verdict: deadlock", true},
		{"message: Acquire", "message: It", false},
		{"mutant: lost-wakeup\n", "", false},
		{"\ncase: ", "\n# ", false},
	} {
		c, err := counterexample.Parse([]byte(strings.Replace(string(text), test.old, test.new, 1)), resolve)
		if err != nil {
			t.Fatalf("%q: %v", test.new, err)
		}
		if c.Edited != test.want {
			t.Errorf("%q for %q: edited %v, want %v", test.new, test.old, c.Edited, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	text, err := counterexample.Format(sample(), spec)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := counterexample.Parse(data, resolve)
		if err != nil {
			return
		}
		if _, err := counterexample.Format(c, spec); err != nil {
			t.Errorf("what was read can't be written: %v", err)
		}
	})
}
