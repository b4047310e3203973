package scenario

import (
	"fmt"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// guide follows a scenario in the model while it is drawn, as if its calls were made one after another in some order of the tasks, and so knows what a call could
// do: wait, let others go on, change something, or none of these. The real order will be another; but what nobody could have called for a reason is drawn
// less often.
type guide struct {
	spec *models.Spec
	st   models.State
	key  []byte
	memo map[string]effect
}

// effect is what a call does in a state.
type effect struct {
	next   models.State
	blocks bool
	freed  bool
	inert  bool // it does nothing
}

// mostEffects bounds what a guide remembers.
const mostEffects = 1 << 12

func (g *guide) begin() {
	if g.memo == nil {
		g.memo = map[string]effect{}
	}
	g.st = g.spec.Start()
}

// of returns what a call does in the state that has been reached.
func (g *guide) of(o Op) effect {
	g.key = g.st.AppendKey(g.key[:0])
	at := len(g.key)
	g.key = histories.AppendValue(histories.AppendValue(g.key, o.Op), o.Arg)
	if e, ok := g.memo[string(g.key)]; ok {
		return e
	}
	p := g.spec.Possible(g.st, o.Op, o.Arg)
	e := effect{next: p.Next, blocks: p.Blocks, freed: p.Freed > 0}
	e.inert = !e.blocks && !e.freed && string(p.Next.AppendKey(nil)) == string(g.key[:at])
	if len(g.memo) < mostEffects {
		g.memo[string(g.key)] = e
	}
	return e
}

// take makes the call. It reports whether the task waits in it: a call that can be cut short by a time-out, or is cut short at once, is taken to be.
func (g *guide) take(o Op, e effect) (waits bool) {
	if e.blocks && (o.Mode == histories.Done || o.Mode == histories.Timeout) {
		return false
	}
	g.st = e.next
	return e.blocks
}

// mostRedrawn is how often a call is drawn again that is not wanted where it stands.
const mostRedrawn = 4

// lively draws a call that matters where it stands, more often than not: it waits, or lets others go on, or at least changes something. What calls
// do to each other is where bugs are; yet to look at what nobody has changed is worth something too.
func (d *drawer) lively(from []choice, prefix bool) (Op, effect) {
	for n := 0; ; n++ {
		c := from[d.number(0, len(from)-1)]
		if prefix && c.info.Blocking && n < mostRedrawn {
			continue // a prefix that waits has nobody to wake it
		}
		o := d.op(c)
		e := d.g.guide.of(o)
		if n >= mostRedrawn || d.wanted(e) {
			return o, e
		}
	}
}

// wanted decides whether a call with this effect is kept. The shares were found by trying them on all mutants (TestMutantTable).
func (d *drawer) wanted(e effect) bool {
	switch {
	case e.inert:
		return d.number(0, 3) == 0
	case e.blocks || e.freed:
		return true
	}
	return d.number(0, 1) == 0
}

// guided fills a scenario in the order in which its calls could be made.
func (d *drawer) guided(s *Scenario) {
	g, calls := &d.g.guide, d.g.all
	g.begin()
	for range d.number(0, d.g.limits.Prefix) {
		if o, e := d.lively(calls, true); !d.waits(o) {
			g.take(o, e)
			s.Prefix = append(s.Prefix, o)
		}
	}
	left, waits := make([]int, len(s.Tasks)), make([]bool, len(s.Tasks))
	total := 0
	for i := range s.Tasks {
		left[i] = d.number(1, d.g.limits.Ops)
		total += left[i]
	}
	for ; total > 0; total-- {
		i := d.free(left, waits)
		o, e := d.lively(calls, false)
		s.Tasks[i] = append(s.Tasks[i], o)
		left[i]--
		if waits[i] = g.take(o, e); e.freed {
			clear(waits)
		}
	}
}

// waits reports whether a call may wait, for which there is no place outside of tasks.
func (d *drawer) waits(o Op) bool { return d.g.spec.Operations[o.Op].Blocking }

// free returns a task that has calls left and does not wait, or one that waits if all do.
func (d *drawer) free(left []int, waits []bool) int {
	for _, any := range []bool{false, true} {
		var list []int
		for i := range left {
			if left[i] > 0 && (any || !waits[i]) {
				list = append(list, i)
			}
		}
		if len(list) > 0 {
			return list[d.number(0, len(list)-1)]
		}
	}
	panic(fmt.Sprintf("scenario: no calls left to draw: %v", left))
}
