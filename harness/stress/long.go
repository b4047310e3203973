package stress

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/pprof"
	"slices"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Long says what a long run on one object is to be.
type Long struct {
	Config     int
	Clients    int // at least 1
	Operations int // of all clients together
	Stamps     Stamps
	Seed       uint64
	Only       []string // names of the operations to be called; nil for all
}

// Record makes one long run and gives its events, in their order, to write. Readings of the clock are in them where stamps come from it.
//
// Who waits is let go by other calls: if for a while no client gets on, another task calls something that never waits, until one does. Calls that nothing lets go
// are stuck at the end if that can be proven, and else pending.
func Record(t *campaign.Target, l Long, o Options, write func(histories.Event) error) error {
	if err := t.Validate(); err != nil {
		return err
	}
	if l.Config < 0 || l.Config >= len(t.Configs) {
		return fmt.Errorf("%s has no configuration %d: it has %d", t.Name, l.Config, len(t.Configs))
	}
	r := &longRun{e: newEngine(t, o), l: l, rand: randOf(l.Seed, 7)}
	if err := r.plan(); err != nil {
		return err
	}
	r.run()
	return r.tell(write)
}

// longRun is a run on one object that is too long to be judged by a search.
type longRun struct {
	e     *engine
	l     Long
	rand  *rand.Rand
	o     *object
	pool  []scenario.Op // what is called, as often as it is to be likely
	frees []scenario.Op // of it, what never waits
	fresh int
	quiet bool // at the end, what has not come back is stuck
}

// poolSize is the number of calls drawn of which the others are copies.
const poolSize = 2000

// plan draws the calls. Nothing cuts them short but time-outs: contexts are for short runs.
func (r *longRun) plan() error {
	t, sub := r.e.target, r.e.target.Configs[r.l.Config]
	for len(r.pool) < poolSize {
		sc := t.Generator(r.l.Config).Draw(r.rand.Uint64())
		before := len(r.pool)
		for _, ops := range append(sc.Tasks, sc.Prefix, sc.Epilogue) {
			for _, op := range ops {
				if r.l.Only != nil && !slices.Contains(r.l.Only, op.Name) {
					continue
				}
				if op.Mode == histories.Cancellable {
					op.Mode = histories.Plain
				}
				r.pool = append(r.pool, op)
				if !sub.Spec.Operations[op.Op].Blocking {
					r.frees = append(r.frees, op)
				}
			}
		}
		if len(r.pool) == before && before == 0 && r.rand.IntN(200) == 0 {
			return fmt.Errorf("%s: none of its operations is called %q", t.Name, r.l.Only)
		}
	}
	r.o = &object{group: &group{config: r.l.Config, subject: sub, sc: &scenario.Scenario{Tasks: make([][]scenario.Op, r.l.Clients)}}, endless: context.Background()}
	r.o.ticks.Store(1)
	r.e.prefix = fmt.Sprintf("%s#%d:", r.e.opts.Name, r.e.number)
	r.o.label = r.e.prefix + "0"
	r.o.labels = pprof.WithLabels(context.Background(), pprof.Labels(labelKey, r.o.label))
	for c := range r.l.Clients {
		n := r.l.Operations / r.l.Clients
		if c < r.l.Operations%r.l.Clients {
			n++
		}
		ops := make([]scenario.Op, n)
		for i := range ops {
			ops[i] = r.draw(r.pool)
		}
		newLine(r.o, c, ops)
	}
	return nil
}

// draw returns one of the calls, with an argument of its own if it needs one.
func (r *longRun) draw(from []scenario.Op) scenario.Op {
	op := from[r.rand.IntN(len(from))]
	if args := &r.o.group.subject.Spec.Operations[op.Op].Args; args.Fresh() {
		r.fresh++
		op.Arg = freshValue(args, r.fresh)
	}
	return op
}

// freshMost is how many arguments there are for calls of which each is to have its own, if they are made up: what they say may not reach further than scenarios do.
const freshMost = 60

