package condition_test

import (
	"context"
	"sync"
	"testing"

	"github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/internal/peers"
	"github.com/tenter-go/tenter/prims/lock"
)

// BenchmarkPeers compares with sync.Cond, which no context can cut short: a notification of nobody, and a
// ball that two goroutines pass to and fro.
func BenchmarkPeers(b *testing.B) {
	l := lock.New()
	c := condition.New(l)
	m := new(sync.Mutex)
	s := sync.NewCond(m)
	peers.Run(b,
		peers.Load{Name: "notify-nobody", Workers: 1, Peers: []peers.Peer{
			{Name: "Condition", Round: func() { l.Lock(); _ = c.Notify(1); l.Unlock() }},
			{Name: "sync.Cond", Less: true, Round: func() { m.Lock(); s.Signal(); m.Unlock() }},
		}},
		peers.Load{Name: "ping-pong", Workers: 2, Peers: []peers.Peer{
			{Name: "Condition", Round: ours(b.Context())},
			{Name: "sync.Cond", Less: true, Round: theirs()},
		}},
	)
}

// ours returns a round in which each of two workers waits for the other one's turn.
func ours(ctx context.Context) func() {
	l := lock.New()
	c := condition.New(l)
	waiting, turn := false, 0
	return func() {
		l.Lock()
		defer l.Unlock()
		if waiting {
			waiting = false
			turn++
			_ = c.Notify(1)
			return
		}
		waiting = true
		mine := turn
		_ = c.WaitFor(ctx, func() bool { return turn != mine })
	}
}

func theirs() func() {
	m := new(sync.Mutex)
	c := sync.NewCond(m)
	waiting, turn := false, 0
	return func() {
		m.Lock()
		defer m.Unlock()
		if waiting {
			waiting = false
			turn++
			c.Signal()
			return
		}
		waiting = true
		for mine := turn; turn == mine; {
			c.Wait()
		}
	}
}
