package mutant

import (
	"strings"
	"testing"
)

func sound(name string, kind Kind) Mutant[func()] {
	return Mutant[func()]{Name: name, Mistake: "it errs", Verdict: "panic", Kind: kind}
}

func TestFlaws(t *testing.T) {
	if flaws := Flaws([]Mutant[func()]{sound("a", S), sound("b", D)}); len(flaws) > 0 {
		t.Errorf("a table without flaws has %q", flaws)
	}
	for name, c := range map[string]struct {
		change func(m *Mutant[func()])
		want   string
	}{
		"name":    {func(m *Mutant[func()]) { m.Name = "Big_Mistake" }, "lower case with hyphens"},
		"taken":   {func(m *Mutant[func()]) { m.Name = "first" }, "taken"},
		"mistake": {func(m *Mutant[func()]) { m.Mistake = "" }, "no mistake"},
		"verdict": {func(m *Mutant[func()]) { m.Verdict = "sad" }, `no verdict is called "sad"`},
		"kind":    {func(m *Mutant[func()]) { m.Kind = "X" }, `no kind is called "X"`},
		"few":     {func(m *Mutant[func()]) { m.Minimum = &Minimum{3, 2, 1, "so"} }, "2 operations of 3 tasks"},
		"why":     {func(m *Mutant[func()]) { m.Minimum = &Minimum{1, 2, 1, ""} }, "no argument"},
		"preempt": {func(m *Mutant[func()]) { m.Kind, m.Minimum = D, &Minimum{1, 2, 1, "so"} }, "1 preemptions"},
	} {
		m := sound("second", S)
		c.change(&m)
		table := []Mutant[func()]{sound("first", S), sound("third", S), m}
		if flaws := Flaws(table); len(flaws) != 1 || !strings.Contains(flaws[0], c.want) {
			t.Errorf("%s: %q, want one flaw with %q", name, flaws, c.want)
		}
	}
	if flaws := Flaws([]Mutant[func()]{sound("a", D), sound("b", D), sound("c", S)}); len(flaws) != 1 || !strings.Contains(flaws[0], "1 of 3") {
		t.Errorf("one S of three: %q", flaws)
	}
}

func TestFind(t *testing.T) {
	table := []Mutant[func()]{sound("a", S), sound("b", D)}
	if m, ok := Find(table, "b"); !ok || m.Kind != D {
		t.Errorf("b is %+v, %v", m, ok)
	}
	if _, ok := Find(table, "c"); ok {
		t.Error("c was found")
	}
}