// freshValue returns the argument that belongs to i, which counts from 1.
func freshValue(args *models.Args, i int) any {
	const far = 1 << 20
	if args.Value(far) == any(far) { // they count
		return args.Value(i)
	}
	return args.Value(1 + (i-1)%freshMost)
}

// Times of the one who lets others go.
const (
	longPause  = 2 * time.Millisecond // between two looks at the clients
	longHot    = 100                  // looks after shorter pauses once all have waited
	longRescue = 100                  // calls in a row that let nobody go, until the run ends
)

// run makes the calls.
func (r *longRun) run() {
	r.o.construct()
	if r.o.failed != nil {
		return
	}
	lines := make([][]*line, len(r.o.lines))
	for i, l := range r.o.lines {
		lines[i] = []*line{l}
	}
	w := newWalk(lines, 1)
	w.stamps = r.l.Stamps
	w.pace = paces[r.rand.IntN(len(paces))]
	w.pace.seed = r.rand.Uint64()
	w.slots = make([]slot, len(lines))
	w.pair()
	w.left.Store(int32(len(lines)))
	for i := range lines {
		go w.client(i, 0, 0)
	}
	for before, vain, hot := -1, 0, 0; vain < longRescue; hot-- {
		if hot > 0 { // where all waited once they are likely to do so again
			rest(longPause / 20)
		} else {
			time.Sleep(longPause)
		}
		select {
		case <-w.done:
			return
		default:
		}
		if now := r.made(); now != before {
			before, vain = now, 0
			continue
		}
		hot = longHot
		from := r.frees
		if vain++; vain%4 == 0 || len(from) == 0 { // what may wait may let others go too
			from = r.pool
		}
		r.call(r.draw(from))
	}
	r.quiet = r.e.settled([]*object{r.o}) == ""
}

// made returns how many calls of the clients have begun or come back.
func (r *longRun) made() (n int) {
	for _, l := range r.o.lines[:r.l.Clients] {
		n += int(l.at.Load() &^ over)
	}
	return n
}

// call makes one call as a task of its own, and waits until it has come back or does not.
func (r *longRun) call(op scenario.Op) {
	l := newLine(r.o, len(r.o.lines), []scenario.Op{op})
	w := newWalk([][]*line{{l}}, 1)
	w.stamps = r.l.Stamps
	w.run()
}

// longEvent is an event and what it comes after.
type longEvent struct {
	tick  int64
	line  int32
	index int32
	end   bool
}

// tell lists the events. Those at one tick are written in the order that each task made them in.
func (r *longRun) tell(write func(histories.Event) error) error {
	if f := r.o.failed; f != nil {
		return fmt.Errorf("the constructor panicked: %v", f.Value)
	}
	var events []longEvent
	for k, l := range r.o.lines {
		at := l.at.Load()
		for i := range l.made() {
			events = append(events, longEvent{l.calls[i].call, int32(k), int32(i), false})
			if at&over != 0 || int(at) >= 2*i+2 {
				events = append(events, longEvent{l.calls[i].ret, int32(k), int32(i), true})
			}
		}
	}
	slices.SortStableFunc(events, func(a, b longEvent) int { return cmp.Compare(a.tick, b.tick) })
	for _, e := range events {
		l := r.o.lines[e.line]
		op, c := &l.ops[e.index], &l.calls[e.index]
		x := histories.Event{Kind: histories.Call, Task: l.client, Name: op.Name, Mode: op.Mode, Value: op.Arg}
		if e.end {
			x = histories.Event{Kind: histories.End, Task: l.client, Outcome: c.outcome, Value: c.out}
		}
		if r.l.Stamps == Clock {
			x.Time = e.tick
		}
		if err := write(x); err != nil {
			return err
		}
	}
	if r.quiet {
		x := histories.Event{Kind: histories.Quiet}
		if r.l.Stamps == Clock {
			x.Time = clockTick()
		}
		return write(x)
	}
	return nil
}
