package stress

import (
	"context"
	"fmt"
	"runtime"
	"runtime/pprof"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/verdict"
)

// stride is what is made in one go.
type stride struct {
	e       *engine
	objects []*object
	stamps  Stamps
	pace    pace
	found   *violation
	seen    campaign.Stats     // what the histories show
	cost    int                // goroutines that were there when it began
	end     context.CancelFunc // lets go what is stuck when all has been judged, where it can be
}

// newStride makes the objects.
func (e *engine) newStride(p plan) *stride {
	e.strides++
	e.prefix = fmt.Sprintf("%s#%d.%d:", e.opts.Name, e.number, e.strides)
	s := &stride{e: e, stamps: p.stamps, pace: p.pace, cost: runtime.NumGoroutine()}
	endless, end := context.WithCancel(context.Background())
	s.end = end
	for _, g := range p.groups {
		for range p.repeats {
			o := &object{serial: e.serial, group: g, label: fmt.Sprint(e.prefix, e.serial), endless: context.Background()}
			if e.serial%2 == 1 {
				o.endless = endless
			}
			e.serial++
			o.ticks.Store(1)
			o.labels = pprof.WithLabels(context.Background(), pprof.Labels(labelKey, o.label))
			s.objects = append(s.objects, o)
		}
	}
	for _, o := range s.objects {
		pprof.SetGoroutineLabels(pprof.WithLabels(context.Background(), pprof.Labels(labelKey, o.label+ownedSuffix)))
		o.construct()
	}
	pprof.SetGoroutineLabels(context.Background())
	return s
}

func (o *object) construct() {
	defer func() {
		if v := recover(); v != nil {
			buf := make([]byte, 16<<10)
			o.failed = &exec.Failure{Value: v, Stack: string(buf[:runtime.Stack(buf, false)])}
		}
	}()
	o.x = o.group.subject.New()
}

// run makes the executions of the stride, up to the first violation.
func (s *stride) run() {
	defer s.end()
	for _, o := range s.objects {
		if o.failed != nil {
			s.accuse(o, finding{kind: verdict.Panic})
			return
		}
	}
	for _, part := range []func(){s.prefixes, s.tasks, s.rounds, s.finals} {
		if part(); s.found != nil {
			return
		}
		if s.e.spent { // goroutines that never end would be in the way of all that follows
			break
		}
	}
	if s.judge(); s.found == nil && !s.e.spent {
		s.leaks()
	}
	s.e.spent = s.e.spent || runtime.NumGoroutine() > s.e.first+s.e.most()
}

// prefixes brings the objects into states worth testing.
func (s *stride) prefixes() {
	s.single(func(o *object) *line {
		if sc := o.group.sc; len(sc.Prefix) > 0 {
			return newLine(o, sc.PrefixClient(), sc.Prefix)
		}
		return nil
	})
	for _, o := range s.objects {
		o.next(s.stamps)
	}
}

// single has one client serve a line of each object, and waits until nothing can run any more.
func (s *stride) single(plan func(o *object) *line) (any bool) {
	var lines []*line
	for _, o := range s.objects {
		if l := plan(o); l != nil {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		return false
	}
	w := newWalk([][]*line{lines}, len(lines))
	w.stamps = s.stamps
	w.begins = func(place int) { s.begins(lines[place].o) }
	w.run()
	s.settle()
	return true
}

func (s *stride) begins(o *object) {
	if s.e.begins != nil {
		s.e.begins(o.serial)
	}
}

// settle waits for a quiescence. Objects of which it is not known whether they have come to one are given up.
func (s *stride) settle() {
	why := s.e.settled(s.objects)
	if why == "" {
		return
	}
	for _, o := range s.objects {
		if open, moves := o.open(); len(open) > 0 || moves {
			o.unknown, o.over = why, true
		}
	}
	s.e.spent = true
}

// tasks is the heart: the clients meet on one object after the other.
func (s *stride) tasks() {
	clients := 0
	for _, o := range s.objects {
		clients = max(clients, len(o.group.sc.Tasks))
	}
	n := len(s.objects)
	w := &walk{lines: make([][]*line, clients), n: n, stamps: s.stamps, pace: s.pace, done: make(chan struct{})}
	for c := range w.lines {
		w.lines[c] = make([]*line, n)
	}
	strikes := make([][]strike, n)
	for place, o := range s.objects {
		if o.over {
			continue
		}
		for c, ops := range o.group.sc.Tasks {
			if len(ops) == 0 {
				continue
			}
			l := newLine(o, c, ops)
			// Which goroutine has which task changes: the one that comes last to a barrier is the first to leave it.
			w.lines[(c+place)%clients][place] = l
			for i := range l.calls {
				if r := &l.calls[i]; r.cancel != nil {
					strikes[place] = append(strikes[place], strike{o, r})
					w.strike = strikes
				}
			}
		}
	}
	if clients == 0 {
		return
	}
	w.begins = func(place int) { s.begins(s.objects[place]) }
	w.run()
	s.settle()
}

// finals lets go of what calls have rightly left running.
func (s *stride) finals() {
	ended := func(o *object) bool {
		open, _ := o.open()
		return len(open) == 0 && o.unknown == ""
	}
	s.single(func(o *object) *line {
		if o.group.subject.Finally == nil || !ended(o) {
			return nil
		}
		l := &line{o: o, final: true}
		o.lines = append(o.lines, l)
		return l
	})
	for _, o := range s.objects {
		for _, l := range o.lines {
			if l.final && s.found == nil && len(l.calls) > 0 {
				s.accuse(o, finding{kind: verdict.Panic})
			}
		}
	}
}

// judge asks the models about all histories.
func (s *stride) judge() {
	for _, o := range s.objects {
		if o.unknown != "" || o.judged {
			continue
		}
		if s.verdictOn(o); s.found != nil {
			return
		}
	}
}
