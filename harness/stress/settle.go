package stress

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/histories"
)

// Times of the proof that nothing can run. They are waited in real time, but no verdict depends on how long anything took: what takes longer is unknown.
const (
	firstGap  = 200 * time.Microsecond // between two looks
	mostGap   = 50 * time.Millisecond
	mostWait  = 2 * time.Second        // until an execution is given up
	lateTimer = 100 * time.Millisecond // by how much a time-out may be late on a busy machine
)

// settled waits until all calls of the objects have come back or nothing can run. It returns why there is no telling, or "".
//
// The proof is a dump of all goroutines at one moment, in which all that may have to do with the executions are parked. A look before it, which costs nothing, tells
// whether a dump is worth its price; a look behind it, whether something was under way that no dump shows.
func (e *engine) settled(objects []*object) (why string) {
	start, half := time.Now(), []uint32(nil) // how far they were after half of the time
	var moving *goroutine
	for pause := time.Duration(0); ; pause = min(pause*5/4+10*time.Microsecond, mostGap) {
		open, moves := openOf(objects)
		if len(open) == 0 && !moves {
			return ""
		}
		elapsed := time.Since(start)
		switch {
		case elapsed > mostWait && half != nil && !slices.Equal(half, marksOf(objects)):
			start, half = time.Now(), nil // a lengthy execution takes its time
		case elapsed > mostWait/2 && half == nil:
			half = marksOf(objects)
		case elapsed > mostWait:
			return "calls did not come back, and " + whereabouts(moving)
		}
		if !moves && elapsed > timersOf(open) && e.idle() {
			marks := marksOf(objects)
			now := e.relevant(e.dumps.take())
			if moving = movingOf(now); moving == nil && allParked(open, now) && e.stays(objects, marks, now) {
				return ""
			}
		}
		rest(pause)
	}
}

// rest lets time pass. Short times are spent giving way: the system's timers are too coarse for them.
func rest(d time.Duration) {
	if d > time.Millisecond {
		time.Sleep(d)
		return
	}
	for start := time.Now(); ; {
		runtime.Gosched()
		if time.Since(start) >= d {
			return
		}
	}
}

// idle reports whether nothing waits for a core, as far as that is known without a dump. It may be wrong either way. What runs can't be known so: cores that look
// for work count as running.
func (e *engine) idle() bool {
	if !e.opts.Alone {
		return true
	}
	metrics.Read(e.load[:])
	return e.load[0].Value.Uint64() == 0
}

// stays looks again after a while, and reports whether nothing has moved.
func (e *engine) stays(objects []*object, marks []uint32, before []goroutine) bool {
	rest(e.gap)
	switch {
	case !slices.Equal(marks, marksOf(objects)):
		return false
	case e.opts.Alone:
		return e.idle()
	}
	return sameGoroutines(before, e.relevant(e.dumps.take()))
}

// whereabouts says what keeps an execution from its end.
func whereabouts(g *goroutine) string {
	if g == nil {
		return "no two looks at the goroutines agreed"
	}
	at := postmortem.SubjectFrame(g.frames)
	if at == "" {
		at, _, _ = strings.Cut(g.frames, "\n")
	}
	return fmt.Sprintf("a goroutine is %s at %s", g.state, at)
}

func openOf(objects []*object) (open []stuckCall, moves bool) {
	for _, o := range objects {
		calls, running := o.open()
		open, moves = append(open, calls...), moves || running
	}
	return open, moves
}

// timersOf returns how long after the beginning of the wait the last known timer has struck: a time-out of a call that is open.
func timersOf(open []stuckCall) (last time.Duration) {
	for _, s := range open {
		if s.line.ops[s.index].Mode == histories.Timeout {
			last = max(last, s.line.calls[s.index].timeout+lateTimer)
		}
	}
	return last
}

// relevant returns the goroutines that may have to do with the executions in progress.
func (e *engine) relevant(all []goroutine) (list []goroutine) {
	family := map[int64]bool{}
	for i := range all {
		g := &all[i]
		switch {
		case e.baseline[g.id] || g.resting() || g.id == e.goid:
			continue
		case g.label != "":
			if !strings.HasPrefix(g.label, e.prefix) {
				continue
			}
		case !e.opts.Alone && !family[g.creator] && !strings.Contains(g.frames, "created by time.goFunc"):
			continue // of another test
		}
		family[g.id] = true
		list = append(list, *g)
	}
	return list
}

// movingOf returns a goroutine that can run, or that will by itself.
func movingOf(list []goroutine) *goroutine {
	for i := range list {
		if !parked[list[i].state] {
			return &list[i]
		}
	}
	return nil
}

// allParked reports whether each open call's goroutine is among those seen.
func allParked(open []stuckCall, now []goroutine) bool {
	seen := make(map[int64]bool, len(now))
	for i := range now {
		seen[now[i].id] = true
	}
	for _, s := range open {
		if !seen[s.line.goid] {
			return false
		}
	}
	return true
}

func sameGoroutines(a, b []goroutine) bool {
	return slices.EqualFunc(a, b, func(a, b goroutine) bool { return a.id == b.id && a.state == b.state && a.frames == b.frames })
}

func marksOf(objects []*object) (marks []uint32) {
	for _, o := range objects {
		for _, l := range o.lines {
			marks = append(marks, l.at.Load())
		}
	}
	return marks
}

// holds watches calls that are to be accused of being stuck for a while longer, and reports whether they still are.
func (e *engine) holds(o *object, calls []stuckCall) bool {
	before := of(e.dumps.take(), o)
	const looks = 20
	for range looks {
		time.Sleep(e.patience / looks)
		for _, s := range calls {
			if i, _ := s.line.pending(); i != s.index {
				return false
			}
		}
	}
	all := e.dumps.take()
	return movingOf(e.relevant(all)) == nil && sameGoroutines(before, of(all, o))
}

// of returns those of the goroutines that belong to the object.
func of(all []goroutine, o *object) (list []goroutine) {
	for _, g := range all {
		if (g.label == o.label || g.label == o.label+ownedSuffix) && !g.resting() {
			list = append(list, g)
		}
	}
	return list
}
