package verdict

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// naiveQueue is a strict queue's contract written a second time, in plain code that shares nothing with models: a state, and one step for
// each call that arrives or leaves. It returns who has come to an end in the step, with what result.
type naiveQueue struct {
	order      string // "fifo", "lifo", "priority"
	capacity   int
	items      []int
	unfinished int
	down       bool
	waiting    []naiveCall
}

type naiveCall struct {
	id   int
	name string
	in   int
}

type naiveEnd struct {
	id  int
	out any
}

var naiveFull, naiveEmpty, naiveDown, naiveDone = histories.Failure("full"), histories.Failure("empty"), histories.Failure("down"), histories.Failure("done")

func (q naiveQueue) clone() naiveQueue {
	q.items, q.waiting = slices.Clone(q.items), slices.Clone(q.waiting)
	return q
}

// request lets a call arrive.
func (q *naiveQueue) request(c naiveCall) (ends []naiveEnd) {
	end := func(out any) { ends = append(ends, naiveEnd{c.id, out}) }
	switch c.name {
	case "Put", "PutTimeout", "PutErr", "Get", "GetTimeout", "GetErr", "GetMany", "Join":
		q.waiting = append(q.waiting, c)
	case "TryPut":
		switch {
		case q.down:
			end(naiveDown)
		case q.capacity > 0 && len(q.items) == q.capacity:
			end(naiveFull)
		default:
			q.add(c.in)
			end(nil)
		}
	case "TryGet":
		switch {
		case len(q.items) > 0:
			end(q.next())
		case q.down:
			end(naiveDown)
		default:
			end(naiveEmpty)
		}
	case "TryGetMany":
		end(q.many(c.in))
	case "Peek":
		if len(q.items) == 0 {
			end(nil)
		} else {
			look := q.clone()
			end(look.next())
		}
	case "Len":
		end(len(q.items))
	case "TaskDone":
		if q.unfinished == 0 {
			end(naiveDone)
		} else {
			q.unfinished--
			end(nil)
		}
	case "Shutdown":
		q.down = true
		end(nil)
	case "ShutdownNow":
		q.down = true
		q.unfinished -= len(q.items)
		q.items = nil
		end(nil)
	default:
		panic("naive queue: " + c.name)
	}
	for {
		i := slices.IndexFunc(q.waiting, q.can)
		if i < 0 {
			return ends
		}
		w := q.waiting[i]
		q.waiting = slices.Delete(q.waiting, i, i+1)
		ends = append(ends, naiveEnd{w.id, q.grant(w)})
	}
}

func (q *naiveQueue) can(w naiveCall) bool {
	switch w.name {
	case "Join":
		return q.unfinished == 0
	case "Get", "GetTimeout", "GetErr", "GetMany":
		return q.down || len(q.items) > 0
	}
	return q.down || q.capacity == 0 || len(q.items) < q.capacity
}

func (q *naiveQueue) grant(w naiveCall) any {
	switch {
	case w.name == "Join":
		return nil
	case strings.HasPrefix(w.name, "Get"):
		switch {
		case len(q.items) == 0:
			return naiveDown
		case w.name == "GetMany":
			return q.many(w.in)
		}
		return q.next()
	case q.down:
		return naiveDown
	}
	q.add(w.in)
	return nil
}

func (q *naiveQueue) add(v int) {
	q.items = append(q.items, v)
	q.unfinished++
}

// next takes the item whose turn it is: the items are in the order in which they were stored.
func (q *naiveQueue) next() int {
	at := 0
	switch q.order {
	case "lifo":
		at = len(q.items) - 1
	case "priority":
		for i, v := range q.items {
			if v/100 < q.items[at]/100 {
				at = i
			}
		}
	}
	v := q.items[at]
	q.items = slices.Delete(q.items, at, at+1)
	return v
}

// many takes n items, or as many as there are, as text.
func (q *naiveQueue) many(n int) string {
	var list []string
	for range n {
		if len(q.items) > 0 {
			list = append(list, strconv.Itoa(q.next()))
		}
	}
	return strings.Join(list, " ")
}

// leave takes a waiting call out, and reports whether it was there.
func (q *naiveQueue) leave(id int) bool {
	n := len(q.waiting)
	q.waiting = slices.DeleteFunc(q.waiting, func(w naiveCall) bool { return w.id == id })
	return len(q.waiting) < n
}

