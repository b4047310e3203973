package stories

import (
	"context"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/queue"
)

// stop is what tells a worker to go home: the None of the tutorials.
const stop = 0

// Work takes numbers from the queue and adds them up until it takes the sign to stop. One sign stops
// one worker.
func Work(q *queue.Queue[int], sum *atomic.Int64) {
	for {
		v, err := q.Get(context.Background())
		if err != nil || v == stop {
			return
		}
		sum.Add(int64(v))
	}
}

// Close tells one worker to stop, however many there are.
func Close(q *queue.Queue[int]) error { return q.TryPut(stop) }

// Poller works until its flag says that it is enough.
type Poller struct{ Enough atomic.Bool }

// Run is the loop of the tutorials, while not stop.
func (p *Poller) Run() {
	for !p.Enough.Load() { // and works, in the tutorials
	}
}
