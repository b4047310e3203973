package future_test

import (
	"context"
	"testing"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/internal/peers"
)

// BenchmarkPeers compares with what Go programs use for one result: a channel with room for it. That
// can be read once and can't be cancelled, so it offers less.
func BenchmarkPeers(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	done := future.New[int]()
	_ = done.Resolve(1)
	closed := make(chan int)
	close(closed)
	peers.Run(b,
		peers.Load{Name: "set-and-get", Workers: 1, Peers: []peers.Peer{
			{Name: "Future", Round: func() {
				p := future.New[int]()
				_ = p.Resolve(1)
				_, _ = p.Future().Get(ctx)
			}},
			{Name: "channel+context", Round: func() {
				c := make(chan int, 1)
				c <- 1
				select {
				case <-c:
				case <-ctx.Done():
				}
			}},
		}},
		peers.Load{Name: "get-of-a-result-that-is-there", Workers: 4, Peers: []peers.Peer{
			{Name: "Future", Round: func() { _, _ = done.Future().Get(ctx) }},
			{Name: "channel+context", Round: func() {
				select {
				case <-closed:
				case <-ctx.Done():
				}
			}},
		}},
		peers.Load{Name: "goroutine", Workers: 1, Peers: []peers.Peer{
			{Name: "Future", Round: func() {
				_, _ = future.Go(func() (int, error) { return 1, nil }).Get(ctx)
			}},
			{Name: "channel+context", Round: func() {
				c := make(chan int, 1)
				go func() { c <- 1 }()
				select {
				case <-c:
				case <-ctx.Done():
				}
			}},
		}},
	)
}
