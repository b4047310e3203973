package sched_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

// exhaust explores all of a program and returns the classes and the redundant executions.
func exhaust(t testing.TB, body func()) (classes, redundant int) {
	t.Helper()
	return exhaustWith(t, &sched.Exhaustive{}, body)
}

func exhaustWith(t testing.TB, s *sched.Exhaustive, body func()) (classes, redundant int) {
	t.Helper()
	sch := sched.New()
	defer sch.Close()
	for n := 0; ; n++ {
		if _, ok := sch.Run(0, sched.Config{Strategy: s}, body); !ok {
			break
		}
		if n > 200_000 {
			t.Fatal("no end to the exploration")
		}
	}
	if s.Doubts != 0 {
		t.Fatal("there are doubts: ", s.Doubts)
	}
	return s.Classes, s.Redundant
}

// classes makes every execution and returns the number of those that differ.
func classes(t testing.TB, body func()) int {
	t.Helper()
	var s sched.Classified
	seen := map[string]bool{}
	sch := sched.New()
	defer sch.Close()
	for n := 0; ; n++ {
		if _, ok := sch.Run(0, sched.Config{Strategy: &s}, body); !ok {
			return len(seen)
		}
		if n > 3_000_000 {
			t.Fatal("no end to the enumeration")
		}
		seen[s.Class()] = true
	}
}

func lockQueue(tasks, times int) func() {
	return func() {
		var mu sync.Mutex
		var wg sync.WaitGroup
		n := 0
		for range tasks {
			wg.Go(func() {
				for range times {
					mu.Lock()
					n++
					mu.Unlock()
				}
			})
		}
		wg.Wait()
	}
}

func casCounter(tasks, times int) func() {
	return func() {
		var n atomic.Int64
		var wg sync.WaitGroup
		for range tasks {
			wg.Go(func() {
				for range times {
					for v := n.Load(); !n.CompareAndSwap(v, v+1); v = n.Load() {
					}
				}
			})
		}
		wg.Wait()
	}
}

func TestExhaustiveCounts(t *testing.T) {
	for _, test := range []struct {
		name    string
		body    func()
		classes int
	}{
		{"queue 2x2", lockQueue(2, 2), 6},
		{"queue 2x3", lockQueue(2, 3), 20},
		{"queue 3x1", lockQueue(3, 1), 6},
		{"queue 3x2", lockQueue(3, 2), 90},
		{"queue 3x3", lockQueue(3, 3), 1680},
		{"counter 2x1", casCounter(2, 1), 4},
		{"counter 2x2", casCounter(2, 2), 46},
		{"counter 2x3", casCounter(2, 3), 712},
		{"counter 3x1", casCounter(3, 1), 60},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, redundant := exhaust(t, test.body); got != test.classes || redundant != 0 {
				t.Errorf("%d classes and %d redundant executions, want %d and 0", got, redundant, test.classes)
			}
		})
	}
}

// TestExhaustiveForgets explores one program after another with one strategy, the later ones with other numbers of tasks and objects, after an
// exploration that was left in its middle.
func TestExhaustiveForgets(t *testing.T) {
	var s sched.Exhaustive
	sch := sched.New()
	defer sch.Close()
	for range 100 {
		sch.Run(0, sched.Config{Strategy: &s}, lockQueue(5, 2))
	}
	for _, test := range []struct {
		body    func()
		classes int
	}{{lockQueue(2, 2), 6}, {casCounter(3, 1), 60}, {manyLocks(12), 4096}, {casCounter(2, 2), 46}} {
		s.Forget()
		if got, redundant := exhaustWith(t, &s, test.body); got != test.classes || redundant != 0 {
			t.Errorf("%d classes and %d redundant executions, want %d and 0", got, redundant, test.classes)
		}
	}
}

