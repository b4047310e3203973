package models

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Model is a specification for subjects of type X: what the operations mean,
// and how each is called on an X. It does not change, and any number of
// goroutines may use it.
type Model[X any] struct {
	spec   *Spec
	calls  []func(x X, c *Call)
	offers []func(x X) bool
	build  func(settings) (*Spec, []string)
	set    settings
	equip  func(x X, set *settings) X // see equipped; may be nil
	end    func(x X)
}

// New returns a model of the guards tier with the given initial state. It
// panics with a list of all that is wrong with the operations: names given
// twice, nil functions, arguments without a domain.
//
// S must be comparable, or a slice, or have methods Equal(S) bool and
// Hash() uint64; other types work too, but slowly, by reflection.
func New[S, X any](init S, ops ...Op[S, X]) *Model[X] {
	return assemble(init, nil, ops)
}

// Grants returns a model of the grants tier, whose operations are made by Act;
// those of the guards tier may stand beside them. After each operation, grant
// and cancellation drain is called, if it is not nil: it grants to waiting calls
// what they may now have. New says when Grants panics and what S may be.
func Grants[S, X any](init S, drain func(t *Turn[S]), ops ...Op[S, X]) *Model[X] {
	return assemble(init, drain, ops)
}

func assemble[S, X any](init S, drain func(*Turn[S]), ops []Op[S, X]) *Model[X] {
	m := &Model[X]{set: settings{name: typeName[X]()}}
	c := core[S]{drain: drain, ident: identityOf[S]()}
	c.init = c.ident.clipped(init)
	var infos []Operation
	var faults []string
	for i, op := range ops {
		for _, earlier := range infos {
			op.wants(earlier.Name != op.info.Name, "there are two operations of this name")
		}
		op.info.cancelPhases = op.rule.cancel != nil
		op.info.resumes = op.rule.resume != nil
		faults = append(faults, op.faults...)
		infos = append(infos, op.info)
		c.add(op.rule, &op.info)
		m.calls = append(m.calls, op.call)
		m.offers = append(m.offers, ops[i].offers)
	}
	if len(ops) == 0 {
		faults = append(faults, "it has no operations")
	}
	m.build = func(set settings) (*Spec, []string) {
		mine := c
		mine.settings = set
		s := &Spec{Name: set.name, Operations: infos, core: &mine}
		s.Label = mine.label(s)
		return s, append(faults[:len(faults):len(faults)], mine.faults()...)
	}
	return m.With()
}

// With returns the model with the given options set as well. It panics if one
// does not fit the model.
func (m *Model[X]) With(opts ...Option) *Model[X] {
	with := *m
	for _, opt := range opts {
		opt(&with.set)
	}
	spec, faults := m.build(with.set)
	if len(faults) > 0 {
		panic(fmt.Sprintf("models: model %q: %s", with.set.name, strings.Join(faults, "; ")))
	}
	with.spec = spec
	return &with
}

// Finally returns the model with end to be called on each object, once all calls
// have returned and no more are to come. It lets go what the calls have rightly
// left running, such as the tasks of a pool: goroutines that are left after it
// are leaks. It is no operation, and is not part of any history. Where a call is
// stuck to the end it is not called.
func (m *Model[X]) Finally(end func(x X)) *Model[X] {
	with := *m
	with.end = end
	return &with
}

// equipped returns the model with equip to be called on each fresh object: it
// puts what has to be remembered of an object between it and its callers.
func (m *Model[X]) equipped(equip func(x X, set *settings) X) *Model[X] {
	with := *m
	with.equip = equip
	return &with
}

// Spec returns the specification without the subject's type.
func (m *Model[X]) Spec() *Spec { return m.spec }

// Bind ties the model to a constructor, which must return a fresh object each
// time. It panics if the constructor is nil.
func (m *Model[X]) Bind(construct func() X) *Subject {
	if construct == nil {
		panic(fmt.Sprintf("models: %s: the constructor is nil; pass a function that makes a fresh object", m.spec.Name))
	}
	fresh := func() any { return construct() }
	if equip := m.equip; equip != nil {
		set := m.set
		fresh = func() any { return equip(construct(), &set) }
	}
	sub := &Subject{
		Spec:   m.spec,
		New:    fresh,
		Invoke: func(x any, op int, c *Call) { m.calls[op](x.(X), c) },
		Offers: func(x any, op int) bool { return m.offers[op] == nil || m.offers[op](x.(X)) },
	}
	if m.end != nil {
		sub.Finally = func(x any) { m.end(x.(X)) }
	}
	return sub
}

func (c *core[S]) label(s *Spec) string {
	label := c.settings.label
	if label == "" {
		label = fmt.Sprintf("%s(%v)", s.Name, c.init)
	}
	for _, op := range s.Operations {
		if op.Blocking && !c.settings.phased {
			return label + ", " + c.order()
		}
	}
	return label
}

func (c *core[S]) order() string {
	acts := slices.ContainsFunc(c.rules, func(r rule[S]) bool { return r.request != nil })
	switch {
	case c.fifo || c.handOver:
		return "waiters first come, first served"
	case acts:
		return "waiters as granted"
	}
	return "waiters in any order"
}

func (c *core[S]) faults() (list []string) {
	if f := c.settings.describe; f != nil {
		if _, ok := f.(func(S) string); !ok {
			list = append(list, fmt.Sprintf("Describe takes a %T, but the state is a %v", f, reflect.TypeFor[S]()))
		}
	}
	return list
}

// typeName names a model after the type that it is for: *pkg.Latch gives latch.
func typeName[X any]() string {
	t := reflect.TypeFor[X]()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name, _, _ := strings.Cut(strings.ToLower(t.Name()), "[")
	if name == "" {
		return "model"
	}
	return strings.TrimSuffix(name, "ops")
}
