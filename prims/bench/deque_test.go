package bench

import (
	"sync"
	"testing"

	"github.com/gammazero/deque"

	prim "github.com/tenter-go/tenter/prims/deque"
	"github.com/tenter-go/tenter/prims/internal/peers"
)

// BenchmarkDeque pushes at the back and pops at the front. Gammazero's deque is not safe for several goroutines and so has a lock around it here, as
// who shares it must.
func BenchmarkDeque(b *testing.B) {
	load := func(name string, workers int) peers.Load {
		ours, other, mu := prim.New[int](), new(deque.Deque[int]), new(sync.Mutex)
		return peers.Load{Name: name, Workers: workers, Peers: []peers.Peer{
			{Name: "Deque", Round: func() { ours.PushBack(1); ours.PopFront() }},
			{Name: "gammazero+lock", Round: func() {
				mu.Lock()
				other.PushBack(1)
				mu.Unlock()
				mu.Lock()
				other.PopFront()
				mu.Unlock()
			}},
		}}
	}
	peers.Run(b, load("alone", 1), load("4-at-once", 4))
}
