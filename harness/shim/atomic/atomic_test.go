package atomic_test

import (
	stdatomic "sync/atomic"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
)

type number interface {
	~int32 | ~int64 | ~uint32 | ~uint64 | ~uintptr
}

// word is what the five integer types have in common.
type word[T number] interface {
	Load() T
	Store(T)
	Swap(T) T
	CompareAndSwap(old, new T) bool
	Add(T) T
	And(T) T
	Or(T) T
}

func numbers[T number](l *shimtest.Log, w word[T]) {
	w.Store(6)
	l.Add(w.Swap(5), w.CompareAndSwap(6, 1), w.CompareAndSwap(5, 4), w.Add(9), w.And(6), w.Or(3), w.Load())
}

// functions calls the functions for one integer type.
func functions[T number](l *shimtest.Log, load func(*T) T, store func(*T, T), swap, add, and, or func(*T, T) T, cas func(*T, T, T) bool) {
	p := new(T)
	store(p, 6)
	l.Add(swap(p, 5), cas(p, 6, 1), cas(p, 5, 4), add(p, 9), and(p, 6), or(p, 3), load(p))
}

type pointee struct{ v int }

func pointers(l *shimtest.Log) {
	a, b := &pointee{1}, &pointee{2}
	var p atomic.Pointer[pointee]
	l.Add(p.Load() == nil)
	p.Store(a)
	l.Add(p.Swap(b).v, p.CompareAndSwap(a, b), p.CompareAndSwap(b, a), p.Load().v)
	var u unsafe.Pointer
	atomic.StorePointer(&u, unsafe.Pointer(a))
	l.Add((*pointee)(atomic.SwapPointer(&u, unsafe.Pointer(b))).v, atomic.CompareAndSwapPointer(&u, nil, nil),
		atomic.CompareAndSwapPointer(&u, unsafe.Pointer(b), unsafe.Pointer(a)), (*pointee)(atomic.LoadPointer(&u)).v)
}

func others(l *shimtest.Log) {
	var b atomic.Bool
	l.Add(b.Load(), b.Swap(true), b.CompareAndSwap(false, true), b.CompareAndSwap(true, false), b.Load())
	b.Store(true)
	l.Add(b.Load())
	var v atomic.Value
	l.Add(v.Load(), v.Swap(1), v.CompareAndSwap(2, 3), v.CompareAndSwap(1, 3), v.Load())
	v.Store(4)
	l.Add(v.Load())
	l.Try(func() { v.Store("x") })
	l.Try(func() { v.Store(nil) })
}

func everything(l *shimtest.Log) {
	numbers(l, new(atomic.Int32))
	numbers(l, new(atomic.Int64))
	numbers(l, new(atomic.Uint32))
	numbers(l, new(atomic.Uint64))
	numbers(l, new(atomic.Uintptr))
	functions(l, atomic.LoadInt32, atomic.StoreInt32, atomic.SwapInt32, atomic.AddInt32, atomic.AndInt32, atomic.OrInt32, atomic.CompareAndSwapInt32)
	functions(l, atomic.LoadInt64, atomic.StoreInt64, atomic.SwapInt64, atomic.AddInt64, atomic.AndInt64, atomic.OrInt64, atomic.CompareAndSwapInt64)
	functions(l, atomic.LoadUint32, atomic.StoreUint32, atomic.SwapUint32, atomic.AddUint32, atomic.AndUint32, atomic.OrUint32, atomic.CompareAndSwapUint32)
	functions(l, atomic.LoadUint64, atomic.StoreUint64, atomic.SwapUint64, atomic.AddUint64, atomic.AndUint64, atomic.OrUint64, atomic.CompareAndSwapUint64)
	functions(l, atomic.LoadUintptr, atomic.StoreUintptr, atomic.SwapUintptr, atomic.AddUintptr, atomic.AndUintptr, atomic.OrUintptr, atomic.CompareAndSwapUintptr)
	pointers(l)
	others(l)
}

// TestOperations compares the shims with the standard package, natively and under control.
func TestOperations(t *testing.T) {
	var want, native, controlled shimtest.Log
	numbers(&want, new(stdatomic.Int32))
	for range 9 {
		want.Add("6 false true 13 13 4 7")
	}
	want.Add("true 1 false true 1", "1 false true 1")
	want.Add("false false false true false true", "<nil> <nil> false true 3 4")
	want.Add("sync/atomic: store of inconsistently typed value into Value", "sync/atomic: store of nil value into Value")
	everything(&native)
	if d := cmp.Diff(want.Outcome(), native.Outcome()); d != "" {
		t.Errorf("natively (-want +got):\n%s", d)
	}
	res := shimtest.Default(t, func() { everything(&controlled) })
	if d := cmp.Diff(want.Outcome(), controlled.Outcome()); d != "" || res.Panic != nil {
		t.Errorf("under control, panic %v (-want +got):\n%s", res.Panic, d)
	}
}

