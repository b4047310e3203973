package stress

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// object is a fresh object of a stride, with what is to be called on it and what came of that.
type object struct {
	serial  int // of the execution in its share
	group   *group
	x       any
	label   string          // of the goroutines that its calls start
	labels  context.Context // the same, ready to be set
	endless context.Context // of calls that nothing cuts short: it ends when all is over
	lines   []*line         // in the order of the clients' numbers
	quiets  []int64         // ticks of its quiescences
	rescues []scenario.Op
	failed  *exec.Failure // the constructor panicked
	blocked bool
	like    *stuckLike
	judged  bool   // all that is to be judged of it has been
	unknown string // why nothing can be said of it
	over    bool   // nothing is left to be done with it

	undecided bool // its history is too long to be judged

	_     [64]byte // the counter is written by all clients, what is above is only read
	ticks atomic.Int64
	_     [56]byte
}

// group are the objects of a stride that have the same scenario.
type group struct {
	config  int
	subject *models.Subject
	sc      *scenario.Scenario
}

// stuckCall is a call that was pending at a quiescence.
type stuckCall struct {
	line  *line
	index int
}

// line is what one client calls on one object, one call after the other.
type line struct {
	o      *object
	client int // its number in the history
	ops    []scenario.Op
	calls  []record
	final  bool // not an operation but the end of the object

	// at says how far it is: 2i+1 while call i is in progress, 2i+2 when that has come back, and over when no more calls follow. What is written here is written
	// after what it speaks of, so that whoever reads it may read that too.
	at   atomic.Uint32
	goid int64 // the goroutine that makes the calls, once the first has begun
}

const over = 1 << 31

// record is what is noted of one call.
type record struct {
	call, ret int64 // ticks
	out       any
	outcome   histories.Outcome
	failure   *exec.Failure
	ctx       context.Context
	timeout   time.Duration

	cancel  context.CancelFunc
	strikes atomic.Int64 // tick at which the cancellation was signalled; 0 before
}

// newLine plans calls. What takes time is made here, so that none of it stands between two calls.
func newLine(o *object, client int, ops []scenario.Op) *line {
	l := &line{o: o, client: client, ops: ops, calls: make([]record, len(ops))}
	for i := range ops {
		r := &l.calls[i]
		r.ctx = o.endless
		switch ops[i].Mode {
		case histories.Done:
			r.ctx = done
		case histories.Cancellable:
			r.ctx, r.cancel = context.WithCancel(context.Background())
		case histories.Timeout:
			r.timeout = realTimeout(ops[i].Timeout)
		}
	}
	o.lines = append(o.lines, l)
	return l
}

// done is the context of calls whose context is done before they begin.
var done = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// Time-outs of scenarios are in virtual time. In real time they are short, so that many can be waited for: a short one may strike while others run, a
// long one hardly before they are done.
const (
	shortTimeout = 20 * time.Microsecond
	longTimeout  = 2 * time.Millisecond
)

func realTimeout(virtual time.Duration) time.Duration {
	switch {
	case virtual <= 0:
		return virtual
	case virtual <= time.Second:
		return shortTimeout
	}
	return longTimeout
}

// pending returns the index of the call in progress, or -1. running says that the client is between two calls.
func (l *line) pending() (index int, running bool) {
	at := l.at.Load()
	switch {
	case at&over != 0:
		return -1, false
	case at%2 == 1:
		return int(at / 2), false
	}
	return -1, true
}

// made returns how many calls have begun.
func (l *line) made() int { return int((l.at.Load()&^over + 1) / 2) }

// open returns the calls of the object that have not come back, and whether a client is between two calls or has not begun.
func (o *object) open() (list []stuckCall, running bool) {
	for _, l := range o.lines {
		i, moves := l.pending()
		running = running || moves
		if i >= 0 {
			list = append(list, stuckCall{l, i})
		}
	}
	return list, running
}
