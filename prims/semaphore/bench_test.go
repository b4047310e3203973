package semaphore_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	xsync "golang.org/x/sync/semaphore"

	"github.com/tenter-go/tenter/prims/internal/peers"
	"github.com/tenter-go/tenter/prims/semaphore"
)

// loads lists what is compared. "channel" is the usual semaphore of a buffered channel, which has
// no weights and so appears where one permit is taken; it can't be cancelled, and "channel+context"
// can. BoundedSemaphore is ours too, and is no peer to be compared with. In the loads called held, whoever has a permit lets the other goroutines run before it
// releases, so that they must wait.
func loads(ctx context.Context) []peers.Load {
	one := func(permits int, inside func()) []peers.Peer {
		return append(weights(ctx, permits, 1, inside), channels(ctx, permits, inside)...)
	}
	return []peers.Load{
		{Name: "uncontended", Workers: 1, Peers: one(2, nothing)},
		{Name: "uncontended-weight-3", Workers: 1, Peers: weights(ctx, 4, 3, nothing)},
		{Name: "try", Workers: 1, Peers: tries(2)},
		{Name: "try-fails", Workers: 1, Peers: tries(0)},
		{Name: "parallel", Workers: 4, Peers: one(4, nothing)},
		{Name: "contended", Workers: 4, Peers: one(1, nothing)},
		{Name: "contended-held", Workers: 4, Peers: one(2, runtime.Gosched)},
		{Name: "contended-held-weight-2", Workers: 4, Peers: weights(ctx, 5, 2, runtime.Gosched)},
	}
}

func nothing() {}

func weights(ctx context.Context, permits, n int, inside func()) []peers.Peer {
	s, b, x := semaphore.New(permits), semaphore.NewBounded(permits), xsync.NewWeighted(int64(permits))
	return []peers.Peer{
		{Name: "Semaphore", Round: func() { _ = s.Acquire(ctx, n); inside(); _ = s.Release(n) }},
		{Name: "BoundedSemaphore", Less: true, Round: func() { _ = b.Acquire(ctx, n); inside(); _ = b.Release(n) }},
		{Name: "x/sync", Round: func() { _ = x.Acquire(ctx, int64(n)); inside(); x.Release(int64(n)) }},
	}
}

func channels(ctx context.Context, permits int, inside func()) []peers.Peer {
	plain, cancellable := make(chan struct{}, permits), make(chan struct{}, permits)
	return []peers.Peer{
		{Name: "channel", Less: true, Round: func() { plain <- struct{}{}; inside(); <-plain }},
		{Name: "channel+context", Round: func() {
			select {
			case cancellable <- struct{}{}:
				inside()
				<-cancellable
			case <-ctx.Done():
			}
		}},
	}
}

func tries(permits int) []peers.Peer {
	s, x, c := semaphore.New(permits), xsync.NewWeighted(int64(permits)), make(chan struct{}, permits)
	return []peers.Peer{
		{Name: "Semaphore", Round: func() {
			if s.TryAcquire(1) {
				_ = s.Release(1)
			}
		}},
		{Name: "x/sync", Round: func() {
			if x.TryAcquire(1) {
				x.Release(1)
			}
		}},
		{Name: "channel", Round: func() {
			select {
			case c <- struct{}{}:
				<-c
			default:
			}
		}},
	}
}

// BenchmarkPeers measures each load with each semaphore, for benchstat.
func BenchmarkPeers(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	for _, l := range loads(ctx) {
		for _, p := range l.Peers {
			b.Run(fmt.Sprintf("%s/%s", l.Name, strings.ReplaceAll(p.Name, "/", "-")), func(b *testing.B) {
				b.ReportAllocs()
				if l.Workers == 1 {
					for b.Loop() {
						p.Round()
					}
					return
				}
				b.SetParallelism(l.Workers)
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						p.Round()
					}
				})
			})
		}
	}
}

// BenchmarkRatio measures all semaphores of a load in turn and compares ours to the fastest of the others.
func BenchmarkRatio(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	peers.Run(b, loads(ctx)...)
}
