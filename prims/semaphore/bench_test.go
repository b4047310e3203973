package semaphore_test

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	xsync "golang.org/x/sync/semaphore"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// peer is one round of acquiring and releasing, by one of the semaphores compared.
type peer struct {
	name  string
	less  bool // it offers less than the others, so that its time is for information only
	round func()
}

// load is a way to use a semaphore.
type load struct {
	name    string
	workers int
	peers   []peer // ours is the first
}

// loads lists what is compared. "channel" is the usual semaphore of a buffered channel, which has
// no weights and so appears where one permit is taken; it can't be cancelled, and "channel+context"
// can. In the loads called held, whoever has a permit lets the other goroutines run before it
// releases, so that they must wait.
func loads(ctx context.Context) []load {
	one := func(permits int, inside func()) []peer {
		return append(weights(ctx, permits, 1, inside), channels(ctx, permits, inside)...)
	}
	return []load{
		{"uncontended", 1, one(2, nothing)},
		{"uncontended-weight-3", 1, weights(ctx, 4, 3, nothing)},
		{"try", 1, tries(2)},
		{"try-fails", 1, tries(0)},
		{"parallel", 4, one(4, nothing)},
		{"contended", 4, one(1, nothing)},
		{"contended-held", 4, one(2, runtime.Gosched)},
		{"contended-held-weight-2", 4, weights(ctx, 5, 2, runtime.Gosched)},
	}
}

func nothing() {}

func weights(ctx context.Context, permits, n int, inside func()) []peer {
	s, b, x := semaphore.New(permits), semaphore.NewBounded(permits), xsync.NewWeighted(int64(permits))
	return []peer{
		{"Semaphore", false, func() { _ = s.Acquire(ctx, n); inside(); _ = s.Release(n) }},
		{"BoundedSemaphore", false, func() { _ = b.Acquire(ctx, n); inside(); _ = b.Release(n) }},
		{"x/sync", false, func() { _ = x.Acquire(ctx, int64(n)); inside(); x.Release(int64(n)) }},
	}
}

func channels(ctx context.Context, permits int, inside func()) []peer {
	plain, cancellable := make(chan struct{}, permits), make(chan struct{}, permits)
	return []peer{
		{"channel", true, func() { plain <- struct{}{}; inside(); <-plain }},
		{"channel+context", false, func() {
			select {
			case cancellable <- struct{}{}:
				inside()
				<-cancellable
			case <-ctx.Done():
			}
		}},
	}
}

func tries(permits int) []peer {
	s, x, c := semaphore.New(permits), xsync.NewWeighted(int64(permits)), make(chan struct{}, permits)
	return []peer{
		{"Semaphore", false, func() {
			if s.TryAcquire(1) {
				_ = s.Release(1)
			}
		}},
		{"x/sync", false, func() {
			if x.TryAcquire(1) {
				x.Release(1)
			}
		}},
		{"channel", false, func() {
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
		for _, p := range l.peers {
			b.Run(fmt.Sprintf("%s/%s", l.name, strings.ReplaceAll(p.name, "/", "-")), func(b *testing.B) {
				b.ReportAllocs()
				if l.workers == 1 {
					for b.Loop() {
						p.round()
					}
					return
				}
				b.SetParallelism(l.workers)
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						p.round()
					}
				})
			})
		}
	}
}

// BenchmarkRatio measures all semaphores of a load in turn, in short blocks within the same run, so
// that a change of the machine's speed meets them alike. It reports the median time a round for
// each, and how ours compares to the fastest of the others: 0.5 is twice as fast, 2 half as fast.
func BenchmarkRatio(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	for _, l := range loads(ctx) {
		b.Run(l.name, func(b *testing.B) {
			times := make([][]float64, len(l.peers))
			for b.Loop() {
				for i, p := range l.peers {
					times[i] = append(times[i], block(l.workers, p.round))
				}
			}
			fastest := math.Inf(1)
			for i, p := range l.peers {
				b.ReportMetric(median(times[i]), p.name+"-ns")
				if !strings.HasSuffix(p.name, "Semaphore") && !p.less {
					fastest = min(fastest, median(times[i]))
				}
			}
			b.ReportMetric(median(times[0])/fastest, "ratio")
			b.ReportMetric(0, "ns/op") // the time of a block says nothing
		})
	}
}

func median(times []float64) float64 {
	slices.Sort(times)
	return times[len(times)/2]
}

// block runs a number of rounds on each worker, all at once, and returns the nanoseconds a round.
func block(workers int, round func()) float64 {
	const rounds = 5000
	var ready, done sync.WaitGroup
	ready.Add(workers)
	begin := make(chan struct{})
	for range workers {
		done.Go(func() {
			ready.Done()
			<-begin
			for range rounds {
				round()
			}
		})
	}
	ready.Wait()
	start := time.Now()
	close(begin)
	done.Wait()
	return float64(time.Since(start).Nanoseconds()) / float64(workers*rounds)
}
