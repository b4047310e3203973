package rlock_test

import (
	"context"
	"runtime"
	"sync"
	"testing"

	"github.com/tenter-go/tenter/prims/internal/peers"
	"github.com/tenter-go/tenter/prims/lock"
	"github.com/tenter-go/tenter/prims/rlock"
)

// BenchmarkPeers compares with package lock and sync.Mutex, which are not reentrant: no reentrant lock
// with explicit owners and contexts is known to us. Taken again is a second Acquire by the owner.
func BenchmarkPeers(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	all := func(inside func()) []peers.Peer {
		r, l, m := rlock.New(), lock.New(), new(sync.Mutex)
		owners := sync.Pool{New: func() any { return rlock.NewOwner() }}
		return []peers.Peer{
			{Name: "RLock", Round: func() {
				o := owners.Get().(*rlock.Owner)
				_ = r.Acquire(ctx, o)
				inside()
				_ = r.Release(o)
				owners.Put(o)
			}},
			{Name: "Lock", Less: true, Round: func() { _ = l.Acquire(ctx); inside(); _ = l.Release() }},
			{Name: "sync.Mutex", Less: true, Round: func() { m.Lock(); inside(); m.Unlock() }},
		}
	}
	r, o := rlock.New(), rlock.NewOwner()
	_ = r.Acquire(ctx, o)
	peers.Run(b,
		peers.Load{Name: "uncontended", Workers: 1, Peers: all(func() {})},
		peers.Load{Name: "contended-held", Workers: 4, Peers: all(runtime.Gosched)},
		peers.Load{Name: "taken-again", Workers: 1, Peers: []peers.Peer{
			{Name: "RLock", Round: func() { _ = r.Acquire(ctx, o); _ = r.Release(o) }},
		}},
	)
}
