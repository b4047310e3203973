package stress

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/pprof"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// client makes the calls of one task after another.
type client struct {
	stamps Stamps
	pace   pace
	rand   rand.PCG
	goid   int64
	last   int64 // tick of the last return, 0 if time has passed on purpose since
	call   models.Call
}

func newClient(w *walk, me, turn, from int) *client {
	c := &client{stamps: w.stamps, pace: w.pace, goid: ownID()}
	c.rand.Seed(w.pace.seed, uint64(me)<<48^uint64(turn)<<32^uint64(from))
	return c
}

// pace says how the clients of a walk lose time, so that they meet at other moments: before their first call on an object, and between two calls.
type pace struct {
	seed   uint64
	offset uint64 // most rounds of an empty loop before the first call
	yields uint64 // out of 16 calls, before how many others are let run
	delays uint64 // most rounds between two calls
}

// paces are what strides take turns with.
var paces = []pace{
	{}, {offset: 64}, {offset: 400, delays: 100}, {yields: 4}, {offset: 2000, yields: 2, delays: 400}, {offset: 100, yields: 8},
}

// begin lets time pass before the first call on an object, between lets it pass before a later one.
func (c *client) begin() {
	c.last = 0
	if c.pace.offset > 0 {
		spin(c.rand.Uint64() % c.pace.offset)
	}
}

func (c *client) between() {
	if c.pace.yields == 0 && c.pace.delays == 0 {
		return
	}
	r := c.rand.Uint64()
	if r%16 < c.pace.yields {
		runtime.Gosched()
		c.last = 0
	}
	if c.pace.delays > 0 {
		spin(r >> 8 % c.pace.delays)
		c.last = 0
	}
}

//go:noinline
func spin(rounds uint64) {
	for range rounds {
	}
}

// serve makes the calls of a line.
func (c *client) serve(l *line) {
	l.goid = c.goid
	pprof.SetGoroutineLabels(l.o.labels)
	defer func() { l.at.Or(over) }() // also if the call ends the goroutine
	c.begin()
	if l.final {
		c.finish(l)
		return
	}
	for i := range l.ops {
		if i > 0 {
			c.between()
		}
		c.perform(l, i)
	}
}

// perform makes one call and notes it.
func (c *client) perform(l *line, i int) {
	op, r := &l.ops[i], &l.calls[i]
	c.call = models.Call{Ctx: r.ctx, Arg: op.Arg, Timeout: r.timeout}
	if c.stamps != Clock || c.last == 0 {
		c.last = l.o.tick(c.stamps)
	}
	r.call = c.last
	l.at.Store(uint32(2*i + 1))
	if c.invoke(l.o, op.Op, r) {
		c.last = l.o.tick(c.stamps)
		r.ret, r.out, r.outcome = c.last, c.call.Out, c.call.Outcome
	}
	l.at.Store(uint32(2*i + 2))
}

// invoke calls the subject. A panic is what the call ended with, and the model may even want it; a runtime.Goexit counts as one, since the call never
// returns.
func (c *client) invoke(o *object, op int, r *record) (returned bool) {
	defer func() {
		if !returned {
			r.caught(recover())
			c.last = o.tick(c.stamps)
			r.ret = c.last
		}
	}()
	o.group.subject.Invoke(o.x, op, &c.call)
	return true
}

func (r *record) caught(v any) {
	if v == nil {
		v = "runtime.Goexit: the goroutine of the call has ended"
	}
	buf := make([]byte, 16<<10)
	r.failure = &exec.Failure{Value: v, Stack: string(buf[:runtime.Stack(buf, false)])}
	r.outcome = histories.Panicked
}

// finish is the end of an object.
func (c *client) finish(l *line) {
	defer func() {
		if v := recover(); v != nil {
			l.calls = []record{{}}
			l.calls[0].caught(fmt.Sprintf("%v, in the end of the object", v))
		}
	}()
	l.o.group.subject.Finally(l.o.x)
}

// strike is a cancellation that is to be signalled.
type strike struct {
	o *object
	r *record
}

// cancel signals the cancellations that are to strike on one object, at moments spread over what its calls take.
func (c *client) cancel(list []strike) {
	for _, s := range list {
		switch n := c.rand.Uint64(); n % 4 {
		case 1:
			spin(n >> 8 % 300)
		case 2:
			spin(n >> 8 % 3000)
		case 3:
			runtime.Gosched()
		}
		s.r.strikes.Store(s.o.tick(c.stamps))
		s.r.cancel()
	}
}
