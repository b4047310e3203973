package histories

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is a history in which task B waits, is stuck, and is rescued.
func sample() *History {
	return &History{
		Operations: []Operation{
			{Task: 0, Op: 1, Name: "Release", In: 1, Call: 1, Return: 3},
			{Task: 1, Op: 0, Name: "Acquire", In: 2, Call: 2, Return: 9, Mode: Cancellable, Cancel: 8, Outcome: Cancelled},
			{Task: 0, Op: 2, Name: "TryAcquire", In: 1, Out: true, Call: 4, Return: 5},
			{Task: 2, Op: 0, Name: "Acquire", In: 7, Call: 6, Return: Forever, Outcome: Stuck},
		},
		Quiescences: []Quiescence{{At: 7, Stuck: []int{1, 3}}, {At: 10, Stuck: []int{3}}},
	}
}

func TestValidate(t *testing.T) {
	if err := sample().Validate(); err != nil {
		t.Fatalf("Validate() = %v for a well-formed history", err)
	}
	for _, c := range []struct {
		spoil func(h *History)
		want  string
	}{
		{func(h *History) { h.Operations[0].Call = 0 }, "call stamp 0"},
		{func(h *History) { h.Operations[0].Return = 1 }, "returns at 1, not after its call at 1"},
		{func(h *History) { h.Operations[1].Call = 11; h.Operations[1].Return = 12 }, "before the one listed ahead"},
		{func(h *History) { h.Operations[3].Return = 20 }, "stuck, but its return stamp is 20"},
		{func(h *History) { h.Operations[0].Return = Forever }, "returned, but its return stamp"},
		{func(h *History) { h.Operations[0].Outcome = 9 }, "unknown outcome(9)"},
		{func(h *History) { h.Operations[0].Mode = 9 }, "unknown mode(9)"},
		{func(h *History) { h.Operations[0].Op = -2 }, "negative"},
		{func(h *History) { h.Operations[1].Task = 0 }, "while its operation 0 is pending"},
		{func(h *History) { h.Quiescences[1].At = 7 }, "not after the one before it"},
		{func(h *History) { h.Quiescences[1].Stuck = nil }, "but [3] are pending then"},
		{func(h *History) { h.Quiescences[0].Stuck = []int{3, 1} }, "but [1 3] are pending then"},
		{func(h *History) { h.Operations[2].Return = 6 }, "stamp 6 is used by two events"},
	} {
		h := sample()
		c.spoil(h)
		if err := h.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Validate() = %v, want an error with %q", err, c.want)
		}
	}
}

func TestString(t *testing.T) {
	want := `
 0  A  [1 3]  Release(1)
 1  B  [2 9]  Acquire(2) cancelled  (cancellable at 8)
 2  A  [4 5]  TryAcquire(1) = true
 3  C  [6 …]  Acquire(7) stuck
quiescent at 7, stuck: [1 3]
quiescent at 10, stuck: [3]
`
	if diff := cmp.Diff(want, "\n"+sample().String()); diff != "" {
		t.Errorf("String() differs (-want +got):\n%s", diff)
	}
	for v, want := range map[any]string{nil: "nil", Failure("full"): `error "full"`, "x": `"x"`, 3: "3"} {
		if got := FormatValue(v); got != want {
			t.Errorf("FormatValue(%#v) = %s, want %s", v, got, want)
		}
	}
	if got := TaskName(25) + TaskName(26); got != "Z#26" {
		t.Errorf("names of tasks 25 and 26 = %s, want Z#26", got)
	}
}

func TestKey(t *testing.T) {
	base := sample()
	same := sample()
	for i := range same.Operations { // same order, other stamps and tasks
		o := &same.Operations[i]
		o.Task += 3
		o.Call *= 2
		if o.Return != Forever {
			o.Return *= 2
		}
		o.Cancel *= 2
	}
	same.Quiescences[0].At, same.Quiescences[1].At = 14, 20
	if string(base.Key(nil)) != string(same.Key(nil)) {
		t.Error("histories that differ in stamps and tasks only have different keys")
	}
	for i, change := range []func(h *History){
		func(h *History) { h.Operations[0].Op = 2 },
		func(h *History) { h.Operations[0].In = 2 },
		func(h *History) { h.Operations[0].In = "1" },
		func(h *History) { h.Operations[2].Out = false },
		func(h *History) { h.Operations[2].Out = Failure("no") },
		func(h *History) { h.Operations[2].Out = nil },
		func(h *History) { h.Operations[1].Outcome = Returned },
		func(h *History) { h.Operations[1].Mode = Timeout },
		func(h *History) { h.Operations[1].Cancel = 1 },
		func(h *History) { h.Operations[1].Cancel = 0 },
		func(h *History) { h.Operations[0].Return = 2; h.Operations[1].Call = 3 },
		func(h *History) { h.Quiescences = h.Quiescences[:1] },
		func(h *History) { h.Quiescences[1].At = 9; h.Operations[1].Return = 10 },
	} {
		h := sample()
		change(h)
		if string(base.Key(nil)) == string(h.Key(nil)) {
			t.Errorf("change %d is not in the key", i)
		}
	}
	buf := make([]byte, 0, 256)
	if n := testing.AllocsPerRun(100, func() { buf = base.Key(buf[:0]) }); n != 0 {
		t.Errorf("Key allocates %v times", n)
	}
}

func TestCloneAndReset(t *testing.T) {
	h := sample()
	c := h.Clone()
	if diff := cmp.Diff(h, c); diff != "" {
		t.Fatalf("Clone differs:\n%s", diff)
	}
	c.Operations[0].In = 9
	c.Quiescences[0].Stuck[0] = 9
	if diff := cmp.Diff(sample(), h); diff != "" {
		t.Errorf("changing the clone changed the original:\n%s", diff)
	}
	h.Reset()
	if len(h.Operations) != 0 || len(h.Quiescences) != 0 || cap(h.Operations) == 0 {
		t.Errorf("after Reset: %d operations, %d quiescences, room for %d", len(h.Operations), len(h.Quiescences), cap(h.Operations))
	}
}

func TestCutShort(t *testing.T) {
	for _, c := range []struct {
		o    Operation
		want bool
	}{
		{Operation{Mode: Plain}, false},
		{Operation{Mode: Cancellable}, false},
		{Operation{Mode: Cancellable, Cancel: 5}, true},
		{Operation{Mode: Cancellable, Cancel: 15}, false},
		{Operation{Mode: Done}, true},
		{Operation{Mode: Timeout}, true},
		{Operation{Mode: Timeout, Cancel: 15}, false},
	} {
		if got := c.o.CutShort(10); got != c.want {
			t.Errorf("CutShort(10) = %v for %v at %d, want %v", got, c.o.Mode, c.o.Cancel, c.want)
		}
	}
}

// No two operations are called alike, and what is not needed to tell them apart is left out.
func TestLabels(t *testing.T) {
	h := &History{Operations: []Operation{
		{Task: 0, Name: "Acquire", In: 1}, {Task: 1, Name: "Acquire", In: 1}, {Task: 0, Name: "Acquire", In: 1},
		{Task: 1, Name: "Acquire", In: 2}, {Task: 1, Name: "Free"}, {Task: 1, Name: "Free"},
	}}
	want := []string{"Acquire(1) of A (1st)", "Acquire(1) of B", "Acquire(1) of A (2nd)", "Acquire(2)", "Free() (1st)", "Free() (2nd)"}
	if got := h.Labels(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 111: "111th"} {
		if got := ordinal(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
