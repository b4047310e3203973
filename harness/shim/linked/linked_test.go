package linked_test

import (
	"reflect"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/linked"
	"github.com/tenter-go/tenter/harness/shim/sync"
	"github.com/tenter-go/tenter/harness/shim/time"
)

const natively = 77

func u32() uint32                { return natively }
func u32n(uint32) uint32         { return natively }
func u64() uint64                { return natively }
func i64() int64                 { return natively }
func now() (int64, int32, int64) { return natively, 0, natively }

// What tasks draw belongs to the execution's seed, and the clock is the virtual one; who is no task gets the runtime's.
func TestRandomAndClock(t *testing.T) {
	draw := func() []any {
		sec, _, mono := linked.Now(now)
		return []any{linked.Uint32(u32), linked.Uint32n(u32n, 1000), linked.Uint64(u64), linked.Int64(i64), linked.Nanotime(i64) / 1e9, sec, mono / 1e9}
	}
	run := func(seed uint64) (got []any) {
		shimtest.Run(t, &sched.Random{}, seed, func() { got = draw() })
		return got
	}
	if d := cmp.Diff(run(1), run(1)); d != "" {
		t.Errorf("the same seed gives other numbers:\n%s", d)
	}
	if cmp.Equal(run(1)[:4], run(2)[:4]) {
		t.Error("another seed gives the same numbers")
	}
	if d := cmp.Diff([]any{uint32(natively), uint32(natively), uint64(natively), int64(natively), int64(0), int64(natively), int64(0)}, draw()); d != "" {
		t.Errorf("natively (-want +got):\n%s", d)
	}
	shimtest.Default(t, func() {
		before := linked.Nanotime(i64)
		time.Sleep(time.Hour)
		if d := linked.Nanotime(i64) - before; d < int64(time.Hour) || d > int64(time.Hour+time.Second) {
			t.Errorf("an hour took %d ns", d)
		}
		if sec, nsec, _ := linked.Now(now); time.Since(time.Unix(sec, int64(nsec))) > time.Second {
			t.Error("time.now and time.Now differ")
		}
	})
}

// The functions that hash memory agree with each other, as the runtime's do.
func TestHashesAgree(t *testing.T) {
	s, n, any1, any2 := "some words", uint64(5), any("some words"), any("other words")
	p := unsafe.Pointer(&s)
	typ := func(v any) unsafe.Pointer { return (*[2]unsafe.Pointer)(unsafe.Pointer(&v))[0] }
	if linked.Strhash(p, 1) != linked.StringHash(s, 1) || linked.StringHash(s, 1) == linked.StringHash(s, 2) {
		t.Error("hashes of strings")
	}
	if linked.Memhash64(unsafe.Pointer(&n), 3) != linked.Memhash(unsafe.Pointer(&n), 3, 8) || linked.Memhash32(unsafe.Pointer(&n), 3) == linked.Memhash64(unsafe.Pointer(&n), 3) {
		t.Error("hashes of memory")
	}
	type pair struct {
		a string
		b uint64
	}
	x, y := pair{"a", 1}, pair{string([]byte{'a'}), 1}
	h := linked.Typehash(typ(x), unsafe.Pointer(&x), 4)
	if h != linked.Typehash(typ(y), unsafe.Pointer(&y), 4) {
		t.Error("equal values have different hashes")
	}
	if y.b++; h == linked.Typehash(typ(y), unsafe.Pointer(&y), 4) {
		t.Error("different values have one hash")
	}
	if linked.Nilinterhash(unsafe.Pointer(&any1), 1) == linked.Nilinterhash(unsafe.Pointer(&any2), 1) {
		t.Error("different interfaces have one hash")
	}
	if linked.Address(&n) != unsafe.Pointer(&n) || linked.Address(uintptr(reflect.ValueOf(&n).Pointer())) != unsafe.Pointer(&n) {
		t.Error("an address is another one")
	}
}

func release(s *uint32, _ bool, _ int) { *s++ }

// A semaphore of the runtime's lets in as many as were released, and whoever finds none left waits for ever.
func TestSemaphore(t *testing.T) {
	got := shimtest.Outcomes(t, 3, func() func() string {
		var sem uint32
		var in atomic.Int32
		for range 2 {
			shim.Go(func() {
				linked.Semacquire(func(*uint32) { t.Error("a task waits natively") }, &sem)
				in.Add(1)
			})
		}
		shim.Go(func() { linked.Semrelease(release, &sem, true, 0) })
		return func() string { return string('0' + byte(in.Load())) }
	})
	if d := cmp.Diff([]string{"1 stuck: 1", "1 stuck: 2"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// Nobody else runs while a task is pinned; the processor is one of two.
func TestPin(t *testing.T) {
	seen := map[int]bool{}
	got := shimtest.Outcomes(t, 3, func() func() string {
		var data [2]atomic.Int32
		var wg sync.WaitGroup
		lost := false
		for range 2 {
			wg.Add(1)
			shim.Go(func() {
				defer wg.Done()
				p := linked.ProcPin(func() int { return 0 })
				seen[p] = true
				v := data[0].Load()
				data[0].Store(v + 1)
				lost = lost || data[0].Load() != v+1
				linked.ProcUnpin(func() {})
			})
		}
		wg.Wait()
		return func() string {
			if lost || data[0].Load() != 2 {
				return "lost"
			}
			return "kept"
		}
	})
	if d := cmp.Diff([]string{"kept"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if len(seen) != 2 {
		t.Errorf("tasks ran on the processors %v", seen)
	}
}
