package threadpool_test

import (
	"context"
	"runtime"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/internal/peers"
	"github.com/tenter-go/tenter/prims/threadpool"
)

// BenchmarkPeers compares with what Go programs use for bounded concurrency. Neither has futures that
// can be cancelled, a queue with a bound, or figures, so both offer less: a fixed number of goroutines
// that read closures from a channel, and an errgroup with a limit.
func BenchmarkPeers(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	pool := threadpool.New(workers, threadpool.QueueSize(64))
	tasks := make(chan func(), 64)
	for range workers {
		go func() {
			for task := range tasks {
				task()
			}
		}()
	}
	b.Cleanup(func() { close(tasks); pool.Close() })
	const batch = 50
	work := func(context.Context) (int, error) { return 1, nil }
	peers.Run(b,
		peers.Load{Name: "one-task", Workers: 1, Peers: []peers.Peer{
			{Name: "Pool", Round: func() {
				f, _ := threadpool.Submit(context.Background(), pool, work)
				_, _ = f.Get(ctx)
			}},
			{Name: "channel", Less: true, Round: func() {
				result := make(chan int, 1)
				tasks <- func() { result <- 1 }
				select {
				case <-result:
				case <-ctx.Done():
				}
			}},
		}},
		peers.Load{Name: "batch-of-50", Workers: 1, Peers: []peers.Peer{
			{Name: "Pool", Round: func() {
				var futures [batch]*future.Future[int]
				for i := range futures {
					futures[i], _ = threadpool.Submit(context.Background(), pool, work)
				}
				for _, f := range futures {
					_, _ = f.Get(ctx)
				}
			}},
			{Name: "channel", Less: true, Round: func() {
				results := make(chan int, batch)
				for range batch {
					tasks <- func() { results <- 1 }
				}
				for range batch {
					<-results
				}
			}},
			{Name: "errgroup", Less: true, Round: func() {
				var g errgroup.Group
				g.SetLimit(workers)
				for range batch {
					g.Go(func() error { return nil })
				}
				_ = g.Wait()
			}},
		}},
	)
}
