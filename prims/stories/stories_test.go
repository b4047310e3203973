package stories_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness"
	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/event"
	"github.com/tenter-go/tenter/prims/queue"
	"github.com/tenter-go/tenter/prims/semaphore"
	tale "github.com/tenter-go/tenter/prims/stories"
	"github.com/tenter-go/tenter/prims/thread"
)

// stories are the programs of the tutorials, each mistake before its cures.
func stories() []story {
	return []story{
		{name: "counter-unlocked", tell: counter((*tale.Counter).Unlocked), full: true},
		{name: "counter-atomics", tell: counter((*tale.Counter).Atomics)},
		{name: "counter-locked", tell: counter((*tale.Counter).Locked)},
		{name: "two-mutexes", tell: pair(tale.TwoMutexes), full: true},
		{name: "two-locks", tell: pair(tale.TwoLocks)},
		{name: "two-rlocks", tell: twice(tale.TwoRLocks)},
		{name: "one-rlock", tell: pair(tale.NewOneRLock)},
		{name: "ordered-locks", tell: pair(tale.NewOrdered)},
		{name: "polite-without-jitter", tell: polite(time.Millisecond, time.Millisecond)},
		{name: "polite-with-jitter", tell: polite(time.Millisecond, 40*time.Millisecond)},
		{name: "condition-without-predicate", tell: box((*tale.Box).TakeBlindly)},
		{name: "condition-with-predicate", tell: box((*tale.Box).Take)},
		{name: "light-by-hand", tell: light(func() models.EventOps {
			l := tale.NewLight()
			return models.EventOps{Set: l.Green, Clear: l.Red, Await: l.Drive}
		}), full: true},
		{name: "light-on-event", tell: light(func() models.EventOps {
			e := event.New()
			return models.EventOps{Set: e.Set, Clear: e.Clear, Await: func() { _ = e.Wait(context.Background()) }}
		})},
		{name: "semaphore-of-three", tell: visitors},
		{name: "connection-of-main", tell: shop((*tale.Shop).Serve)},
		{name: "connection-closed", tell: closed},
		{name: "connection-of-each", tell: shop((*tale.Shop).ServeHeld)},
		{name: "map-by-reference", tell: parcel(tale.SendShared)},
		{name: "map-encoded", tell: parcel(tale.SendEncoded)},
		{name: "priorities", tell: priorities},
		{name: "one-sentinel-for-two", tell: workers(func(q *queue.Queue[int]) { _ = tale.Close(q) }), full: true},
		{name: "shutdown-for-two", tell: workers((*queue.Queue[int]).Shutdown)},
		{name: "flag-never-set", tell: poller(false), full: true},
		{name: "flag-set", tell: poller(true)},
		{name: "daemon-not-joined", tell: backup(true, false)},
		{name: "daemon-joined", tell: backup(true, true)},
		{name: "thread-not-joined", tell: backup(false, false)},
	}
}

// counter has five tasks raise a counter once each.
func counter(raise func(*tale.Counter)) func(t testing.TB) {
	return func(t testing.TB) {
		model := models.New(0,
			models.Do("Raise", raise, func(n int) int { return n + 1 }),
			models.Get("Value", (*tale.Counter).Value, func(n int) int { return n }),
		)
		harness.Check(t, model, tale.NewCounter, harness.Scenario("Raise()", "Raise()", "Raise()", "Raise()", "Raise()", "epilogue: Value()"))
	}
}

// pair has five tasks lock A and B, some of them B first.
func pair[P interface {
	AB()
	BA()
}](construct func() P) func(t testing.TB) {
	return func(t testing.TB) {
		model := models.New(models.None{},
			models.Do("AB", func(p P) { p.AB() }, nothing),
			models.Do("BA", func(p P) { p.BA() }, nothing),
		)
		harness.Check(t, model.With(models.Name("pair"), models.Label("a pair of locks")), construct, harness.Scenario("AB()", "BA()", "AB()", "BA()", "AB()"))
	}
}

// twice has one thread lock A and B, and another B and A.
func twice(construct func() *tale.Pair) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(*harness.T) {
			p := construct()
			var wg sync.WaitGroup
			wg.Go(p.AB)
			wg.Go(p.BA)
			wg.Wait()
		})
	}
}

func nothing(s models.None) models.None { return s }

// polite has two tasks that lock A and B in opposite orders with time-outs, and stay away for so long after an attempt in vain.
func polite(one, other time.Duration) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			p := tale.NewPolite()
			var first, second bool
			var wg sync.WaitGroup
			wg.Go(func() { first = p.AB(one) })
			wg.Go(func() { second = p.BA(other) })
			wg.Wait()
			if !first || !second {
				t.Errorf("given up: AB %v, BA %v", first, second)
			}
		})
	}
}

// box has a producer and a consumer.
func box(take func(*tale.Box)) func(t testing.TB) {
	return func(t testing.TB) {
		model := models.New(0,
			models.Do("Put", (*tale.Box).Put, func(int) int { return 1 }),
			models.Wait("Take", models.Func(take), func(items int, _ models.None) bool { return items > 0 },
				func(int, models.None) int { return 0 }),
		)
		harness.Check(t, model, tale.NewBox, harness.Scenario("Put()", "Take()"))
	}
}

