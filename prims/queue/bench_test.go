package queue_test

import (
	"context"
	"runtime"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/prims/queue"
)

// peer is one round of putting and getting, by one of the queues compared.
type peer struct {
	name  string
	round func()
}

// peers lists what is compared. A channel has no unfinished count and no shutdown that drains; with a
// context it can be cancelled, as ours can.
func peers(ctx context.Context, capacity int) []peer {
	q, s := queue.New[int](capacity), queue.NewSimple[int]()
	l, p := queue.NewLifo[int](capacity), queue.NewPriority(capacity, less)
	c := make(chan int, capacity)
	return []peer{
		{"Queue", func() { _ = q.Put(ctx, 1); _, _ = q.Get(ctx) }},
		{"Simple", func() { s.Put(1); _, _ = s.Get(ctx) }},
		{"Lifo", func() { _ = l.Put(ctx, 1); _, _ = l.Get(ctx) }},
		{"Priority", func() { _ = p.Put(ctx, 1); _, _ = p.Get(ctx) }},
		{"channel", func() { c <- 1; <-c }},
		{"channel+context", func() {
			select {
			case c <- 1:
			case <-ctx.Done():
			}
			select {
			case <-c:
			case <-ctx.Done():
			}
		}},
	}
}

// BenchmarkPeers measures a put and a get by each queue: by one goroutine, by several at once, and by
// two of which one puts and one gets, with so little room that they wait for each other.
func BenchmarkPeers(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	for _, p := range peers(ctx, 64) {
		name := strings.ReplaceAll(p.name, "/", "-")
		b.Run("uncontended/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.round()
			}
		})
		b.Run("parallel/"+name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(4)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					p.round()
				}
			})
		})
	}
}

func BenchmarkHandOver(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	q, c := queue.New[int](1), make(chan int, 1)
	for _, p := range []struct {
		name     string
		put, get func()
	}{
		{"Queue", func() { _ = q.Put(ctx, 1) }, func() { _, _ = q.Get(ctx) }},
		{"channel+context", func() {
			select {
			case c <- 1:
			case <-ctx.Done():
			}
		}, func() {
			select {
			case <-c:
			case <-ctx.Done():
			}
		}},
	} {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			go func() {
				for range b.N {
					p.put()
				}
			}()
			for range b.N {
				p.get()
			}
			runtime.Gosched()
		})
	}
}
