package sched

// Learner is a Strategy that draws on earlier executions of the same program. Who runs another program with it calls Forget first.
type Learner interface {
	Strategy
	// Learn is called at the end of an execution with all of its tasks.
	Learn(tasks []*Task)
	// Forget begins anew.
	Forget()
}

// Lineage tells a task from the others of its execution, and finds it again in other executions of the same program: the first task
// that a certain task starts, the second, and so on. Unlike its number it does not depend on the schedule.
func (t *Task) Lineage() uint64 { return t.lineage }

// child returns the lineage of the n-th task that one with a lineage starts.
func child(lineage uint64, n int) uint64 {
	r := rng(lineage ^ uint64(n)*0xd1342543de82ef95)
	return r.next()
}

// tally estimates how many choice points each task of a program meets, by the mean over the executions seen.
type tally struct {
	seen  map[uint64]count
	whole map[uint64]float64 // with those of the tasks that it starts; computed when asked for
}

type count struct{ sum, executions float64 }

func (c *tally) forget() {
	clear(c.seen)
	clear(c.whole)
}

// add counts n events of a task in one more execution.
func (c *tally) add(lineage uint64, n int) {
	if c.seen == nil {
		c.seen, c.whole = map[uint64]count{}, map[uint64]float64{}
	}
	k := c.seen[lineage]
	k.sum += float64(n)
	k.executions++
	c.seen[lineage] = k
}

// own returns the events of a task alone.
func (c *tally) own(lineage uint64) float64 {
	k := c.seen[lineage]
	return k.sum / max(k.executions, 1)
}

// started returns the events of the tasks that one with a lineage has yet to start, having started n, and of those that they start.
func (c *tally) started(lineage uint64, n int) float64 {
	sum := 0.0
	for ; ; n++ {
		k := child(lineage, n)
		if _, ok := c.seen[k]; !ok {
			return sum
		}
		w, ok := c.whole[k]
		if !ok {
			w = c.own(k) + c.started(k, 0)
			c.whole[k] = w
		}
		sum += w
	}
}