// manyLocks has two tasks that take each of n locks once, in the same order, so that the first of them is free to be either's each time.
func manyLocks(n int) func() {
	return func() {
		mus, entered := make([]sync.Mutex, n), make([]int, n)
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				for i := range mus {
					mus[i].Lock()
					entered[i]++
					mus[i].Unlock()
				}
			})
		}
		wg.Wait()
	}
}

// randomProgram draws a program of a few tasks with a few operations each, on two mutexes, two variables and a channel. It may well deadlock.
func randomProgram(rng *rand.Rand) (body func(), text string) {
	capacity := rng.IntN(2)
	var tasks [][]int
	for range 2 + rng.IntN(2) {
		var ops []int
		for range 1 + rng.IntN(2) {
			ops = append(ops, rng.IntN(13))
		}
		tasks = append(tasks, ops)
	}
	// Each has a lock, a variable and a channel.
	tasks[0][0], tasks[1][0] = []int{0, 2, 3, 12}[rng.IntN(4)], 4+rng.IntN(4)
	last := len(tasks) - 1
	tasks[last] = append(tasks[last], 8+rng.IntN(3))
	return func() {
		var mu [2]sync.Mutex
		var n [2]atomic.Int64
		entered := 0
		ch := make(chan int, capacity)
		do := func(op int) {
			switch op {
			case 0, 1:
				mu[op].Lock()
				entered++
				mu[op].Unlock()
			case 2:
				mu[0].Lock()
				n[0].Store(1)
				mu[0].Unlock()
			case 3:
				mu[0].Lock()
				mu[1].Lock()
				entered++
				mu[1].Unlock()
				mu[0].Unlock()
			case 4, 5:
				n[op-4].Load()
			case 6:
				n[0].Add(1)
			case 7:
				n[1].CompareAndSwap(0, 2)
			case 8:
				shim.To(ch).Send(1)
			case 9:
				shim.From(ch).Recv()
			case 10:
				shim.Len(ch)
			case 11: // and never gives it back
				mu[0].Lock()
				entered++
			case 12:
				mu[1].Lock()
				mu[0].Lock()
				entered++
				mu[0].Unlock()
				mu[1].Unlock()
			}
		}
		for _, ops := range tasks {
			shim.Go(func() {
				for _, op := range ops {
					do(op)
				}
			})
		}
	}, fmt.Sprint(tasks, " capacity ", capacity)
}

// TestExhaustiveAgreesWithEnumeration counts the classes of random programs in both ways.
func TestExhaustiveAgreesWithEnumeration(t *testing.T) {
	programs := 50
	if testing.Short() {
		programs = 5
	} else if os.Getenv("TENTER_TESTS") == "full" {
		programs = 200
	}
	const seed = 7
	rng := rand.New(rand.NewPCG(seed, 0))
	all, cut := 0, 0
	for i := range programs {
		body, text := randomProgram(rng)
		want := classes(t, body)
		got, redundant := exhaust(t, body)
		if got != want {
			t.Errorf("seed %d, program %d, %s: %d classes, want %d", seed, i, text, got, want)
		}
		all += got
		cut += redundant
	}
	t.Logf("seed %d: %d classes, %d redundant executions", seed, all, cut)
}

// A long execution ends the exploration, which says so, before its steps have been compared with each other for minutes.
func TestExhaustiveLeavesLongExecutionsAlone(t *testing.T) {
	var s sched.Exhaustive
	sch := sched.New()
	defer sch.Close()
	body := func() {
		var n atomic.Int64
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				for range 3_000 {
					n.Add(1)
				}
			})
		}
		wg.Wait()
		if got := n.Load(); got != 6_000 {
			t.Errorf("the execution was not made to its end: %d", got)
		}
	}
	if _, ok := sch.Run(0, sched.Config{Strategy: &s}, body); !ok {
		t.Fatal("there was no execution")
	}
	if _, ok := sch.Run(0, sched.Config{Strategy: &s}, body); ok || s.Doubts&sched.DoubtSize == 0 {
		t.Errorf("the exploration goes on: %v; doubts: %v", ok, s.Doubts)
	}
}
