package monitor

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/models"
)

// TestMonitorsAgreeWithTheSearch holds the monitors against the frontier search on
// histories that are too long for porcupine.
func TestMonitorsAgreeWithTheSearch(t *testing.T) {
	for i, ref := range references() {
		switch {
		case strings.Contains(ref.name, " of ") || strings.Contains(ref.name, "PopBack PopFront"):
			continue // these are searched in any case
		case strings.HasPrefix(ref.name, "queue"), strings.HasPrefix(ref.name, "stack"), strings.HasPrefix(ref.name, "priority"),
			strings.HasPrefix(ref.name, "deque"), strings.HasPrefix(ref.name, "register distinct=true reads only=true"):
		default:
			continue
		}
		t.Run(ref.name, func(t *testing.T) {
			t.Parallel()
			seed := uint64(100 + i)
			t.Logf("seed %d", seed)
			r := rand.New(rand.NewPCG(seed, 7))
			asked, wrong, open := 0, 0, 0
			for k := range amount() / 10 {
				made := ref.simulate(r, 2+r.IntN(4), 20+r.IntN(60), false)
				if k%2 == 1 {
					made.corrupt(r, &ref)
				}
				l := made.long(t)
				a := Judge(ref.spec, l, 0)
				if !strings.Contains(a.By, "monitor") {
					continue
				}
				tr := newTranslation(ref.spec, l)
				f, g := searched(tr)
				b := f.run(g)
				asked++
				switch {
				case b.Verdict == Open:
					open++
				case a.Verdict != b.Verdict:
					t.Fatalf("%s says %v (%s), %s %v (%s)\n%v", a.By, a.Verdict, a.Reason, b.By, b.Verdict, b.Reason, l.History(ref.spec.Index))
				case a.Verdict == Illegal:
					wrong++
				}
			}
			t.Logf("%d histories, %d illegal, %d too hard for the search", asked, wrong, open)
			if wrong < asked/20 || open > asked/4 || asked == 0 {
				t.Error("the test is weak")
			}
		})
	}
}

// searched is the search for a history that a monitor would judge.
func searched(t *translation) (*frontier, game) {
	const budget = 300_000
	switch t.object.Kind {
	case models.RegisterObject:
		t.registerOps()
		f := newFrontier(t.ops, budget)
		return f, &cell{ops: t.ops, value: int64(t.l.Word(t.object.Initial))}
	case models.DequeObject:
		t.dequeOps()
		return newFrontier(t.ops, budget), newLine(t.ops, 0)
	}
	t.queueOps()
	f := newFrontier(t.ops, budget)
	if t.object.Kind == models.PriorityObject {
		priority := func(v int64) int64 { return v }
		if !t.object.ByValue {
			priority = func(v int64) int64 { return int64(models.Priority(int(v))) }
		}
		rankPriorities(t.ops, priority)
		return f, newRanked(t.ops, 0)
	}
	g := newLine(t.ops, 0)
	g.stack = t.object.Kind == models.StackObject
	if !g.stack {
		g.lookahead = newLookahead(t.ops)
	}
	return f, g
}
