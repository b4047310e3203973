package models

import (
	"fmt"
	"sync"
	"time"
)

// grants knows which events a limiter has let through, and when.
type grants struct {
	burst, slack int

	mu      sync.Mutex
	list    []grant
	claimed int // events that were asked for, without those that Allow has refused
}

// grant is so many events that were let through at a moment between two others.
type grant struct {
	from, to time.Time
	n        int
}

// ask makes a call that lets n events through or refuses, and returns what is wrong
// with its answer, nil for nothing. A call that refuses at once takes nothing.
func (g *grants) ask(now func() time.Time, n int, atOnce bool, call func() bool) any {
	g.mu.Lock()
	g.claimed += n
	g.mu.Unlock()
	from := now()
	ok := call()
	to := now()
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case ok:
		g.list = append(g.list, grant{from, to, n})
		return g.tooMany(to)
	case atOnce && g.claimed <= g.burst:
		return fmt.Sprintf("refused, although no more than %s of %d have been asked for", counted(g.claimed, "event"), g.burst)
	case atOnce:
		g.claimed -= n
	}
	return nil
}

// tick is by how much a limiter may be early that reckons with fractions.
const tick = time.Microsecond

// tooMany says what is wrong with what has been let through up to a moment.
func (g *grants) tooMany(to time.Time) any {
	for _, first := range g.list {
		sum := 0
		for _, x := range g.list {
			if !x.from.Before(first.from) {
				sum += x.n
			}
		}
		within := to.Sub(first.from)
		if most := g.burst + g.slack + int(float64(g.burst)*(within+tick).Seconds()); sum > most {
			return fmt.Sprintf("let through, the last of %s within %v, where there may be %d", counted(sum, "event"), within.Round(time.Millisecond), most)
		}
	}
	return nil
}
