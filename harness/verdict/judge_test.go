package verdict

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

func TestKinds(t *testing.T) {
	var names []string
	for _, k := range Kinds() {
		names = append(names, k.String())
		for _, text := range []string{k.String(), strings.ToUpper(k.String()), strings.ReplaceAll(k.String(), " ", "-"), " " + strings.ReplaceAll(k.String(), " ", "_")} {
			if got, err := Parse(text); err != nil || got != k {
				t.Errorf("Parse(%q) = %v, %v, want %v", text, got, err, k)
			}
		}
		text, err := k.MarshalText()
		var back Kind
		if err2 := back.UnmarshalText(text); err != nil || err2 != nil || back != k {
			t.Errorf("%v does not survive its text %q: %v, %v", k, text, err, err2)
		}
	}
	want := []string{"ok", "wrong result", "lost wakeup", "deadlock", "livelock", "panic", "data race", "goroutine leak", "nondeterminism", "unknown"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("the closed list differs (-want +got):\n%s", diff)
	}
	if _, err := Parse("hang"); err == nil || !strings.Contains(err.Error(), `unknown verdict "hang"`) {
		t.Errorf("Parse(hang) = %v", err)
	}
	if _, err := Kind(99).MarshalText(); err == nil || Kind(99).String() != "verdict(99)" {
		t.Error("a kind that is not in the list has a text")
	}
	for _, k := range Kinds() {
		if want := !slices.Contains([]Kind{OK, Unknown, Nondeterminism}, k); k.Violation() != want {
			t.Errorf("%v.Violation() = %v, want %v", k, !want, want)
		}
	}
}

// sameHash is a queue all of whose states have one hash, so that whatever the
// search remembers of one it takes for all.
type sameHash struct{ items string }

func (sameHash) Hash() uint64            { return 1 }
func (s sameHash) Equal(o sameHash) bool { return s == o }

func TestCollisionsOfHashesRefuseNothing(t *testing.T) {
	spec := models.New(sameHash{},
		models.Change("Put", models.Func1(object.Put, models.In(1, 2)), func(s sameHash, v int) sameHash {
			return sameHash{s.items + string(rune('0'+v))}
		}),
		models.Take("Get", models.Ret(object.Get),
			func(s sameHash, _ models.None) bool { return s.items != "" },
			func(s sameHash, _ models.None) (sameHash, int) { return sameHash{s.items[1:]}, int(s.items[0] - '0') }),
	).Spec()
	put := func(v int) op { return op{Name: "Put", In: v} }
	get := func(v int) op { return op{Name: "Get", Out: v} }
	// The order tried first fails after both puts; the other one must not be
	// refused because it comes by the same set of done phases.
	h := sketch(spec, nil, at(1, 10, put(1)), at(2, 9, put(2)), at(11, 12, get(1)), at(13, 14, get(2)))
	j := NewJudge(spec)
	if got := j.Check(h); got.Kind != OK {
		t.Errorf("Check = %+v, want ok", got)
	}
	if !j.search.memory.exact {
		t.Error("no collision made a difference: the test is weak")
	}
	h.Operations[3].Out = 1
	if got := j.Check(h); got.Kind != WrongResult {
		t.Errorf("Check = %+v, want wrong result", got)
	}
}

func TestLimits(t *testing.T) {
	spec := latch(1).Spec()
	long := &histories.History{}
	for i := range int64(models.MaxCalls + 1) {
		long.Operations = append(long.Operations, histories.Operation{Op: 2, Name: "Missing", Out: 1, Call: 2*i + 1, Return: 2*i + 2})
	}
	j := NewJudge(spec)
	if got := j.Check(long); got.Kind != Unknown || !strings.Contains(got.Reason, "at most 64") {
		t.Errorf("Check of 65 calls = %+v, want unknown", got)
	}
	if got, err := j.Confirm(long); err == nil || got != Unknown {
		t.Errorf("Confirm of 65 calls = %v, %v, want unknown and an error", got, err)
	}
	long.Operations = long.Operations[:models.MaxCalls]
	if got := j.Check(long); got.Kind != OK {
		t.Errorf("Check of 64 calls = %+v, want ok", got)
	}
	many := long.Clone()
	for i := range many.Operations { // two phases each
		many.Operations[i] = histories.Operation{Name: "Acquire", In: 1, Call: int64(2*i + 1), Return: int64(2*i + 2)}
	}
	if got := NewJudge(fifo(64)).Check(many); got.Kind != Unknown || !strings.Contains(got.Reason, "128 phases") {
		t.Errorf("Check of 128 phases = %+v, want unknown", got)
	}
	foreign := sketch(spec, nil, at(1, 2, op{Name: "Open"}))
	foreign.Operations[0].Op = 7
	if got := j.Check(foreign); got.Kind != Unknown || !strings.Contains(got.Reason, "no operation 7") {
		t.Errorf("Check of a history for another model = %+v, want unknown", got)
	}
}

func TestCheckDoesNotAllocate(t *testing.T) {
	for _, s := range subjects() {
		r := random(t, 1)
		j := NewJudge(s.model.Spec())
		for range 50 {
			h := s.history(r, 3, 3)
			if n := testing.AllocsPerRun(3, func() { j.Check(h) }); n != 0 {
				t.Errorf("%s: Check allocates %v times for\n%v", s.name, n, h)
			}
		}
	}
}

// TestStateIsThatOfTheOrder plays the calls of a history without overlaps and
// wants the state that they lead to.
func TestStateIsThatOfTheOrder(t *testing.T) {
	for _, spec := range []*models.Spec{fifo(2), anyOrder(2)} {
		h := sketch(spec, []int64{9}, at(1, 2, acquire(1)), at(3, 4, release(2)), at(5, 6, acquire(2)), at(7, 0, acquire(2)))
		j := NewJudge(spec)
		if got := j.Check(h); got.Kind != OK {
			t.Fatalf("Check = %+v, want ok", got)
		}
		if got := spec.Describe(j.State()); got != "1 permit is free" {
			t.Errorf("state at the end: %s, want 1 permit free", got)
		}
		if ws := j.State().Waiting(); len(ws) != 1 || ws[0].Call != 3 {
			t.Errorf("waiting at the end: %+v, want call 3", ws)
		}
	}
}
