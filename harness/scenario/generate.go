package scenario

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Limits bound the scenarios that are drawn. Small ones find most: nearly all known concurrency bugs need two tasks and four
// ordered accesses at most (Lu, Park, Seo, Zhou, ASPLOS 2008).
type Limits struct {
	Tasks            int // most tasks; 0 means 3
	Ops              int // most operations of a task; 0 means 3
	Prefix, Epilogue int // most operations there; 0 means 2, negative means none
}

// Filled returns the limits with the numbers that zeros and negative ones stand for.
func (l Limits) Filled() Limits {
	l.Tasks = orElse(l.Tasks, 3)
	l.Ops = orElse(l.Ops, 3)
	l.Prefix = max(0, orElse(l.Prefix, 2))
	l.Epilogue = max(0, orElse(l.Epilogue, 2))
	return l
}

func orElse(v, def int) int {
	if v == 0 {
		return def
	}
	return v
}

// Generator draws scenarios for one subject. It is used by one goroutine at a time.
type Generator struct {
	spec   *models.Spec
	limits Limits
	all    []choice // every call that can be planned, as often as it should be likely
	plain  []choice // those that never wait, for the epilogue
	guide  guide
	source *rand.PCG
	rng    *rand.Rand
}

// choice is an operation in one of its modes.
type choice struct {
	op   int
	info *models.Operation
	mode histories.Mode
}

// timeouts are the spans that a call with a time-out gives up after. Zero tries once; a millisecond may pass while others still run;
// an hour passes only when nobody else can.
var timeouts = []time.Duration{0, time.Millisecond, time.Hour}

// weight says how often a mode is drawn. Calls that are cut short are where implementations are least tested.
var weight = map[histories.Mode]int{histories.Plain: 4, histories.Cancellable: 3, histories.Done: 1, histories.Timeout: 3}

// NewGenerator returns a Generator of scenarios over those operations of spec for which offers is true; nil means all.
func NewGenerator(spec *models.Spec, offers func(op int) bool, limits Limits) *Generator {
	g := &Generator{spec: spec, limits: limits.Filled()}
	ops := spec.Operations
	for i := range ops {
		if offers != nil && !offers(i) {
			continue
		}
		info := &ops[i]
		// Each operation gets the same share, divided among its modes: else those with a context would crowd out the others.
		for _, m := range info.Modes {
			n := weight[m]
			if len(info.Modes) == 1 {
				n = 6
			}
			for range n {
				g.all = append(g.all, choice{i, info, m})
			}
		}
		if !info.Blocking {
			g.plain = append(g.plain, choice{i, info, info.Modes[0]})
		}
	}
	g.guide.spec = spec
	g.source = rand.NewPCG(0, 0)
	g.rng = rand.New(g.source)
	return g
}

// Offers reports whether the generator draws the operation.
func (g *Generator) Offers(op int) bool {
	return slices.ContainsFunc(g.all, func(c choice) bool { return c.op == op })
}

// Empty reports whether there is nothing to call.
func (g *Generator) Empty() bool { return len(g.all) == 0 }

// Draw returns the scenario that belongs to seed. Equal seeds give equal scenarios.
//
// All choices are uniform. That is why this is not left to rapid, whose integers lean to small ones, so that the first operations of a model would be
// drawn twice as often as the last; nothing here is shrunk by draws.
func (g *Generator) Draw(seed uint64) *Scenario {
	g.source.Seed(seed, 0)
	d := drawer{g: g}
	s := &Scenario{Tasks: make([][]Op, d.number(2, max(2, g.limits.Tasks)))}
	switch kind := d.number(0, 7); {
	case kind == 0:
		d.symmetric(s)
	case kind < 3:
		d.blind(s)
	default:
		d.guided(s)
	}
	if len(g.plain) > 0 {
		s.Epilogue = d.ops(g.plain, d.number(0, g.limits.Epilogue), false)
	}
	return s
}

// drawer draws the parts of one scenario.
type drawer struct {
	g     *Generator
	fresh int
}

// blind fills a scenario without a look at the model.
func (d *drawer) blind(s *Scenario) {
	s.Prefix = d.ops(d.g.all, d.number(0, d.g.limits.Prefix), true)
	for i := range s.Tasks {
		s.Tasks[i] = d.ops(d.g.all, d.number(1, d.g.limits.Ops), false)
	}
}

// symmetric fills a scenario whose tasks are all the same, as those of most programs are.
func (d *drawer) symmetric(s *Scenario) {
	d.blind(s)
	for i := range s.Tasks[1:] {
		s.Tasks[i+1] = d.again(s.Tasks[0])
	}
}

// number draws from lo to hi.
func (d *drawer) number(lo, hi int) int {
	if hi <= lo {
		return lo
	}
	return lo + d.g.rng.IntN(hi-lo+1)
}

func (d *drawer) ops(from []choice, n int, prefix bool) []Op {
	ops := make([]Op, 0, n)
	for range n {
		c := from[d.number(0, len(from)-1)]
		if prefix && c.info.Blocking {
			continue // a prefix that waits has nobody to wake it
		}
		ops = append(ops, d.op(c))
	}
	return ops
}

func (d *drawer) op(c choice) Op {
	o := Op{Op: c.op, Name: c.info.Name, Mode: c.mode, Arg: d.arg(c.info)}
	if c.mode == histories.Timeout {
		o.Timeout = timeouts[d.number(0, len(timeouts)-1)]
	}
	return o
}

func (d *drawer) arg(info *models.Operation) any {
	a := &info.Args
	switch {
	case a.Fresh():
		d.fresh++
		return a.Value(d.fresh)
	case a.Len() > 0:
		return a.Value(d.number(0, a.Len()-1))
	}
	return nil
}

// again plans the same calls for another task: identical tasks are what most programs run. Fresh arguments stay fresh.
func (d *drawer) again(ops []Op) []Op {
	twin := make([]Op, len(ops))
	for i, o := range ops {
		info := &d.g.all[0]
		for j := range d.g.all {
			if d.g.all[j].op == o.Op {
				info = &d.g.all[j]
				break
			}
		}
		if info.info.Args.Fresh() {
			o.Arg = d.arg(info.info)
		}
		twin[i] = o
	}
	return twin
}
