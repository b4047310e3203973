package sched_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

// program is a random one in which each operation says what it gave: what is seen of an execution is what its tasks have said, and
// which of them never came to their end.
type program struct {
	tasks    [][]int
	alike    bool // the first two tasks do the same, and are said to
	capacity int
	said     [][]string
}

// randomOutcomes draws a program of operations on a mutex, an RWMutex, a condition, a once, variables and two channels.
func randomOutcomes(rng *rand.Rand) *program {
	p := &program{capacity: rng.IntN(2), alike: rng.IntN(2) == 0}
	for range 2 + rng.IntN(2) {
		var ops []int
		for range 1 + rng.IntN(3) {
			ops = append(ops, rng.IntN(len(operations)))
		}
		p.tasks = append(p.tasks, ops)
	}
	if p.alike {
		p.tasks[1] = p.tasks[0]
	}
	return p
}

// state is what the operations of a program work on.
type state struct {
	mu        sync.Mutex
	rw        sync.RWMutex
	cond      *sync.Cond
	once      sync.Once
	n         [2]atomic.Int64
	entered   int // guarded by mu
	held      int // guarded by rw
	told      bool
	ch, other chan int
}

var operations = []func(s *state) any{
	func(s *state) any {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.entered++
		return s.entered
	},
	func(s *state) any {
		s.rw.Lock()
		defer s.rw.Unlock()
		s.held++
		return s.held
	},
	func(s *state) any {
		s.rw.RLock()
		defer s.rw.RUnlock()
		return s.held
	},
	func(s *state) any {
		s.mu.Lock()
		defer s.mu.Unlock()
		for !s.told {
			s.cond.Wait()
		}
		s.told = false
		return "told"
	},
	func(s *state) any {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.told = true
		s.cond.Signal()
		return nil
	},
	func(s *state) any { s.cond.Broadcast(); return nil },
	func(s *state) any {
		first := false
		s.once.Do(func() { first = true; s.n[0].Add(1) })
		return first
	},
	func(s *state) any { return s.n[0].Load() },
	func(s *state) any { return s.n[0].Add(1) },
	func(s *state) any { return s.n[1].CompareAndSwap(0, 2) },
	func(s *state) any { return s.n[1].Swap(1) },
	func(s *state) any { shim.To(s.ch).Send(1); return nil },
	func(s *state) any { v, ok := shim.From(s.ch).Recv2(); return fmt.Sprint(v, ok) },
	func(s *state) any { return shim.Len(s.ch) },
	func(s *state) any { return selectOf(s.ch, s.other) },
	func(s *state) any { return trySend(s.other, 7) },
}

func selectOf(a, b chan int) any {
	c0, c1 := shim.From(a), shim.From(b)
	i := shim.Select(func(i int, x shim.Op) shim.Result {
		if i == 0 {
			return c0.Do(x)
		}
		return c1.Do(x)
	}, false, c0.Key(), c1.Key())
	return fmt.Sprint("case ", i)
}

func trySend(ch chan int, v int) any {
	c0 := shim.To(ch).Case(v)
	return shim.Select(func(i int, x shim.Op) shim.Result { return c0.Do(x) }, true, c0.Key())
}

func (p *program) run() {
	s := &state{ch: make(chan int, p.capacity), other: make(chan int, 1)}
	s.cond = sync.NewCond(&s.mu)
	p.said = make([][]string, len(p.tasks))
	for i, ops := range p.tasks {
		task := sched.Current().Go(func() {
			for _, op := range ops {
				p.said[i] = append(p.said[i], fmt.Sprint(operations[op](s)))
			}
		})
		if p.alike && i < 2 {
			task.Alike(1)
		}
	}
}

// outcomes explores with a strategy and returns all that can be seen. Tasks that are alike are one like the other.
func (p *program) outcomes(t *testing.T, s sched.Strategy) (seen map[string]bool, executions int) {
	t.Helper()
	seen = map[string]bool{}
	sch := sched.New()
	defer sch.Close()
	for ; ; executions++ {
		res, more := sch.Run(0, sched.Config{Strategy: s}, p.run)
		if !more {
			return seen, executions
		}
		if res.Ending == sched.EndAbandoned {
			t.Fatal("an execution was given up")
		}
		if executions > 20_000 {
			return nil, executions
		}
		said := slices.Clone(p.said)
		if p.alike {
			slices.SortFunc(said[:2], func(a, b []string) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		}
		seen[fmt.Sprint(said, len(res.Stuck), " stuck")] = true
	}
}

// TestExhaustiveMissesNothing compares what exhaustive exploration shows of random programs with what all of their executions show, with and
// without the symmetry of tasks that are alike.
func TestExhaustiveMissesNothing(t *testing.T) {
	programs := 80
	if testing.Short() {
		programs = 30
	} else if os.Getenv("TENTER_TESTS") == "full" {
		programs = 3000
	}
	const seed = 11
	rng := rand.New(rand.NewPCG(seed, 0))
	compared, all, whole, halved := 0, 0, 0, 0
	for i := range programs {
		p := randomOutcomes(rng)
		want, executions := p.outcomes(t, &sched.Bounded{Preemptions: 1 << 30})
		if want == nil {
			continue
		}
		compared++
		all += executions
		for _, asymmetric := range []bool{true, false} {
			s := &sched.Exhaustive{Asymmetric: asymmetric}
			got, _ := p.outcomes(t, s)
			if diff := cmp.Diff(sorted(want), sorted(got)); diff != "" || s.Doubts != 0 {
				t.Errorf("seed %d, program %d, %v, capacity %d, alike %v, asymmetric %v: all executions (-) and one of each class (+), %v:\n%s",
					seed, i, p.tasks, p.capacity, p.alike, asymmetric, s.Doubts, diff)
			}
			if asymmetric {
				whole += s.Classes
			} else {
				halved += s.Classes
			}
		}
	}
	if halved >= whole || compared < programs/2 {
		t.Errorf("%d classes with symmetry, %d without, of %d programs", halved, whole, compared)
	}
	t.Logf("seed %d: %d programs, %d executions, %d classes, %d with symmetry", seed, compared, all, whole, halved)
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

// TestExhaustiveIsCarriedOn explores with a strategy that is made anew for each execution from where the last one stood.
func TestExhaustiveIsCarriedOn(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 0))
	for range 20 {
		p := randomOutcomes(rng)
		whole := &sched.Exhaustive{}
		p.outcomes(t, whole)
		sch, s := sched.New(), &sched.Exhaustive{}
		for {
			if _, more := sch.Run(0, sched.Config{Strategy: s}, p.run); !more {
				break
			}
			next := &sched.Exhaustive{}
			next.Resume(s.Frontier())
			s = next
		}
		sch.Close()
		if s.Classes != whole.Classes || s.Redundant != whole.Redundant {
			t.Errorf("%v: %d classes and %d redundant executions when carried on, %d and %d at once", p.tasks, s.Classes, s.Redundant, whole.Classes, whole.Redundant)
		}
	}
}
