package sync_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

// outcome is one row of a table of small programs: everything that can come out of it.
type outcome struct {
	name    string
	program shimtest.Program
	want    []string
}

func check(t *testing.T, preemptions int, rows []outcome) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if d := cmp.Diff(row.want, shimtest.Outcomes(t, preemptions, row.program)); d != "" {
				t.Errorf("outcomes (-want +got):\n%s", d)
			}
			if strings.HasPrefix(row.name, "trying ") {
				return
			}
			if d := cmp.Diff(row.want, shimtest.OutcomesWithoutTrying(t, preemptions, row.program)); d != "" {
				t.Errorf("outcomes where giving back a lock is no yield point (-want +got):\n%s", d)
			}
		})
	}
}

// tasks starts one task for each body. They have the numbers 1, 2, and so on.
func tasks(bodies ...func()) {
	for _, body := range bodies {
		shim.Go(body)
	}
}

func TestMutexOutcomes(t *testing.T) {
	check(t, 4, []outcome{
		{"sections exclude each other", func() func() string {
			var l shimtest.Log
			var m sync.Mutex
			section := func(name string) func() {
				return func() {
					m.Lock()
					l.Add(name + "{")
					shim.Gosched()
					l.Add("}")
					m.Unlock()
				}
			}
			tasks(section("a"), section("b"))
			return l.Outcome
		}, []string{"a{ } b{ }", "b{ } a{ }"}},
		{"opposite orders deadlock, or not", func() func() string {
			var l shimtest.Log
			var a, b sync.Mutex
			both := func(x, y *sync.Mutex) func() {
				return func() { x.Lock(); y.Lock(); shim.Gosched(); y.Unlock(); x.Unlock() }
			}
			tasks(both(&a, &b), both(&b, &a))
			return l.Outcome
		}, []string{"", "stuck: 1 2"}},
		{"trying a held mutex fails", func() func() string {
			var l shimtest.Log
			var m sync.Mutex
			tasks(
				func() { m.Lock(); shim.Gosched(); m.Unlock() },
				func() {
					if ok := m.TryLock(); ok {
						m.Unlock()
						l.Add("held it")
					} else {
						l.Add("failed")
					}
				})
			return l.Outcome
		}, []string{"failed", "held it"}},
		{"unlocking what is not locked panics", func() func() string {
			var l shimtest.Log
			var m sync.Mutex
			m.Lock()
			tasks(func() { l.Try(m.Unlock) }, func() { l.Try(m.Unlock) })
			return l.Outcome
		}, []string{"sync: unlock of unlocked mutex"}},
		{"locking twice is stuck", func() func() string {
			var l shimtest.Log
			var m sync.Mutex
			tasks(func() { m.Lock(); m.Lock(); l.Add("never") })
			return l.Outcome
		}, []string{"stuck: 1"}},
		{"an uncaught panic ends the execution", func() func() string {
			var l shimtest.Log
			var m sync.Mutex
			tasks(func() { m.Unlock() })
			return l.Outcome
		}, []string{"panic: sync: unlock of unlocked mutex"}},
	})
}

// TestHeldMutexDisables counts executions: trying in vain is no step, so what is explored are the orders of the sections.
func TestHeldMutexDisables(t *testing.T) {
	for _, test := range []struct{ tasks, times, want int }{{2, 1, 2}, {2, 2, 6}, {3, 1, 6}, {2, 3, 20}} {
		orders := map[string]bool{}
		program := func() func() string {
			var l shimtest.Log
			var m sync.Mutex
			for i := range test.tasks {
				shim.Go(func() {
					for range test.times {
						m.Lock()
						l.Add(i)
						m.Unlock()
					}
				})
			}
			return l.Outcome
		}
		shimtest.Explore(t, &sched.Bounded{Preemptions: 9}, 1<<20, program, func(outcome string, _ sched.Result) { orders[outcome] = true })
		if len(orders) != test.want {
			t.Errorf("%d tasks that lock %d times: %d orders, want %d", test.tasks, test.times, len(orders), test.want)
		}
	}
}

