package verdict

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// trial walks the orders of an illegal history once more and takes notes. It is
// the search of Check with the calls that are stuck at the end spelled out also
// where a self-serving machine has no phase for them: people ask what if this
// call came first.
type trial struct {
	search
	spec   *models.Spec
	labels []string // of the calls
	order  []int    // phases by their beginnings: the order in which people read

	path    []step // what led to the current node
	refused []Order
	cut     bool // there are more than MaxOrders

	deepest int // most phases done at a node so far
	best    *Explanation
}

// step is one move of the current path: its label, and the level of the state
// after it.
type step struct {
	label string
	call  int
	level int
}

// trialBudget bounds the walk; it is cheap, but has no use for its last node.
const trialBudget = 20_000

func newTrial(j *Judge, h *histories.History) *trial {
	machine := j.spec.Machine()
	if j.last == j.full {
		machine = j.spec.TwoPhase()
	}
	_ = machine.Load(h) // Check has loaded the same
	t := &trial{spec: j.spec, search: search{machine: machine, h: h, budget: trialBudget}}
	t.plan.spellOut = true
	if err := t.plan.build(t.machine, h, true); err != nil { // no room to spell out
		t.plan.spellOut = false
		_ = t.plan.build(t.machine, h, true) // Check has built the same
	}
	t.labels = h.Labels()
	for i := range t.plan.phases {
		t.order = append(t.order, i)
	}
	slices.SortStableFunc(t.order, func(a, b int) int { return cmp.Compare(t.plan.phases[a].start, t.plan.phases[b].start) })
	return t
}

func (t *trial) claim(kind Kind) string {
	var waiting []string
	if n := len(t.h.Quiescences); kind == LostWakeup && n > 0 {
		for _, i := range t.h.Quiescences[n-1].Stuck {
			waiting = append(waiting, t.labels[i])
		}
	}
	switch len(waiting) {
	case 0:
		return fmt.Sprintf("The model %s allows no order of these calls with these results:", t.spec.Label)
	case 1:
		return fmt.Sprintf("The model %s allows no order of these calls in which %s is still waiting at the end:", t.spec.Label, waiting[0])
	}
	return fmt.Sprintf("The model %s allows no order of these calls in which %s are still waiting at the end:", t.spec.Label, strings.Join(waiting, " and "))
}

// refusedOrders returns every order up to its first refused move, and whether
// these are all.
func (t *trial) refusedOrders() (orders []Order, all bool) {
	t.steps = 0
	t.walk(0, 0)
	return t.refused, !t.cut && t.steps <= t.budget
}

// walk visits all orders that begin as the current path does.
func (t *trial) walk(done uint64, level int) {
	first := bits.TrailingZeros64(^done)
	moved := t.branch(done, level, t.walk, t.note)
	if ph := &t.plan.phases[first]; !moved && ph.passive {
		t.note(ph, level)
	}
}

// note records the current path with one more phase, which is refused.
func (t *trial) note(ph *phase, level int) {
	if len(t.refused) == MaxOrders {
		t.cut = true
		return
	}
	o := Order{Calls: t.calls(), Why: t.why(ph, level)}
	if label := t.label(ph); label != "" && !ph.passive {
		o.Calls = append(o.Calls, label)
	}
	t.refused = append(t.refused, o)
}

func (t *trial) calls() (list []string) {
	for _, s := range t.path {
		if s.label != "" {
			list = append(list, s.label)
		}
	}
	return list
}

// branch makes every move that may come next: it visits what follows it, or
// reports that it is refused. It returns whether there was one to try.
func (t *trial) branch(done uint64, level int, visit func(done uint64, level int), refuse func(ph *phase, level int)) (tried bool) {
	first := bits.TrailingZeros64(^done)
	limit := t.plan.phases[first].end
	for _, i := range t.order {
		ph := &t.plan.phases[i]
		if done>>i&1 != 0 || ph.start > limit || ph.passive || ph.need&^done != 0 {
			continue
		}
		if t.cut || t.steps > t.budget {
			return true
		}
		tried = true
		if !t.follow(done, level, i, visit) {
			refuse(ph, level)
		}
	}
	for i := first; i < len(t.plan.phases); i++ {
		if drop := t.plan.phases[i].drop; drop != 0 && done>>i&1 == 0 {
			tried = true
			visit(done|drop, level)
		}
		if !t.h.Unordered {
			break
		}
	}
	return tried
}