func TestLayout(t *testing.T) {
	type pair [2]uintptr
	of := func(size, align uintptr) pair { return pair{size, align} }
	for name, p := range map[string][2]pair{
		"Bool":    {of(unsafe.Sizeof(stdatomic.Bool{}), unsafe.Alignof(stdatomic.Bool{})), of(unsafe.Sizeof(atomic.Bool{}), unsafe.Alignof(atomic.Bool{}))},
		"Int32":   {of(unsafe.Sizeof(stdatomic.Int32{}), unsafe.Alignof(stdatomic.Int32{})), of(unsafe.Sizeof(atomic.Int32{}), unsafe.Alignof(atomic.Int32{}))},
		"Int64":   {of(unsafe.Sizeof(stdatomic.Int64{}), unsafe.Alignof(stdatomic.Int64{})), of(unsafe.Sizeof(atomic.Int64{}), unsafe.Alignof(atomic.Int64{}))},
		"Uint32":  {of(unsafe.Sizeof(stdatomic.Uint32{}), unsafe.Alignof(stdatomic.Uint32{})), of(unsafe.Sizeof(atomic.Uint32{}), unsafe.Alignof(atomic.Uint32{}))},
		"Uint64":  {of(unsafe.Sizeof(stdatomic.Uint64{}), unsafe.Alignof(stdatomic.Uint64{})), of(unsafe.Sizeof(atomic.Uint64{}), unsafe.Alignof(atomic.Uint64{}))},
		"Uintptr": {of(unsafe.Sizeof(stdatomic.Uintptr{}), unsafe.Alignof(stdatomic.Uintptr{})), of(unsafe.Sizeof(atomic.Uintptr{}), unsafe.Alignof(atomic.Uintptr{}))},
		"Pointer": {of(unsafe.Sizeof(stdatomic.Pointer[int]{}), unsafe.Alignof(stdatomic.Pointer[int]{})), of(unsafe.Sizeof(atomic.Pointer[int]{}), unsafe.Alignof(atomic.Pointer[int]{}))},
		"Value":   {of(unsafe.Sizeof(stdatomic.Value{}), unsafe.Alignof(stdatomic.Value{})), of(unsafe.Sizeof(atomic.Value{}), unsafe.Alignof(atomic.Value{}))},
	} {
		if p[0] != p[1] {
			t.Errorf("%s: size and alignment %v, standard %v", name, p[1], p[0])
		}
	}
}

// TestOutcomes makes programs whose outcomes under sequential consistency are known.
func TestOutcomes(t *testing.T) {
	for _, test := range []struct {
		name    string
		program shimtest.Program
		want    []string
	}{
		{"store buffering: not both zero", func() func() string {
			var x, y atomic.Int32
			var a, b int32
			shim.Go(func() { x.Store(1); a = y.Load() })
			shim.Go(func() { y.Store(1); b = x.Load() })
			return func() string { var l shimtest.Log; l.Add(a, b); return l.Outcome() }
		}, []string{"0 1", "1 0", "1 1"}},
		{"message passing: the flag brings the data", func() func() string {
			var l shimtest.Log
			var data, flag atomic.Int64
			shim.Go(func() { data.Store(1); flag.Store(1) })
			shim.Go(func() { l.Add(flag.Load(), data.Load()) })
			return l.Outcome
		}, []string{"0 0", "0 1", "1 1"}},
		{"adding loses nothing", func() func() string {
			var n atomic.Uint64
			shim.Go(func() { n.Add(1) })
			shim.Go(func() { n.Add(1) })
			return func() string { var l shimtest.Log; l.Add(n.Load()); return l.Outcome() }
		}, []string{"2"}},
		{"load and store lose updates", func() func() string {
			n := new(uint32)
			add := func() { atomic.StoreUint32(n, atomic.LoadUint32(n)+1) }
			shim.Go(add)
			shim.Go(add)
			return func() string { var l shimtest.Log; l.Add(*n); return l.Outcome() }
		}, []string{"1", "2"}},
		{"one compare-and-swap wins", func() func() string {
			var l shimtest.Log
			var p atomic.Pointer[int]
			for i := range 2 {
				shim.Go(func() {
					if p.CompareAndSwap(nil, &i) {
						l.Add(i)
					}
				})
			}
			return l.Outcome
		}, []string{"0", "1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, shimtest.Outcomes(t, 3, test.program)); d != "" {
				t.Errorf("outcomes (-want +got):\n%s", d)
			}
		})
	}
}

// TestSpinLoopsEnd lets tasks spin in the default order, which never leaves a task that can go on.
func TestSpinLoopsEnd(t *testing.T) {
	var flag, turn atomic.Bool
	res := shimtest.Default(t, func() {
		shim.Go(func() {
			for !flag.Load() {
			}
			for !turn.CompareAndSwap(true, false) {
			}
		})
		shim.Go(func() { flag.Store(true); turn.Store(true) })
	})
	if res.Ending != sched.EndQuiet || len(res.Stuck) > 0 {
		t.Errorf("ended with %v, stuck %v", res.Ending, res.Stuck)
	}
	var never atomic.Bool
	res = shimtest.Default(t, func() {
		for !never.Load() {
		}
	})
	if res.Ending != sched.EndLivelock || len(res.Stuck) != 1 {
		t.Errorf("a loop over what nobody writes ended with %v, %d tasks left; want a livelock and 1", res.Ending, len(res.Stuck))
	}
}