// light has cars wait for green.
func light(construct func() models.EventOps) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Check(t, models.Event(), construct, harness.Scenario("Await()", "Await()", "Set(); Clear()"))
	}
}

// visitors lets seven into a room for three. How many are inside changes where it is counted, so that counting there is to look at every step.
func visitors(t testing.TB) {
	harness.Explore(t, func(t *harness.T) {
		room := semaphore.New(3)
		var inside atomic.Int32
		var wg sync.WaitGroup
		for range 7 {
			wg.Go(func() {
				if room.Acquire(context.Background(), 1) != nil {
					return
				}
				if n := inside.Add(1); n > 3 {
					t.Errorf("%d inside", n)
				}
				inside.Add(-1)
				_ = room.Release(1)
			})
		}
		wg.Wait()
	})
}

// shop opens in the main thread and serves in two others.
func shop(serve func(*tale.Shop, context.Context) error) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			s := tale.NewShop()
			defer s.Close()
			scope := thread.NewScope(t.Context())
			main := scope.Context()
			if err := s.Open(main); err != nil {
				t.Error(err)
			}
			for _, name := range []string{"Ann", "Bob"} {
				customer, err := scope.Go(main, name, func(ctx context.Context) error { return serve(s, ctx) })
				if err != nil {
					t.Error(err)
				}
				if err := customer.Join(main); err != nil {
					t.Error(err)
				}
			}
			if err := scope.WaitAll(main); err != nil {
				t.Error(err)
			}
		})
	}
}

// closed starts a customer while the shop has a connection, and joins it afterwards.
func closed(t testing.TB) {
	harness.Explore(t, func(t *harness.T) {
		s := tale.NewShop()
		defer s.Close()
		scope := thread.NewScope(t.Context())
		main := scope.Context()
		var customer *thread.Thread
		err := s.OpenBriefly(main, func() {
			var err error
			if customer, err = scope.Go(main, "Ann", s.ServeShared); err != nil {
				t.Error(err)
			}
		})
		if err != nil {
			t.Error(err)
		}
		if err := customer.Join(main); err != nil {
			t.Error(err)
		}
	})
}

// workers has two workers add up the numbers of a queue, which is closed when all are in.
func workers(closing func(*queue.Queue[int])) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			q := queue.New[int](0)
			var sum atomic.Int64
			for range 2 {
				go tale.Work(q, &sum)
			}
			for v := range 3 {
				if err := q.TryPut(v + 1); err != nil {
					t.Error(err)
				}
			}
			closing(q)
		})
	}
}

// poller starts a thread that works until a flag is set, and joins it.
func poller(set bool) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(*harness.T) {
			var p tale.Poller
			var wg sync.WaitGroup
			wg.Go(p.Run)
			p.Enough.Store(set)
			wg.Wait()
		})
	}
}

// parcel sends an order, changes it, and looks at what has arrived.
func parcel(send func(*queue.Queue[tale.Order], tale.Order) error) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			q := queue.New[tale.Order](0)
			var wg sync.WaitGroup
			wg.Go(func() {
				order := tale.Order{"apples": 3}
				if err := send(q, order); err != nil {
					t.Error(err)
				}
				order["apples"] = 100 // the next order
			})
			order, err := q.Get(t.Context())
			wg.Wait()
			if err != nil || order["apples"] != 3 {
				t.Errorf("ordered 3 apples, got %d (%v)", order["apples"], err)
			}
		})
	}
}

// priorities puts (3, "C"), (1, "A") and (2, "B") from three threads, and takes them when all are in.
func priorities(t testing.TB) {
	type task struct {
		priority int
		name     string
	}
	harness.Explore(t, func(t *harness.T) {
		q := queue.NewPriority(0, func(a, b task) bool { return a.priority < b.priority })
		var wg sync.WaitGroup
		for _, x := range []task{{3, "C"}, {1, "A"}, {2, "B"}} {
			wg.Go(func() { _ = q.TryPut(x) })
		}
		wg.Wait()
		for _, want := range []string{"A", "B", "C"} {
			if x, err := q.TryGet(); err != nil || x.name != want {
				t.Errorf("got %v, %v, want %s", x, err, want)
			}
		}
	})
}

// backup has a thread write something while the main thread comes to its end, joining it before or not.
func backup(daemon, join bool) func(t testing.TB) {
	return func(t testing.TB) {
		harness.Explore(t, func(t *harness.T) {
			scope := thread.NewScope(context.Background())
			main := scope.Context()
			var written atomic.Bool
			th := scope.New(main, "backup", thread.Func(func(ctx context.Context) error {
				select {
				case <-time.After(time.Second):
					written.Store(true)
				case <-ctx.Done(): // a daemon is told to go
				}
				return nil
			}))
			if err := th.SetDaemon(daemon); err != nil {
				t.Error(err)
			}
			if err := th.Start(); err != nil {
				t.Error(err)
			}
			if join {
				if err := th.Join(main); err != nil {
					t.Error(err)
				}
			}
			if err := scope.Wait(main); err != nil {
				t.Error(err)
			}
			if !written.Load() {
				t.Error("the program has ended, and the backup is not written")
			}
			if err := scope.WaitAll(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
}