// queueHistory makes a history of a right queue: calls of a few tasks, interleaved at random, some of them cut short.
func queueHistory(r *rand.Rand, spec *models.Spec, q naiveQueue, tasks, each int) *histories.History {
	h := &histories.History{}
	var clock int64
	tick := func() int64 { clock++; return clock }
	type phase int // of the call that a task makes: 0 none, 1 called, 2 arrived, 3 ended
	state, now, left := make([]phase, tasks), make([]int, tasks), make([]int, tasks)
	for i := range left {
		left[i] = each
	}
	over := func(ends []naiveEnd) {
		for _, e := range ends {
			h.Operations[e.id].Out = e.out
			state[h.Operations[e.id].Task] = 3
		}
	}
	puts := 0
	for idle := 0; idle < 50; idle++ {
		t := r.IntN(tasks)
		var o *histories.Operation
		if state[t] != 0 {
			o = &h.Operations[now[t]]
		}
		switch {
		case state[t] == 0 && left[t] > 0:
			left[t]--
			op := r.IntN(len(spec.Operations))
			info := &spec.Operations[op]
			if info.Name == "PutN" || info.Name == "GetN" {
				continue
			}
			o := histories.Operation{Task: t, Op: op, Name: info.Name, Mode: info.Modes[r.IntN(len(info.Modes))], Call: tick()}
			if o.Mode == histories.Done {
				o.Mode = histories.Plain
			}
			if info.Args.Needed() {
				puts++
				if n := info.Args.Len(); n > 0 {
					o.In = info.Args.Value(puts % n)
				} else {
					o.In = info.Args.Value(puts)
				}
			}
			if o.Mode == histories.Timeout {
				o.Cancel = o.Call
			}
			now[t], state[t] = len(h.Operations), 1
			h.Operations = append(h.Operations, o)
		case state[t] == 1:
			state[t] = 2
			in, _ := o.In.(int)
			over(q.request(naiveCall{now[t], o.Name, in}))
		case state[t] == 2 && o.Mode != histories.Plain && r.IntN(3) == 0: // the end of its patience
			if o.Mode == histories.Cancellable {
				o.Cancel = tick()
			}
			q.leave(now[t])
			o.Outcome = histories.Cancelled
			state[t] = 3
		case state[t] == 3:
			o.Return = tick()
			state[t] = 0
		default:
			continue
		}
		idle = 0
	}
	quiet := histories.Quiescence{At: tick()}
	for i := range h.Operations {
		if o := &h.Operations[i]; o.Return == 0 {
			o.Return, o.Outcome, o.Out = histories.Forever, histories.Stuck, nil
			quiet.Stuck = append(quiet.Stuck, i)
		}
	}
	h.Quiescences = append(h.Quiescences, quiet)
	return h
}

// queueExplained reports whether some order of the arrivals and departures of a history is one that the queue allows, by trying all.
func queueExplained(q naiveQueue, h *histories.History) bool {
	arrived, ended := make([]bool, len(h.Operations)), make([]bool, len(h.Operations))
	return explained(q, h, arrived, ended)
}

func explained(q naiveQueue, h *histories.History, arrived, ended []bool) bool {
	// before reports whether all calls are over that returned before the stamp.
	before := func(at int64) bool {
		for i := range h.Operations {
			if h.Operations[i].Return < at && !ended[i] {
				return false
			}
		}
		return true
	}
	done := true
	for i := range h.Operations {
		o := &h.Operations[i]
		if ended[i] || arrived[i] && o.Outcome == histories.Stuck {
			continue
		}
		done = false
		next := q.clone()
		switch {
		case !arrived[i]:
			if !before(o.Call) {
				continue
			}
			in, _ := o.In.(int)
			after, ok := slices.Clone(ended), true
			for _, e := range next.request(naiveCall{i, o.Name, in}) {
				of := &h.Operations[e.id]
				ok = ok && of.Outcome == histories.Returned && of.Out == e.out
				after[e.id] = true
			}
			now := slices.Clone(arrived)
			now[i] = true
			if ok && explained(next, h, now, after) {
				return true
			}
		case o.Outcome == histories.Cancelled && before(max(o.Call, o.Cancel)) && next.leave(i):
			after := slices.Clone(ended)
			after[i] = true
			if explained(next, h, arrived, after) {
				return true
			}
		}
	}
	return done
}
