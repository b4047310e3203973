package campaign

import (
	"time"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/histories"
)

// calls tells the shrinker what can be called.
type calls struct {
	e          *engine
	generators map[small]*scenario.Generator
}

// Simpler implements shrink.Calls: a plain call for one that is cut short, then earlier values of the argument's domain.
func (c calls) Simpler(config int, op scenario.Op) []scenario.Op {
	info := &c.e.target.Configs[config].Spec.Operations[op.Op]
	var list []scenario.Op
	if op.Mode != histories.Plain && info.HasMode(histories.Plain) {
		plain := op
		plain.Mode, plain.Timeout = histories.Plain, 0
		list = append(list, plain)
	}
	for i := range info.Args.Len() {
		v := info.Args.Value(i)
		if v == op.Arg {
			break
		}
		other := op
		other.Arg = v
		list = append(list, other)
	}
	return list
}

// Waits implements shrink.Calls.
func (c calls) Waits(config int, op scenario.Op) bool {
	return c.e.target.Configs[config].Spec.Operations[op.Op].Blocking && op.Mode != histories.Done
}

// All implements shrink.Calls.
func (c calls) All(config int) (list []scenario.Op) {
	spec := c.e.target.Configs[config].Spec
	for i := range spec.Operations {
		info := &spec.Operations[i]
		if !c.e.offers(config, i) {
			continue
		}
		for _, mode := range info.Modes {
			op := scenario.Op{Op: i, Name: info.Name, Mode: mode}
			if mode == histories.Timeout {
				op.Timeout = time.Millisecond
			}
			list = append(list, withArgs(op, info.Args.Len(), info.Args.Value)...)
		}
	}
	return list
}

// Renew implements shrink.Calls.
func (c calls) Renew(config int, sc *scenario.Scenario) {
	spec := c.e.target.Configs[config].Spec
	n := 0
	renew := func(ops []scenario.Op) {
		for i := range ops {
			if args := &spec.Operations[ops[i].Op].Args; args.Fresh() {
				n++
				ops[i].Arg = args.Value(n)
			}
		}
	}
	renew(sc.Prefix)
	for _, ops := range sc.Tasks {
		renew(ops)
	}
	renew(sc.Epilogue)
}

// Configs implements shrink.Calls.
func (c calls) Configs() int { return len(c.e.target.Configs) }

// Draw implements shrink.Calls.
func (c calls) Draw(limits scenario.Limits, seed uint64) (config int, sc *scenario.Scenario) {
	config = int(mix(seed, 3) % uint64(len(c.e.target.Configs)))
	key := small{config, limits}
	if c.generators[key] == nil {
		c.generators[key] = scenario.NewGenerator(c.e.target.Configs[config].Spec, c.e.target.generator(config).Offers, limits)
	}
	return config, c.generators[key].Draw(mix(seed, 4))
}

// small names a generator of small scenarios.
type small struct {
	config int
	limits scenario.Limits
}

// Strategies implements shrink.Calls.
func (c calls) Strategies() []sched.Strategy { return forgetful() }

// withArgs returns op with each value of its domain; with fresh values, of which any will do, or without an argument it is one call.
func withArgs(op scenario.Op, n int, value func(int) any) []scenario.Op {
	if n == 0 {
		op.Arg = value(1)
		return []scenario.Op{op}
	}
	list := make([]scenario.Op, n)
	for i := range list {
		op.Arg = value(i)
		list[i] = op
	}
	return list
}
