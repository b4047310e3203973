package scenario

import (
	"iter"
	"time"

	"github.com/tenter-go/tenter/histories"
)

// All returns every scenario within the generator's limits, the smallest first: fewer operations, then fewer of them in the tasks. Tasks can't be told
// from each other by what they are called, so of scenarios that are the same but for the order of their tasks there is one; arguments that are to be fresh
// are numbered, and a time-out is a millisecond. There may be very many.
func (g *Generator) All() iter.Seq[*Scenario] {
	calls := g.calls()
	return func(yield func(*Scenario) bool) {
		l := g.limits
		for n := 1; n <= l.Tasks*l.Ops+l.Prefix+l.Epilogue; n++ {
			for prefix := 0; prefix <= min(n-1, l.Prefix); prefix++ {
				for epilogue := 0; epilogue <= min(n-1-prefix, l.Epilogue); epilogue++ {
					for tasks := range partitions(n-prefix-epilogue, l.Tasks, l.Ops) {
						if !g.fill(shape{prefix, tasks, epilogue}, calls, yield) {
							return
						}
					}
				}
			}
		}
	}
}

// shape says how many operations each part of a scenario has.
type shape struct {
	prefix   int
	tasks    []int // descending
	epilogue int
}

// partitions yields the ways to give n operations to at most so many tasks, at most so many to each.
func partitions(n, tasks, most int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		var cut func(left, most int, so []int) bool
		cut = func(left, most int, so []int) bool {
			if left == 0 {
				return yield(so)
			}
			if len(so) == tasks {
				return true
			}
			for k := min(left, most); k > 0; k-- {
				if !cut(left-k, k, append(so[:len(so):len(so)], k)) {
					return false
				}
			}
			return true
		}
		cut(n, most, nil)
	}
}

// calls returns every call that can be planned.
func (g *Generator) calls() (list []Op) {
	seen := map[call]bool{}
	for _, c := range g.all {
		if key := (call{c.op, c.mode}); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		o := Op{Op: c.op, Name: c.info.Name, Mode: c.mode}
		if c.mode == histories.Timeout {
			o.Timeout = time.Millisecond
		}
		if c.info.Args.Len() == 0 {
			list = append(list, o)
			continue
		}
		for i := range c.info.Args.Len() {
			o.Arg = c.info.Args.Value(i)
			list = append(list, o)
		}
	}
	return list
}

type call struct {
	op   int
	mode histories.Mode
}

// fill yields every way to fill a shape with calls.
func (g *Generator) fill(sh shape, calls []Op, yield func(*Scenario) bool) bool {
	total := sh.prefix + sh.epilogue
	for _, k := range sh.tasks {
		total += k
	}
	chosen := make([]int, total)
	for {
		if sc := g.build(sh, calls, chosen); sc != nil && !yield(sc) {
			return false
		}
		i := total - 1
		for ; i >= 0; i-- {
			if chosen[i]++; chosen[i] < len(calls) {
				break
			}
			chosen[i] = 0
		}
		if i < 0 {
			return true
		}
	}
}

// build makes a scenario of the chosen calls, or nil if it is another one in other words, or one that would wait outside its tasks.
func (g *Generator) build(sh shape, calls []Op, chosen []int) *Scenario {
	sc := &Scenario{Tasks: make([][]Op, len(sh.tasks))}
	fresh, at := 0, 0
	take := func(n int) []Op {
		ops := make([]Op, n)
		for i := range ops {
			ops[i] = calls[chosen[at]]
			at++
			if args := &g.spec.Operations[ops[i].Op].Args; args.Fresh() {
				fresh++
				ops[i].Arg = args.Value(fresh)
			}
		}
		return ops
	}
	sc.Prefix = take(sh.prefix)
	for t, k := range sh.tasks {
		if t > 0 && sh.tasks[t-1] == k && less(chosen[at:at+k], chosen[at-k:at]) {
			return nil
		}
		sc.Tasks[t] = take(k)
	}
	sc.Epilogue = take(sh.epilogue)
	for _, ops := range [][]Op{sc.Prefix, sc.Epilogue} {
		for _, o := range ops {
			if g.spec.Operations[o.Op].Blocking && o.Mode != histories.Done {
				return nil
			}
		}
	}
	return sc
}

func less(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// Alike tells tasks that make the same calls from others: it returns a number from 1 for each that has its like, the same for those that are, and 0 for
// the rest.
func (s *Scenario) Alike() []int {
	groups := make([]int, len(s.Tasks))
	next := 1
	for i, ops := range s.Tasks {
		if groups[i] > 0 || len(ops) == 0 {
			continue
		}
		for j := i + 1; j < len(s.Tasks); j++ {
			if same(ops, s.Tasks[j]) {
				groups[i], groups[j] = next, next
			}
		}
		if groups[i] > 0 {
			next++
		}
	}
	return groups
}

func same(a, b []Op) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
