package models

import (
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/tenter-go/tenter/histories"
)

// Operation describes one operation of a Spec.
type Operation struct {
	Name     string
	Blocking bool             // whether it may wait
	Modes    []histories.Mode // in which it can be called; never empty
	Args     Args

	result       reflect.Type
	cancelPhases bool // OnCancel: its end may come after its cancellation
	resumes      bool // OnResume
}

// HasMode reports whether the operation can be called in the given mode. Expired
// is what becomes of a Timeout.
func (op *Operation) HasMode(m histories.Mode) bool {
	if m == histories.Expired {
		m = histories.Timeout
	}
	return slices.Contains(op.Modes, m)
}

// GivesNumbers reports whether the operation's result is a whole number, or may be one.
func (op *Operation) GivesNumbers() bool {
	return op.result == reflect.TypeFor[int]() || op.result == reflect.TypeFor[any]()
}

// Spec is a sequential specification with the types of its states and subjects
// erased: what engines generate calls from and verdicts judge by. It does not
// change, and any number of goroutines may use it.
type Spec struct {
	Name       string // "semaphore"
	Label      string // "semaphore(2 permits), waiters in any order"
	Operations []Operation

	learnt  bool // see Learnt
	core    eraser
	players sync.Pool // see player
}

// eraser is a core with its state type erased.
type eraser interface {
	machine(s *Spec, twoPhase bool) Machine
	selfServing() bool
	flags() *settings
	describe(user any) string
}

// Index returns the index of the named operation, or -1.
func (s *Spec) Index(name string) int {
	return slices.IndexFunc(s.Operations, func(op Operation) bool { return op.Name == name })
}

// Machine returns a new machine for the specification.
func (s *Spec) Machine() Machine { return s.core.machine(s, !s.core.selfServing()) }

// TwoPhase returns a new machine that spells every waiting call out in two
// phases, also where Machine has a shortcut. It explains and confirms.
func (s *Spec) TwoPhase() Machine { return s.core.machine(s, true) }

// Describe says in words what the state is.
func (s *Spec) Describe(st State) string { return s.core.describe(st.user) }

// Fits returns an error that names the first operation of h that the
// specification does not have, or whose argument it can't take.
func (s *Spec) Fits(h *histories.History) error {
	for i := range h.Operations {
		o := &h.Operations[i]
		if o.Op < 0 || o.Op >= len(s.Operations) {
			return fmt.Errorf("%s: operation %d %q: the model has no operation %d", s.Name, i, o.Name, o.Op)
		}
		if op := &s.Operations[o.Op]; !op.Args.Fits(o.In) {
			return fmt.Errorf("%s: operation %d %q: argument %v of type %T does not fit", s.Name, i, op.Name, o.In, o.In)
		}
	}
	return nil
}

// core is a specification over states of type S.
type core[S any] struct {
	init  S
	rules []rule[S]
	drain func(*Turn[S])
	ident identity[S]
	settings
}

// add appends the contract of the next operation.
func (c *core[S]) add(r rule[S], info *Operation) {
	r.waits, r.weak = info.Blocking, r.hasCrowded || r.hasSpurious || r.hasBeside
	c.rules = append(c.rules, r)
}

func (c *core[S]) flags() *settings { return &c.settings }

func (c *core[S]) describe(user any) string {
	s, ok := user.(S)
	if f, has := c.settings.describe.(func(S) string); has && ok {
		return f(s)
	}
	if _, none := user.(None); none {
		return "nothing to remember"
	}
	return fmt.Sprintf("the state is %+v", user)
}

// selfServing reports whether each waiting call goes when it likes and its
// waiting changes no other call in a way that must be told apart. Then calls
// need one phase (see selfServe).
func (c *core[S]) selfServing() bool {
	if c.fifo || c.drain != nil {
		return false
	}
	return !slices.ContainsFunc(c.rules, func(r rule[S]) bool { return r.request != nil || r.hasYields })
}

func (c *core[S]) machine(s *Spec, twoPhase bool) Machine {
	if twoPhase {
		return newTurns(c, s)
	}
	return newSelfServe(c, s)
}
