package lock_test

import (
	"context"
	"runtime"
	"sync"
	"testing"

	xsync "golang.org/x/sync/semaphore"

	"github.com/tenter-go/tenter/prims/internal/peers"
	"github.com/tenter-go/tenter/prims/lock"
)

// BenchmarkPeers compares with what Go programs use where they need a lock that a context can cut
// short: a channel with room for one, and a semaphore of one permit. sync.Mutex is for information:
// it can't be cancelled and lets newcomers barge in.
func BenchmarkPeers(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	all := func(inside func()) []peers.Peer {
		l, x, c, m := lock.New(), xsync.NewWeighted(1), make(chan struct{}, 1), new(sync.Mutex)
		return []peers.Peer{
			{Name: "Lock", Round: func() { _ = l.Acquire(ctx); inside(); _ = l.Release() }},
			{Name: "x/sync", Round: func() { _ = x.Acquire(ctx, 1); inside(); x.Release(1) }},
			{Name: "channel+context", Round: func() {
				select {
				case c <- struct{}{}:
					inside()
					<-c
				case <-ctx.Done():
				}
			}},
			{Name: "sync.Mutex", Less: true, Round: func() { m.Lock(); inside(); m.Unlock() }},
		}
	}
	peers.Run(b,
		peers.Load{Name: "uncontended", Workers: 1, Peers: all(func() {})},
		peers.Load{Name: "contended", Workers: 4, Peers: all(func() {})},
		peers.Load{Name: "contended-held", Workers: 4, Peers: all(runtime.Gosched)},
	)
}
