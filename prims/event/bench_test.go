package event_test

import (
	"context"
	"sync"
	"testing"

	"github.com/tenter-go/tenter/prims/event"
	"github.com/tenter-go/tenter/prims/internal/peers"
)

// BenchmarkPeers compares with a channel that is closed, which can't be cleared, and with a condition
// variable, which no context can cut short.
func BenchmarkPeers(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	set, closed := event.New(), make(chan struct{})
	set.Set()
	close(closed)
	e, m := event.New(), new(sync.Mutex)
	cond, flag := sync.NewCond(m), false
	peers.Run(b,
		peers.Load{Name: "wait-set", Workers: 1, Peers: []peers.Peer{
			{Name: "Event", Round: func() { _ = set.Wait(ctx) }},
			{Name: "channel+context", Less: true, Round: func() {
				select {
				case <-closed:
				case <-ctx.Done():
				}
			}},
		}},
		peers.Load{Name: "set-clear", Workers: 1, Peers: []peers.Peer{
			{Name: "Event", Round: func() { e.Set(); e.Clear() }},
			{Name: "sync.Cond", Less: true, Round: func() {
				m.Lock()
				flag = true
				cond.Broadcast()
				m.Unlock()
				m.Lock()
				flag = false
				m.Unlock()
			}},
		}},
	)
	_ = flag
}