func TestRWMutexOutcomes(t *testing.T) {
	check(t, 4, []outcome{
		{"readers overlap, a writer is alone", func() func() string {
			var l shimtest.Log
			var rw sync.RWMutex
			inside, together, mixed := 0, false, false
			reader := func() {
				rw.RLock()
				inside++
				shim.Gosched()
				together = together || inside == 2
				mixed = mixed || inside > 2
				inside--
				rw.RUnlock()
			}
			tasks(reader, reader, func() {
				rw.Lock()
				inside += 10
				shim.Gosched()
				mixed = mixed || inside != 10
				inside -= 10
				rw.Unlock()
			})
			return func() string { l.Add(together, mixed); return l.Outcome() }
		}, []string{"false false", "true false"}},
		{"a waiting writer keeps new readers out: reading twice can deadlock", func() func() string {
			var l shimtest.Log
			var rw sync.RWMutex
			tasks(
				func() { rw.RLock(); rw.RLock(); shim.Gosched(); rw.RUnlock(); rw.RUnlock() },
				func() { rw.Lock(); shim.Gosched(); rw.Unlock() })
			return l.Outcome
		}, []string{"", "stuck: 1 2"}},
		{"trying is refused while a writer waits", func() func() string {
			var l shimtest.Log
			var rw sync.RWMutex
			rw.RLock()
			tasks(
				func() { rw.Lock(); l.Add("written"); rw.Unlock() },
				func() {
					if l.Add("read", rw.TryRLock()); rw.TryLock() {
						l.Add("never")
					}
					rw.RUnlock()
				})
			return l.Outcome
		}, []string{"read false written", "read true stuck: 1"}},
		{"readers that have waited come before the next writer", func() func() string {
			var l shimtest.Log
			var rw sync.RWMutex
			rw.Lock()
			tasks(
				func() { rw.RLock(); l.Add("r"); rw.RUnlock() },
				func() { rw.Lock(); l.Add("w"); rw.Unlock() },
				func() { l.Add("u"); rw.Unlock() })
			return l.Outcome
		}, []string{"u r w", "u w r"}},
		{"two writers that find a reader both get their turn", func() func() string {
			var l shimtest.Log
			var rw sync.RWMutex
			rw.RLock()
			write := func() { rw.Lock(); l.Add("w"); rw.Unlock() }
			tasks(write, write, func() { l.Add("r"); rw.RUnlock() })
			return l.Outcome
		}, []string{"r w w"}},
		{"misuse panics", func() func() string {
			var l shimtest.Log
			var rw sync.RWMutex
			l.Try(rw.Unlock)
			l.Try(rw.RUnlock)
			rw.RLock()
			l.Try(rw.Unlock)
			rw.RUnlock()
			rw.Lock()
			l.Try(rw.RUnlock)
			rw.Unlock()
			l.Add(rw.TryLock())
			return l.Outcome
		}, []string{"sync: Unlock of unlocked RWMutex sync: RUnlock of unlocked RWMutex sync: Unlock of unlocked RWMutex sync: RUnlock of unlocked RWMutex true"}},
		{"RLocker is the read lock", func() func() string {
			var l shimtest.Log
			var rw sync.RWMutex
			r := rw.RLocker()
			r.Lock()
			l.Add(rw.TryRLock(), rw.TryLock())
			rw.RUnlock()
			r.Unlock()
			l.Add(rw.TryLock())
			return l.Outcome
		}, []string{"true false true"}},
	})
}

// TestWaitingReadersComeFirst makes the reader arrive before the second writer does, which the default order decides.
func TestWaitingReadersComeFirst(t *testing.T) {
	var l shimtest.Log
	shimtest.Default(t, func() {
		var rw sync.RWMutex
		rw.Lock()
		tasks(
			func() { rw.Lock(); l.Add("w"); rw.Unlock() },
			func() { rw.RLock(); l.Add("r1"); shim.Gosched(); rw.RUnlock() },
			func() { rw.RLock(); l.Add("r2"); rw.RUnlock() },
			func() { rw.Unlock(); l.Add("u") })
	})
	if got := l.Outcome(); got != "u r1 r2 w" {
		t.Errorf("went on in the order %q, want u r1 r2 w", got)
	}
}

// TestWriterIsGivenTheLock lets a reader try right after the last reader has left, before the writer has run.
func TestWriterIsGivenTheLock(t *testing.T) {
	var l shimtest.Log
	shimtest.Default(t, func() {
		var rw sync.RWMutex
		rw.RLock()
		tasks(
			func() { rw.Lock(); l.Add("w"); rw.Unlock() },
			func() { rw.RUnlock(); l.Add(rw.TryRLock()) })
	})
	if got := l.Outcome(); got != "false w" {
		t.Errorf("got %q, want the reader refused: the writer holds the lock from the moment the last reader left", got)
	}
}

func TestUnwindingIsInert(t *testing.T) {
	reached := 0
	res := shimtest.Default(t, func() {
		var m, held sync.Mutex
		var rw sync.RWMutex
		var wg sync.WaitGroup
		cond := sync.NewCond(&m)
		held.Lock()
		tasks(func() {
			defer func() { reached++ }()
			defer func() { wg.Add(1); wg.Wait() }() // would wait
			defer func() {
				for { // a loop like those around conditions
					cond.Wait()
				}
			}()
			defer held.Lock() // would wait
			defer m.Unlock()  // of an unlocked mutex
			defer rw.Unlock()
			defer rw.RUnlock()
			defer cond.Broadcast()
			defer m.Unlock()
			m.Lock()
			held.Lock()
		})
	})
	if len(res.Stuck) != 1 || res.Stuck[0].Kind != sched.KindLock || res.Stuck[0].Object == nil {
		t.Errorf("stuck %+v, want one task at its mutex", res.Stuck)
	}
	if res.Panic != nil || reached != 1 {
		t.Errorf("panic %v, outermost deferred call ran %d times; want none and once", res.Panic, reached)
	}
}
