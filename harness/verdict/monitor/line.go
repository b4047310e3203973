package monitor

// line is the game of what holds its items in a line: queue, stack and deque.
// The back of the line is where puts go; a stack gets there as well.
//
// # Look-ahead
//
// In a queue without repeated values a put of v may be refused at once while
// some w that has not been put comes out before v does for sure: w would stand
// behind v and leave later. Nothing is lost by that, since such an order fails at the get of
// v, but a search that finds this out only there tries all that lies between.
type line struct {
	ops      []op
	capacity int  // 0: none
	drops    bool // a put onto a full line drops the item at the other end
	stack    bool

	items     ring
	undone    []int64 // values that were removed, for undo
	state     digest
	lookahead *lookahead
}

// ring is a line of values in places that are numbered; front is that of the
// first item and back the one after the last.
type ring struct {
	places      []int64
	front, back int64
}

func newLine(ops []op, capacity int) *line {
	g := &line{ops: ops, capacity: capacity}
	g.items.places = make([]int64, 64)
	return g
}

func (r *ring) len() int { return int(r.back - r.front) }

func (r *ring) at(place int64) *int64 { return &r.places[place&int64(len(r.places)-1)] }

func (r *ring) room() {
	if r.len() < len(r.places) {
		return
	}
	bigger := ring{places: make([]int64, 2*len(r.places)), front: r.front, back: r.back}
	for p := r.front; p < r.back; p++ {
		*bigger.at(p) = *r.at(p)
	}
	*r = bigger
}

func (g *line) hash() digest { return g.state }

// leads says that a get needs its put, and an empty line gets.
func (g *line) leads(i, next int) bool {
	switch o := &g.ops[i]; g.ops[next].kind {
	case get, getEnd, seeTop, seeEnd:
		return o.v == g.ops[next].v && o.kind != get && o.kind != getEnd
	case empty, put, putTop:
		return o.kind == get || o.kind == getEnd
	}
	return false
}

func (g *line) pushBack(v int64) {
	g.items.room()
	*g.items.at(g.items.back) = v
	g.state.add(digestOf(v, g.items.back))
	g.items.back++
}

func (g *line) pushFront(v int64) {
	g.items.room()
	g.items.front--
	*g.items.at(g.items.front) = v
	g.state.add(digestOf(v, g.items.front))
}

func (g *line) popBack() int64 {
	g.items.back--
	v := *g.items.at(g.items.back)
	g.state.sub(digestOf(v, g.items.back))
	return v
}

func (g *line) popFront() int64 {
	v := *g.items.at(g.items.front)
	g.state.sub(digestOf(v, g.items.front))
	g.items.front++
	return v
}

func (g *line) isFull() bool { return g.capacity > 0 && g.items.len() == g.capacity }

func (g *line) apply(i int) bool {
	o, n := &g.ops[i], g.items.len()
	switch o.kind {
	case put, putTop:
		return g.applyPut(i, o)
	case get:
		if n == 0 || !o.pending && g.first() != o.v {
			return false
		}
		g.undone = append(g.undone, g.popFirst())
		return true
	case getEnd:
		if n == 0 || !o.pending && *g.items.at(g.items.back - 1) != o.v {
			return false
		}
		g.undone = append(g.undone, g.popBack())
		return true
	case seeTop:
		return n > 0 && *g.items.at(g.items.front) == o.v
	case seeEnd:
		return n > 0 && *g.items.at(g.items.back - 1) == o.v
	case empty:
		return n == 0
	case full:
		return g.isFull()
	case size:
		return int64(n) == o.v
	}
	return false
}

// first is the item that a get takes.
func (g *line) first() int64 {
	if g.stack {
		return *g.items.at(g.items.back - 1)
	}
	return *g.items.at(g.items.front)
}

func (g *line) popFirst() int64 {
	if g.stack {
		return g.popBack()
	}
	return g.popFront()
}

// none stands among the removed values for a put that dropped nothing.
const none = -1 << 63

func (g *line) applyPut(i int, o *op) bool {
	dropped := int64(none)
	switch {
	case g.lookahead != nil && g.lookahead.forbids(i):
		return false
	case !g.isFull():
	case !g.drops:
		return false
	case o.kind == put:
		dropped = g.popFront()
	default:
		dropped = g.popBack()
	}
	if g.drops {
		g.undone = append(g.undone, dropped)
	}
	if o.kind == put {
		g.pushBack(o.v)
	} else {
		g.pushFront(o.v)
	}
	if g.lookahead != nil {
		g.lookahead.put(i)
	}
	return true
}

func (g *line) undo(i int) {
	switch o := &g.ops[i]; o.kind {
	case put, putTop:
		if g.lookahead != nil {
			g.lookahead.unput(i)
		}
		if o.kind == put {
			g.popBack()
		} else {
			g.popFront()
		}
		if !g.drops {
			return
		}
		switch v := g.removed(); {
		case v == none:
		case o.kind == put:
			g.pushFront(v)
		default:
			g.pushBack(v)
		}
	case get:
		if g.stack {
			g.pushBack(g.removed())
		} else {
			g.pushFront(g.removed())
		}
	case getEnd:
		g.pushBack(g.removed())
	}
}

func (g *line) removed() int64 {
	v := g.undone[len(g.undone)-1]
	g.undone = g.undone[:len(g.undone)-1]
	return v
}
