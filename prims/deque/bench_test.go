package deque_test

import (
	"container/list"
	"sync"
	"testing"

	"github.com/tenter-go/tenter/prims/deque"
)

// BenchmarkPeers measures a push at the back and a pop at the front, beside a list of the standard
// library under a lock, and a channel, which has no other end.
func BenchmarkPeers(b *testing.B) {
	d := deque.New[int]()
	l, c := list.New(), make(chan int, 8)
	var mu sync.Mutex
	for _, p := range []struct {
		name  string
		round func()
	}{
		{"Deque", func() { d.PushBack(1); d.PopFront() }},
		{"list+lock", func() {
			mu.Lock()
			l.PushBack(1)
			mu.Unlock()
			mu.Lock()
			l.Remove(l.Front())
			mu.Unlock()
		}},
		{"channel", func() { c <- 1; <-c }},
	} {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.round()
			}
		})
	}
}
