package bench

import (
	"context"
	"sync"
	"testing"

	"github.com/tenter-go/tenter/prims/barrier"
	"github.com/tenter-go/tenter/prims/internal/peers"
)

// condBarrier is the barrier of textbooks: a count and a condition variable. Nothing can be aborted, and no context cuts it short.
type condBarrier struct {
	mu         sync.Mutex
	all        sync.Cond
	parties    int
	here       int
	generation int
}

func newCondBarrier(parties int) *condBarrier {
	b := &condBarrier{parties: parties}
	b.all.L = &b.mu
	return b
}

func (b *condBarrier) wait() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.here++
	if b.here == b.parties {
		b.here = 0
		b.generation++
		b.all.Broadcast()
		return
	}
	for mine := b.generation; mine == b.generation; {
		b.all.Wait()
	}
}

func BenchmarkBarrier(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	load := func(name string, parties int) peers.Load {
		ours, cond := barrier.New(parties), newCondBarrier(parties)
		return peers.Load{Name: name, Workers: parties, Peers: []peers.Peer{
			{Name: "Barrier", Round: func() { _, _ = ours.Wait(ctx) }},
			{Name: "sync.Cond", Less: true, Round: cond.wait},
		}}
	}
	peers.Run(b, load("alone", 1), load("2-parties", 2), load("4-parties", 4))
}
