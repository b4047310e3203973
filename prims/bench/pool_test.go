package bench

import (
	"context"
	"runtime"
	"sync"
	"testing"

	"github.com/alitto/pond/v2"
	"github.com/gammazero/workerpool"
	"github.com/panjf2000/ants/v2"
	concpool "github.com/sourcegraph/conc/pool"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/internal/peers"
	"github.com/tenter-go/tenter/prims/threadpool"
)

const batch = 50

// BenchmarkPool has each pool do a task, and wait for it, or 50 of them. Pond's tasks can be waited for one by one and its queue has a bound, as
// ours; it has no cancellation of one task, no order of starting to rely on and no figures. The others offer less still: closures, and a wait for all.
func BenchmarkPool(b *testing.B) {
	ctx := context.Background()
	workers := runtime.GOMAXPROCS(0)
	ours := threadpool.New(workers, threadpool.QueueSize(64))
	ponds := pond.NewResultPool[int](workers, pond.WithQueueSize(64))
	antsPool, err := ants.NewPool(workers)
	if err != nil {
		b.Fatal(err)
	}
	gammazero := workerpool.New(workers)
	b.Cleanup(func() { ours.Close(); ponds.StopAndWait(); antsPool.Release(); gammazero.StopWait() })
	work := func(context.Context) (int, error) { return 1, nil }
	one := func() int { return 1 }

	// all has submit start n tasks, and waits for them.
	all := func(n int, submit func(task func())) {
		var wg sync.WaitGroup
		wg.Add(n)
		for range n {
			submit(wg.Done)
		}
		wg.Wait()
	}
	load := func(name string, n int) peers.Load {
		return peers.Load{Name: name, Workers: 1, Peers: []peers.Peer{
			{Name: "Pool", Round: func() {
				var futures [batch]*future.Future[int]
				for i := range n {
					futures[i], _ = threadpool.Submit(ctx, ours, work)
				}
				for _, f := range futures[:n] {
					_, _ = f.Get(ctx)
				}
			}},
			{Name: "pond", Round: func() {
				var tasks [batch]pond.ResultTask[int]
				for i := range n {
					tasks[i] = ponds.Submit(one)
				}
				for _, t := range tasks[:n] {
					_, _ = t.Wait()
				}
			}},
			{Name: "ants", Less: true, Round: func() { all(n, func(task func()) { _ = antsPool.Submit(task) }) }},
			{Name: "gammazero", Less: true, Round: func() { all(n, gammazero.Submit) }},
			{Name: "conc", Less: true, Round: func() {
				p := concpool.New().WithMaxGoroutines(workers)
				for range n {
					p.Go(func() {})
				}
				p.Wait()
			}},
		}}
	}
	peers.Run(b, load("one-task", 1), load("batch-of-50", batch))
}
