package models_test

import (
	"testing"

	"github.com/tenter-go/tenter/models"
)

// play makes the named calls one after the other and returns the last effect.
func play(t *testing.T, s *models.Spec, calls ...any) (e models.Effect) {
	t.Helper()
	e.Next = s.Start()
	for i := 0; i < len(calls); i += 2 {
		op := s.Index(calls[i].(string))
		if op < 0 {
			t.Fatalf("no operation %q", calls[i])
		}
		e = s.Possible(e.Next, op, calls[i+1])
	}
	return e
}

func TestSemaphoreByExample(t *testing.T) {
	loose, strict := models.Semaphore(2).Spec(), models.Semaphore(2, models.FIFO()).Spec()
	bounded := models.BoundedSemaphore(2, models.FIFO()).Spec()
	for _, c := range []struct {
		name   string
		spec   *models.Spec
		calls  []any
		blocks bool
		out    any
		freed  int
		state  string
	}{
		{"takes", strict, []any{"Acquire", 2}, false, nil, 0, "0 permits are free"},
		{"waits", strict, []any{"Acquire", 2, "Acquire", 1}, true, nil, 0, "0 permits are free"},
		{"hands over", strict, []any{"Acquire", 2, "Acquire", 1, "Release", 1}, false, nil, 1, "0 permits are free"},
		{"hands over to two", strict, []any{"Acquire", 2, "Acquire", 1, "Acquire", 1, "Release", 2}, false, nil, 2, "0 permits are free"},
		{"head holds back", strict, []any{"Acquire", 1, "Acquire", 2, "Acquire", 1}, true, nil, 0, "1 permit is free"},
		{"any order lets by", loose, []any{"Acquire", 1, "Acquire", 2, "Acquire", 1}, false, nil, 0, "0 permits are free"},
		{"try takes", strict, []any{"TryAcquire", 2}, false, true, 0, "0 permits are free"},
		{"try finds too few", strict, []any{"TryAcquire", 2, "TryAcquire", 1}, false, false, 0, "0 permits are free"},
		{"try does not overtake", strict, []any{"Acquire", 1, "Acquire", 2, "TryAcquire", 1}, false, false, 0, "1 permit is free"},
		{"try overtakes", loose, []any{"Acquire", 1, "AcquireN", 2, "TryAcquire", 1}, false, true, 0, "0 permits are free"},
		{"free", strict, []any{"Acquire", 1, "Free", nil}, false, 1, 0, "1 permit is free"},
		{"grows", strict, []any{"Release", 2, "Free", nil}, false, 4, 0, "4 permits are free"},
		{"bound", bounded, []any{"Acquire", 1, "ReleaseErr", 1}, false, nil, 0, "2 permits are free"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := play(t, c.spec, c.calls...)
			if e.Blocks != c.blocks || e.Out != c.out || e.Freed != c.freed {
				t.Errorf("blocks %v, result %v, freed %d; want %v, %v, %d", e.Blocks, e.Out, e.Freed, c.blocks, c.out, c.freed)
			}
			if got := c.spec.Describe(e.Next); got != c.state {
				t.Errorf("state afterwards: %q, want %q", got, c.state)
			}
		})
	}
	over := play(t, bounded, "Acquire", 1, "ReleaseErr", 2)
	if over.Out == nil || bounded.Describe(over.Next) != "1 permit is free" {
		t.Errorf("release past the bound: result %v, then %s; want an error and no change", over.Out, bounded.Describe(over.Next))
	}
	if e := play(t, bounded, "Release", 1); e.Out != models.Panics {
		t.Errorf("Release past the bound = %v, want a panic", e.Out)
	}
}

func TestRescue(t *testing.T) {
	queue := queueModel(1).Spec()
	loose, strict := models.Semaphore(0).Spec(), models.Semaphore(0, models.FIFO()).Spec()
	latch := models.New(3,
		models.Get("Missing", (*Latch).Missing, func(missing int) int { return missing }),
		models.Do("Open", (*Latch).Open, func(missing int) int { return max(0, missing-1) }),
		models.Await("Wait", (*Latch).Wait, func(missing int) bool { return missing == 0 }),
	).Spec()
	for _, c := range []struct {
		name  string
		spec  *models.Spec
		calls []any
		want  string
		arg   any
	}{
		{"one release", strict, []any{"Acquire", 1}, "Release", 1},
		{"a larger one", strict, []any{"Acquire", 2}, "Release", 2},
		{"head is larger", loose, []any{"Acquire", 2, "AcquireN", 1}, "Release", 2},
		{"one is there already", loose, []any{"Acquire", 2, "Release", 1}, "Release", 1},
		{"more than one step", latch, []any{"Wait", nil}, "Open", nil},
		{"large weight", models.Semaphore(0, models.Weights(5), models.FIFO()).Spec(), []any{"Acquire", 5}, "Release", 5},
		{"getter", queue, []any{"Get", nil}, "Put", 1},
		{"putter", queue, []any{"Put", 1, "Put", 2}, "Get", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := play(t, c.spec, c.calls...).Next
			op, arg, ok := c.spec.Rescue(st, func(int) bool { return true })
			if !ok || c.spec.Operations[op].Name != c.want || arg != c.arg {
				t.Errorf("Rescue = %s(%v), %v; want %s(%v)", c.spec.Operations[op].Name, arg, ok, c.want, c.arg)
			}
		})
	}
	st := play(t, strict, "Acquire", 1).Next
	if op, arg, ok := strict.Rescue(st, func(op int) bool { return strict.Operations[op].Name != "Release" }); ok && strict.Operations[op].Name != "ReleaseErr" {
		t.Errorf("Rescue without Release = %s(%v), want ReleaseErr or none", strict.Operations[op].Name, arg)
	}
	if _, _, ok := strict.Rescue(st, func(int) bool { return false }); ok {
		t.Error("Rescue found a call although none is usable")
	}
}
