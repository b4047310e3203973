package monitor

import (
	"cmp"
	"slices"

	"github.com/tenter-go/tenter/histories"
)

// registerOps translates the calls of a register.
func (t *translation) registerOps() bool {
	return t.each(func(c *call) bool {
		if c.gaveUp() || len(c.stuck) > 0 {
			return false
		}
		in, out := int64(c.In), int64(c.Out)
		switch c.name {
		case "Read":
			if !c.isPending() {
				t.add(c, op{kind: read, v: out})
			}
		case "Write":
			t.add(c, op{kind: write, v: in})
		case "Swap":
			t.add(c, op{kind: swap, v: in, w: out})
		case "CompareAndSwap":
			pair, ok := t.l.Any(c.In).(histories.List)
			return ok && t.exchange(c, int64(t.l.Word(pair[0])), int64(t.l.Word(pair[1])))
		default:
			return false
		}
		return true
	})
}

// exchange adds a call that puts one value in the place of another, and says whether it did.
func (t *translation) exchange(c *call, old, now int64) bool {
	did, ok := t.l.Any(c.Out).(bool)
	if ok && !did && !c.isPending() {
		t.add(c, op{kind: notReplace, w: old})
		return true
	}
	t.add(c, op{kind: replace, v: now, w: old})
	return ok || c.isPending()
}

// cellsOf holds ops with the cell that each is about.
type cellOp struct {
	key histories.Value
	op
}

// keyedOps translates the calls of a map or a set into ops of its keys, each a
// register of its own: what is legal for each key alone is legal together
// (Herlihy and Wing, TOPLAS 1990: linearizability is local).
func (t *translation) keyedOps(translate func(c *call) (key histories.Value, ok bool)) ([]cellOp, bool) {
	var list []cellOp
	ok := t.each(func(c *call) bool {
		if c.gaveUp() || len(c.stuck) > 0 {
			return false
		}
		before := len(t.ops)
		key, ok := translate(c)
		if ok && len(t.ops) > before {
			list = append(list, cellOp{key, t.ops[before]})
		}
		t.ops = t.ops[:before]
		return ok
	})
	return list, ok
}

// absent is the value of a key that has none.
const absent = int64(histories.None)

func (t *translation) dictionaryCall(c *call) (key histories.Value, ok bool) {
	key, out := c.In, int64(c.Out)
	var list histories.List
	word := func(i int) int64 { return int64(t.l.Word(list[i])) }
	switch c.name {
	case "Put", "Swap", "PutIfAbsent", "CompareAndSwap":
		list, ok = t.l.Any(c.In).(histories.List)
		if ok {
			key = histories.Value(word(0))
		}
		if list[1] == nil {
			return 0, false
		}
	default:
		ok = true
	}
	switch c.name {
	case "Get":
		if !c.isPending() {
			t.add(c, op{kind: read, v: out})
		}
	case "Put":
		t.add(c, op{kind: write, v: word(1)})
	case "Delete":
		t.add(c, op{kind: write, v: absent})
	case "Remove":
		t.add(c, op{kind: swap, v: absent, w: out})
	case "Swap":
		t.add(c, op{kind: swap, v: word(1), w: out})
	case "PutIfAbsent":
		ok = ok && t.exchange(c, absent, word(1))
	case "CompareAndSwap":
		old, now := word(1), word(2)
		ok = ok && t.exchange(c, old, now)
	default:
		return 0, false
	}
	return key, ok
}

// present is the value of what is in a set.
const present = int64(2)

func (t *translation) setCall(c *call) (key histories.Value, ok bool) {
	switch c.name {
	case "Add":
		return c.In, t.exchange(c, absent, present)
	case "Remove":
		return c.In, t.exchange(c, present, absent)
	case "Insert":
		t.add(c, op{kind: write, v: present})
	case "Discard":
		t.add(c, op{kind: write, v: absent})
	case "Contains":
		in, isBool := t.l.Any(c.Out).(bool)
		if !c.isPending() {
			t.add(c, op{kind: read, v: map[bool]int64{true: present, false: absent}[in]})
		}
		return c.In, isBool || c.isPending()
	default:
		return 0, false
	}
	return c.In, true
}

// judgeKeys judges each key by itself.
func judgeKeys(list []cellOp, budget int) Answer {
	slices.SortStableFunc(list, func(a, b cellOp) int { return cmp.Compare(a.key, b.key) })
	total := legal("register monitor, key by key")
	var ops []op
	for len(list) > 0 {
		ops = ops[:0]
		key := list[0].key
		for len(list) > 0 && list[0].key == key {
			ops = append(ops, list[0].op)
			list = list[1:]
		}
		a := judgeCell(ops, absent, budget-total.Steps)
		total.Steps += a.Steps
		switch a.Verdict {
		case Illegal:
			return a
		case Open:
			total.Verdict, total.By, total.Reason = Open, a.By, a.Reason
		}
	}
	return total
}

// judgeCell judges the ops of one register.
func judgeCell(ops []op, initial int64, budget int) Answer {
	if a, ok := register(ops, initial); ok {
		return a
	}
	f := newFrontier(ops, budget)
	return f.run(&cell{ops: ops, value: initial})
}