// TestWhatCountsAsAWrite asks the scheduler, which lets a spinning task look again only when somebody wrote.
func TestWhatCountsAsAWrite(t *testing.T) {
	var x atomic.Int32
	for _, test := range []struct {
		name   string
		op     func()
		writes bool
	}{
		{"load", func() { x.Load() }, false},
		{"store", func() { x.Store(1) }, true},
		{"swap", func() { x.Swap(1) }, true},
		{"add", func() { x.Add(1) }, true},
		{"and", func() { x.And(1) }, true},
		{"compare-and-swap that succeeds", func() { x.CompareAndSwap(0, 2) }, true},
		{"compare-and-swap that fails", func() { x.CompareAndSwap(1, 3) }, false},
	} {
		own, foreign := false, false
		shimtest.Default(t, func() {
			run := sched.Current().Run()
			wrote := func(op func()) bool {
				x.Store(0)
				before := run.Writes()
				op()
				shim.Gosched() // where notes of foreign goroutines are read
				return run.Writes() > before
			}
			own = wrote(test.op)
			if !shimtest.KnowsForeign() {
				foreign = test.writes
				return
			}
			foreign = wrote(func() {
				over := make(chan bool) // used natively
				go func() { test.op(); close(over) }()
				<-over
			})
		})
		if own != test.writes || foreign != test.writes {
			t.Errorf("%s: a task's is a write: %v, a foreign goroutine's: %v; want %v", test.name, own, foreign, test.writes)
		}
	}
}

func TestResultsAreTraced(t *testing.T) {
	s := sched.New()
	defer s.Close()
	res, _ := s.Run(0, sched.Config{Strategy: &sched.Replay{}, Trace: true}, func() {
		var x atomic.Int32
		x.Add(3)
		x.CompareAndSwap(1, 2)
		x.Load()
	})
	var got []any
	for _, step := range res.Trace {
		if step.Result != nil {
			got = append(got, step.Result)
		}
	}
	if d := cmp.Diff([]any{int32(3), false, int32(3)}, got); d != "" {
		t.Errorf("results (-want +got):\n%s", d)
	}
}

func TestNativePathsDoNotAllocate(t *testing.T) {
	n, b, p, v := new(atomic.Int64), new(atomic.Bool), new(atomic.Pointer[int]), new(atomic.Value)
	u, x := new(uint32), new(int)
	v.Store(x)
	if allocs := testing.AllocsPerRun(100, func() {
		n.Store(n.Add(1) + n.Load())
		b.CompareAndSwap(b.Swap(true), false)
		p.Store(x)
		p.CompareAndSwap(p.Load(), p.Swap(nil))
		v.Store(v.Load())
		atomic.OrUint32(u, atomic.AndUint32(u, 3))
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func BenchmarkAdd(b *testing.B) {
	b.Run("std", func(b *testing.B) {
		var x stdatomic.Int64
		for b.Loop() {
			x.Add(1)
		}
	})
	b.Run("shim", func(b *testing.B) {
		x := new(atomic.Int64)
		for b.Loop() {
			x.Add(1)
		}
	})
	b.Run("controlled", func(b *testing.B) { steps(b, 1) })
	b.Run("controlled, two tasks that take turns", func(b *testing.B) { steps(b, 2) })
}

// takeTurns switches at every yield point.
type takeTurns struct{ sched.Replay }

func (*takeTurns) Next(ready []*sched.Task, current *sched.Task) *sched.Task {
	for _, t := range ready {
		if t != current {
			return t
		}
	}
	return current
}

// steps measures a yield point with an addition.
func steps(b *testing.B, tasks int) {
	const each = 10_000
	s := sched.New()
	defer s.Close()
	total := 0
	for b.Loop() {
		res, _ := s.Run(0, sched.Config{Strategy: &takeTurns{}, FairAfter: 10 * each}, func() {
			x := new(atomic.Int64)
			for range tasks {
				shim.Go(func() {
					for range each {
						x.Add(1)
					}
				})
			}
		})
		total += res.Steps
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(total), "ns/step")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkLoad(b *testing.B) {
	b.Run("std", func(b *testing.B) {
		var x stdatomic.Pointer[int]
		for b.Loop() {
			x.Load()
		}
	})
	b.Run("shim", func(b *testing.B) {
		var x atomic.Pointer[int]
		for b.Loop() {
			x.Load()
		}
	})
}

func BenchmarkStorePointer(b *testing.B) {
	n := new(int)
	b.Run("std", func(b *testing.B) {
		var x stdatomic.Pointer[int]
		for b.Loop() {
			x.Store(n)
		}
	})
	b.Run("shim", func(b *testing.B) {
		var x atomic.Pointer[int]
		for b.Loop() {
			x.Store(n)
		}
	})
}
