package verdict

import (
	"fmt"

	"github.com/anishathalye/porcupine"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Confirm asks porcupine the question of Check. porcupine knows neither pending
// calls nor calls with several moments, so the history is spelled out for it:
// each phase becomes an operation that can be completed, with the window in
// which it lies, and what ties the phases of one call together is kept in the
// state.
//
// It returns an error if the history does not fit the specification. Its kinds
// are those of Check; Unknown means that the budget was spent.
func (j *Judge) Confirm(h *histories.History) (Kind, error) {
	if err := proven(h); err != nil {
		return Unknown, err
	}
	c := &confirmation{machine: j.spec.TwoPhase(), budget: j.Budget}
	if err := c.machine.Load(h); err != nil {
		return Unknown, err
	}
	switch legal, sure := c.ask(h, true, false); {
	case !sure:
		return Unknown, nil
	case legal:
		return OK, nil
	case anyStuck(h):
		return blame(h, c.ask), nil
	}
	return illegal(h), nil
}

// confirmation is one history in porcupine's terms.
type confirmation struct {
	machine       models.Machine
	h             *histories.History
	demands       bool
	relaxed       bool
	steps, budget int
}

// moment is the input of a porcupine operation: one phase of one call.
type moment struct {
	kind moments
	call int // of the quiescence for settles
}

type moments uint8

const (
	enters moments = iota
	isGranted
	isHeld // a cancelled call is granted, or not
	gives  // its cancellation strikes
	leaves // its end after that
	settles
)

// situation is a state between two moments.
type situation struct {
	model models.State
	// One bit for each call: it has come to its end; it had no effect; its
	// cancellation has struck.
	ended, dropped, cut uint64
}

// ask is a question.
func (c *confirmation) ask(h *histories.History, demands, relaxed bool) (legal, sure bool) {
	c.h, c.demands, c.relaxed, c.steps = h, demands, relaxed, 0
	for i := range c.h.Operations {
		if o := &c.h.Operations[i]; o.Outcome == histories.Cancelled && !o.CutShort(o.Return) {
			return false, true
		}
	}
	if err := c.machine.Load(c.h); err != nil {
		panic(fmt.Sprintf("verdict: a history that fitted does not fit: %v", err))
	}
	model := c.model()
	legal = porcupine.CheckOperations(model.ToModel(), c.operations())
	return legal, c.steps <= c.budget
}

// model is the specification in porcupine's terms.
func (c *confirmation) model() porcupine.NondeterministicModel {
	return porcupine.NondeterministicModel{
		Init:  func() []any { return []any{situation{model: c.machine.Snapshot(0, nil)}} },
		Step:  func(state, input, _ any) []any { return c.step(state.(situation), input.(moment)) },
		Equal: func(a, b any) bool { return c.same(a.(situation), b.(situation)) },
		Hash:  func(state any) uint64 { return c.hash(state.(situation)) },
	}
}

// operations spells the history out.
func (c *confirmation) operations() (list []porcupine.Operation) {
	add := func(kind moments, call int, from, to int64) {
		list = append(list, porcupine.Operation{ClientId: len(list), Input: moment{kind, call}, Call: from, Return: to})
	}
	for i := range c.h.Operations {
		o, f := &c.h.Operations[i], c.machine.Facts(i)
		add(enters, i, o.Call, o.Return)
		switch o.Outcome {
		case histories.Stuck:
			if f.LeavesLate && o.CutShort(o.Return) {
				add(gives, i, max(o.Call, o.Cancel), o.Return)
			}
		case histories.Cancelled:
			if f.GivesBack && f.Resumes {
				add(isHeld, i, o.Call, o.Return)
			}
			add(gives, i, max(o.Call, o.Cancel), o.Return)
			if f.LeavesLate {
				add(leaves, i, max(o.Call, o.Cancel), o.Return)
			}
		default:
			if f.Waits {
				add(isGranted, i, o.Call, o.Return)
			}
		}
	}
	if c.demands {
		for k, q := range c.h.Quiescences {
			add(settles, k, q.At, q.At)
		}
	}
	return list
}

// step returns all situations that a moment may lead to.
func (c *confirmation) step(s situation, m moment) []any {
	if c.steps++; c.steps > c.budget {
		return nil
	}
	bit := uint64(1) << m.call
	if m.kind == settles {
		return c.settle(s, m.call)
	}
	f := c.machine.Facts(m.call)
	if m.kind != enters && s.dropped&bit != 0 {
		return []any{s}
	}
	if before := c.earlier(m.call); before&^(s.ended|s.dropped) != 0 {
		return nil
	}
	switch m.kind {
	case enters:
		return c.enter(s, m.call, f)
	case isHeld:
		return append(c.play(s, models.Resume, m.call), s)
	case gives:
		s.cut |= bit
		return c.play(s, models.Cancel, m.call)
	case leaves:
		if s.cut&bit == 0 {
			return nil
		}
	}
	if s.ended&bit != 0 {
		return []any{s}
	}
	if c.h.Operations[m.call].Outcome == histories.Pending { // it may go on waiting
		return append(c.play(s, models.Resume, m.call), s)
	}
	return c.play(s, models.Resume, m.call)
}

// earlier returns the calls that the task made before the given one, where the stamps don't say that they came before it.
func (c *confirmation) earlier(call int) (calls uint64) {
	if !c.h.Unordered {
		return 0
	}
	for i := range call {
		if c.h.Operations[i].Task == c.h.Operations[call].Task {
			calls |= 1 << i
		}
	}
	return calls
}

func (c *confirmation) enter(s situation, call int, f *models.Facts) (next []any) {
	if !f.MustDrop {
		next = c.play(s, models.Enter, call)
	}
	if f.Lenient {
		next = append(next, c.play(s, models.Lenient, call)...)
	}
	if f.MayDrop {
		s.dropped |= 1 << call
		next = append(next, s)
	}
	return next
}

func (c *confirmation) settle(s situation, quiescence int) []any {
	q := c.h.Quiescences[quiescence]
	for _, i := range q.Stuck {
		if c.h.Operations[i].CutShort(q.At) && !c.machine.Facts(i).LeavesLate {
			return nil
		}
	}
	return c.play(s, models.Settle, quiescence)
}

// play makes one move in all ways in which it can go.
func (c *confirmation) play(s situation, kind models.MoveKind, call int) (next []any) {
	mv := models.Move{Kind: kind, Call: call, Relaxed: c.relaxed}
	for ways := 1; mv.Choice < ways; mv.Choice++ {
		c.machine.Restore(s.model)
		ended, ok := c.machine.Step(0, mv)
		ways = max(ways, c.machine.Ways())
		if ok {
			after := s
			after.model = c.machine.Snapshot(1, nil)
			after.ended |= ended
			next = append(next, after)
		}
	}
	return next
}

func (c *confirmation) same(a, b situation) bool {
	if a.ended != b.ended || a.dropped != b.dropped || a.cut != b.cut {
		return false
	}
	c.machine.Restore(a.model)
	return c.machine.Same(0, b.model)
}

func (c *confirmation) hash(s situation) uint64 {
	c.machine.Restore(s.model)
	return c.machine.Hash(0) ^ s.ended*0x9e3779b97f4a7c15 ^ s.dropped*0xbf58476d1ce4e5b9 ^ s.cut*0x94d049bb133111eb
}
