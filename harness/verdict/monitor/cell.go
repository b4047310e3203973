package monitor

// cell is the game of a register.
type cell struct {
	ops   []op
	value int64
	past  []int64 // what was there before each op that wrote
}

// leads says that the value that is to be found must be written.
func (g *cell) leads(i, next int) bool {
	o, n := &g.ops[i], &g.ops[next]
	switch n.kind {
	case read:
		return o.v == n.v
	case swap, replace:
		return o.v == n.w
	case notReplace:
		return o.v != n.w
	}
	return false
}

func (g *cell) hash() digest { return digestOf(g.value, 0) }

func (g *cell) apply(i int) bool {
	switch o := &g.ops[i]; o.kind {
	case read:
		return g.value == o.v
	case notReplace:
		return g.value != o.w
	case swap:
		if !o.pending && g.value != o.w {
			return false
		}
		g.write(o.v)
		return true
	case replace:
		if g.value != o.w {
			return false
		}
		g.write(o.v)
		return true
	case write:
		g.write(o.v)
		return true
	}
	return false
}

func (g *cell) write(v int64) {
	g.past = append(g.past, g.value)
	g.value = v
}

func (g *cell) undo(i int) {
	switch g.ops[i].kind {
	case swap, replace, write:
		g.value = g.past[len(g.past)-1]
		g.past = g.past[:len(g.past)-1]
	}
}

// counting is the game of objects whose state is one number to which each op
// adds: counters, semaphores and locks. Which ops have taken effect says what the
// number is, so that no hash is needed.
type counting struct {
	ops   []op
	count int64
	front *frontier // knows who else may be waiting
}

func (g *counting) hash() digest { return digest{} }

// leads says in which direction the count has to go.
func (g *counting) leads(i, next int) bool {
	o, n := &g.ops[i], &g.ops[next]
	switch {
	case g.count < n.v:
		return o.delta > 0 && g.count+int64(o.delta) <= n.w
	case g.count > n.w:
		return o.delta < 0 && g.count+int64(o.delta) >= n.v
	}
	return false
}

func (g *counting) apply(i int) bool {
	o := &g.ops[i]
	switch {
	case o.kind == idle:
		return false
	case g.count < o.v || g.count > o.w:
		if !o.crowded || !g.front.crowded(i) {
			return false
		}
	}
	g.count += int64(o.delta)
	return true
}

func (g *counting) undo(i int) { g.count -= int64(g.ops[i].delta) }
