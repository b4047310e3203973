package stress

import (
	"math/rand/v2"
	"slices"
	"sort"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// A lengthy execution has more calls on its object than an exact search can judge. What goes wrong only once memory is used again, or when a buffer has been gone
// round often, shows in no other. It is judged by the monitor of its model, or along its history.
const (
	lengthyEvery   = 8       // one of so many strides has one
	lengthyCalls   = 400     // of each client
	lengthyRescues = 64      // calls that let others go
	lengthyBudget  = 300_000 // steps of a search; what takes more is counted as undecided
)

// lengthy reports whether the scenario is one for a lengthy execution.
func lengthy(sc *scenario.Scenario) bool {
	_, calls := sc.Size()
	return calls > models.MaxCalls
}

// lengthyPlan draws a stride with one lengthy execution. The order of its events must be known: without it there is no judging many of them.
func (p *planner) lengthyPlan(r *rand.Rand, next plan) plan {
	if next.stamps == None {
		next.stamps = Counter
	}
	config := r.IntN(len(p.target.Configs))
	sc := lengthyScenario(p.target, config, r)
	if sc == nil {
		return next
	}
	next.groups, next.repeats = []*group{{config, p.target.Configs[config], sc}}, 1
	return next
}

// lengthyScenario draws calls of two to four clients, in half of the cases only of some of the operations: one that closes the object for good would end it
// soon. Contexts that end are for short executions.
func lengthyScenario(t *campaign.Target, config int, r *rand.Rand) *scenario.Scenario {
	var pool []scenario.Op
	some, chosen := r.IntN(2) == 0, map[string]bool{}
	for range 100 {
		sc := t.Generator(config).Draw(r.Uint64())
		for _, ops := range append(sc.Tasks, sc.Prefix, sc.Epilogue) {
			for _, op := range ops {
				if _, known := chosen[op.Name]; !known {
					chosen[op.Name] = !some || r.IntN(2) == 0
				}
				if chosen[op.Name] && op.Mode != histories.Done {
					if op.Mode == histories.Cancellable {
						op.Mode = histories.Plain
					}
					pool = append(pool, op)
				}
			}
		}
	}
	if len(pool) == 0 {
		return nil
	}
	sc, fresh := &scenario.Scenario{Tasks: make([][]scenario.Op, 2+r.IntN(3))}, 0
	for range lengthyCalls {
		for k := range sc.Tasks {
			op := pool[r.IntN(len(pool))]
			if args := &t.Configs[config].Spec.Operations[op.Op].Args; args.Fresh() {
				fresh++
				op.Arg = freshValue(args, fresh)
			}
			sc.Tasks[k] = append(sc.Tasks[k], op)
		}
	}
	return sc
}

// lengthyRescue returns a call that never waits, of those that the tasks make: nobody knows the state by which the model could name the right one.
func lengthyRescue(o *object) (op scenario.Op, ok bool) {
	spec := o.group.subject.Spec
	n := len(o.rescues)
	for i := range lengthyCalls {
		tasks := o.group.sc.Tasks
		if ops := tasks[(n+i)%len(tasks)]; len(ops) > 0 {
			op = ops[(7*n+i)%len(ops)]
			if !spec.Operations[op.Op].Blocking {
				if args := &spec.Operations[op.Op].Args; args.Fresh() {
					_, calls := o.group.sc.Size()
					op.Arg = freshValue(args, calls+n+1)
				}
				return op, true
			}
		}
	}
	return op, false
}

// judgeLengthy gives the verdict on the history in c.h. If it is illegal, c.h becomes its shortest beginning that is.
func (c *court) judgeLengthy(o *object) finding {
	j := c.judges[o.group.config]
	before := j.LongBudget
	j.LongBudget = lengthyBudget
	defer func() { j.LongBudget = before }()
	f := finding{kind: verdict.Unknown, fresh: true, reason: "clock too coarse"}
	if c.h.Unordered {
		return f
	}
	events := c.h.Events()
	judged := func(n int) (*histories.Long, verdict.Finding) {
		l := &histories.Long{}
		for _, e := range events[:n] {
			if err := l.Add(e); err != nil {
				panic(err) // no task makes two calls at once
			}
		}
		l.Finish()
		return l, j.CheckLong(l)
	}
	_, res := judged(len(events))
	if f.kind, f.reason = res.Kind, res.Reason; !f.kind.Violation() {
		return f
	}
	shortest := sort.Search(len(events), func(n int) bool {
		_, res := judged(n)
		return res.Kind.Violation()
	})
	if l, res := judged(shortest); res.Kind.Violation() {
		f.kind = res.Kind
		c.h = *l.History(o.group.subject.Spec.Index)
		f.reason = res.Text(func(call int) string { return l.Operation(call, 0).String() })
	}
	if f.kind == verdict.WrongResult && slices.ContainsFunc(c.h.Operations, func(o histories.Operation) bool { return o.Outcome == histories.Panicked }) {
		f.kind = verdict.Panic
	}
	return f
}

// windows yields scenarios of the last calls of each task that the violation shows, the fewest first: what a lengthy execution has shown, short ones may show too.
func (v *violation) windows() (list []*scenario.Scenario) {
	sc := v.o.group.sc
	for _, n := range []int{3, 6, 12} {
		w := &scenario.Scenario{Tasks: make([][]scenario.Op, len(sc.Tasks))}
		for k := range sc.Tasks {
			made := 0
			for i := range v.history.Operations {
				if v.history.Operations[i].Task == k {
					made++
				}
			}
			w.Tasks[k] = slices.Clone(sc.Tasks[k][max(0, made-n):made])
		}
		list = append(list, w)
	}
	return list
}