// follow makes phase i the next one, in all ways, and reports whether the model
// allows any of them.
func (t *trial) follow(done uint64, level, i int, visit func(done uint64, level int)) (allowed bool) {
	ph := &t.plan.phases[i]
	t.path = append(t.path, step{t.label(ph), int(ph.call), level + 1})
	defer func() { t.path = t.path[:len(t.path)-1] }()
	if ph.kind == arrives {
		t.path[len(t.path)-1].level = level
		visit(done|1<<i, level)
		return true
	}
	for _, mv := range t.moves(done, i) {
		for ways := 1; mv.Choice < ways; mv.Choice++ {
			t.steps++
			ended, ok := t.machine.Step(level, mv)
			ways = max(ways, t.machine.Ways())
			if ok {
				allowed = true
				visit(done|1<<i|ph.also|t.endsOf(ended), level+1)
			}
		}
	}
	return allowed
}

// moves lists the moves that a phase can be.
func (t *trial) moves(done uint64, i int) []models.Move {
	ph := &t.plan.phases[i]
	mv := models.Move{Kind: ph.kind, Call: int(ph.call)}
	if ph.kind == hold {
		mv.Kind = models.Resume
	}
	if ph.kind == models.Refuse {
		mv.Others = t.others(done, i)
	}
	list := []models.Move{mv}
	if ph.lenient {
		mv.Kind, mv.Others = models.Lenient, t.others(done, i)
		list = append(list, mv)
	}
	return list
}

// label says what a phase is; it is empty for one that needs no mention.
func (t *trial) label(ph *phase) string {
	switch ph.kind {
	case models.Settle:
		return ""
	case models.Cancel:
		return t.labels[ph.call] + " gives up"
	case models.Refuse:
		return t.labels[ph.call] + " times out"
	case models.Resume:
		return t.labels[ph.call] + " goes on"
	case hold:
		return t.labels[ph.call] + " is granted"
	}
	return t.labels[ph.call]
}

// longestPrefix fills in the deepest node that can be reached.
func (t *trial) longestPrefix(e *Explanation) {
	t.steps, t.cut, t.deepest, t.best = 0, false, -1, e
	t.memory.forget(false)
	t.descend(0, 0)
}

func (t *trial) descend(done uint64, level int) {
	here := t.here(done, level)
	if t.memory.nonempty() && t.memory.knows(here, t.machine, level) {
		return
	}
	if depth := bits.OnesCount64(done & t.plan.all); depth > t.deepest {
		t.deepest = depth
		t.best.Prefix = t.calls()
		t.best.State = t.spec.Describe(t.machine.Snapshot(level, nil))
		t.best.Obstacles = t.obstacles(done, level)
	}
	t.branch(done, level, t.descend, func(*phase, int) {})
	t.memory.add(here, t.machine, level)
}

// obstacles lists what could come next and why the model refuses it.
func (t *trial) obstacles(done uint64, level int) (list []Order) {
	note := func(ph *phase, level int) {
		o := Order{Calls: []string{t.label(ph)}, Why: t.why(ph, level)}
		if ph.kind == models.Settle {
			o.Calls = []string{"the end"}
		}
		if !slices.ContainsFunc(list, func(p Order) bool { return p.String() == o.String() }) {
			list = append(list, o)
		}
	}
	first := &t.plan.phases[bits.TrailingZeros64(^done)]
	t.branch(done, level, func(uint64, int) {}, note)
	if first.passive {
		note(first, level)
	}
	return list
}
