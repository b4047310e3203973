package stress

import (
	"fmt"
	"slices"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// court judges executions by the models of the target's configurations. It remembers which histories were good: most have been seen before.
type court struct {
	target *campaign.Target
	judges []*verdict.Judge
	good   []map[string]struct{}
	stuck  []map[string]*stuckLike // histories at whose end calls are stuck
	key    []byte
	scribe scribe
	h      histories.History
}

// goodMost bounds the histories that are remembered, per configuration.
const goodMost = 1 << 16

func newCourt(t *campaign.Target) *court {
	c := &court{target: t, judges: make([]*verdict.Judge, len(t.Configs)), good: make([]map[string]struct{}, len(t.Configs)), stuck: make([]map[string]*stuckLike, len(t.Configs))}
	for i, sub := range t.Configs {
		c.judges[i] = verdict.NewJudge(sub.Spec)
		c.good[i], c.stuck[i] = map[string]struct{}{}, map[string]*stuckLike{}
	}
	return c
}

// finding is the verdict on one execution.
type finding struct {
	kind   verdict.Kind
	reason string // for unknown: why
	fresh  bool   // there had been no such history before
}

// judge gives the verdict on what has been seen of the object. The history is in c.h until the next call.
func (c *court) judge(o *object) finding {
	c.scribe.write(&c.h, o)
	config := o.group.config
	if len(c.h.Operations) > models.MaxCalls {
		return c.judgeLengthy(o)
	}
	c.key = c.h.Key(c.key[:0])
	if _, ok := c.good[config][string(c.key)]; ok {
		return finding{kind: verdict.OK}
	}
	r := c.judges[config].Check(&c.h)
	f := finding{kind: r.Kind, reason: r.Reason, fresh: true}
	switch {
	case r.Kind == verdict.OK && len(c.good[config]) < goodMost:
		c.good[config][string(c.key)] = struct{}{}
	case r.Kind == verdict.WrongResult && o.panicked():
		f.kind = verdict.Panic
	}
	return f
}

func (o *object) panicked() bool {
	_, where := o.failure()
	return where != ""
}

// stuckLike is what is known of executions that came to the same quiescence.
type stuckLike struct {
	times  int
	rescue scenario.Op
	frees  bool // there is a rescue
}

// often returns how often executions have come to the quiescence that the object is at, this one included, and finds out what would free those who are stuck.
func (c *court) often(o *object) int {
	if lengthy(o.group.sc) {
		return 1
	}
	op, frees := scenario.Op{}, false
	c.scribe.write(&c.h, o)
	c.key = c.h.Key(c.key[:0])
	known := c.stuck[o.group.config]
	like := known[string(c.key)]
	if like == nil {
		if len(known) >= goodMost {
			return 1
		}
		key := string(c.key)
		op, frees = c.rescue(o)
		like = &stuckLike{rescue: op, frees: frees}
		known[key] = like
	}
	o.like = like
	like.times++
	return like.times
}

// rescueBefore is rescue for an object of which often has been asked. The call is made again as long as somebody is stuck.
func (c *court) rescueBefore(o *object) (scenario.Op, bool) {
	op := o.like.rescue
	if args := &o.group.subject.Spec.Operations[op.Op].Args; o.like.frees && args.Fresh() {
		op.Arg = unused(args, op.Arg, o)
	}
	return op, o.like.frees
}

// rescue returns an operation that by the model must free some of the calls that are stuck at the end of what was seen of the object, which is legal.
func (c *court) rescue(o *object) (op scenario.Op, ok bool) {
	if lengthy(o.group.sc) {
		return lengthyRescue(o)
	}
	config := o.group.config
	c.scribe.write(&c.h, o)
	if c.judges[config].Check(&c.h).Kind != verdict.OK {
		return op, false
	}
	spec, generator := c.target.Configs[config].Spec, c.target.Generator(config)
	index, arg, ok := spec.Rescue(c.judges[config].State(), generator.Offers)
	if !ok {
		return op, false
	}
	info := &spec.Operations[index]
	return scenario.Op{Op: index, Name: info.Name, Arg: unused(&info.Args, arg, o), Mode: info.Modes[0]}, true
}

// unused returns an argument that no other call has, where each call of an execution is to have its own.
func unused(args *models.Args, arg any, o *object) any {
	if !args.Fresh() {
		return arg
	}
	for i := 1; ; i++ {
		v := args.Value(i)
		taken := slices.ContainsFunc(o.lines, func(l *line) bool {
			return slices.ContainsFunc(l.ops, func(op scenario.Op) bool { return op.Arg == v })
		}) || slices.ContainsFunc(o.group.sc.Epilogue, func(op scenario.Op) bool { return op.Arg == v })
		if !taken {
			return v
		}
	}
}

// confirm asks the judge of record about the history in c.h that is to be reported. That it disagrees can only be a fault of ours.
func (c *court) confirm(config int, kind verdict.Kind) {
	if kind != verdict.WrongResult && kind != verdict.LostWakeup || len(c.h.Operations) > models.MaxCalls { // porcupine has no answer to long histories
		return
	}
	if record, err := c.judges[config].Confirm(&c.h); err != nil || record != kind && record != verdict.Unknown {
		panic(fmt.Sprintf("harness bug: the verdict on this history is %v, but porcupine says %v (%v); please report it:\n%v", kind, record, err, &c.h))
	}
}
