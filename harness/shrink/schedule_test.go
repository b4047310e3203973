package shrink_test

import (
	"slices"
	"testing"
	"unsafe"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shrink"
)

// memory is what the operations of these tests work on. Each access is a yield point.
type memory struct {
	n, flag int
	incs    int
	torn    bool // a Look has seen the flag down and then up
}

func load(p *int) int {
	sched.Current().Point(sched.KindLoad, unsafe.Pointer(p))
	return *p
}

func store(p *int, v int) {
	sched.Current().Point(sched.KindStore, unsafe.Pointer(p))
	*p = v
	sched.Current().Wrote()
}

func (m *memory) perform(op string) {
	switch op {
	case "Inc": // forgets what others did between its load and its store
		m.incs++
		store(&m.n, load(&m.n)+1)
	case "Flip":
		store(&m.flag, 1)
		store(&m.flag, 0)
	case "Look":
		first, second := load(&m.flag), load(&m.flag)
		m.torn = m.torn || first == 0 && second == 1
	case "Get":
		load(&m.n)
	}
}

// scheduled makes a Trial of operations that really run, so that whether they fail depends on the schedule.
func scheduled(fails func(*memory) bool) shrink.Trial {
	sch := sched.New()
	return func(_ int, sc *scenario.Scenario, s sched.Strategy, seed uint64) (bool, []sched.Decision, bool) {
		m := &memory{}
		run := func(ops []scenario.Op) {
			for _, o := range ops {
				m.perform(o.Name)
			}
		}
		parts := append([][]scenario.Op{sc.Prefix}, sc.Epilogue)
		quiet := func(r *sched.Run) bool { // the prefix, then the tasks, then the epilogue
			switch len(parts) {
			case 2:
				for i, ops := range sc.Tasks {
					r.Spawn(scenario.TaskName(i), true, func() { run(ops) })
				}
			case 1:
				r.Spawn("epilogue", true, func() { run(parts[0]) })
			default:
				return false
			}
			parts = parts[1:]
			return true
		}
		res, ok := sch.Run(seed, sched.Config{Strategy: s, OnQuiescence: quiet}, func() { run(sc.Prefix) })
		if !ok {
			return false, nil, false
		}
		return fails(m), slices.Clone(res.Decisions), true
	}
}

// racing is an alphabet whose searches try schedules too.
type racing struct{ calls }

func (racing) Strategies() []sched.Strategy {
	return []sched.Strategy{&sched.Random{}, &sched.Sticky{Stay: 3}, &sched.PCT{Depth: 2}}
}

// What fails under some schedules only is found by a random one on a large scenario, and becomes the few operations and the fewest preemptions
// that it takes. The case that is left fails when it is replayed.
func TestScheduleShrinks(t *testing.T) {
	large := &scenario.Scenario{
		Prefix: ops("Get"),
		Tasks:  [][]scenario.Op{ops("Get", "Inc", "Look", "Get"), ops("Flip", "Get", "Inc"), ops("Inc", "Get", "Flip", "Look")},
	}
	for _, test := range []struct {
		name        string
		fails       func(*memory) bool
		preemptions int
	}{
		{"lost update", func(m *memory) bool { return m.n != m.incs }, 1},
		{"torn look", func(m *memory) bool { return m.torn }, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			trial := scheduled(test.fails)
			start := shrink.Case{Scenario: large}
			for seed := uint64(0); start.Schedule == nil; seed++ {
				if seed == 10_000 {
					t.Fatal("no random schedule fails")
				}
				if failed, decisions, _ := trial(0, large, &sched.Random{}, seed); failed {
					start.Schedule = decisions
				}
			}
			best, spent := shrink.Shrink(start, trial, racing{calls{"Get", "Inc", "Flip", "Look"}})
			preemptions := 0
			for _, d := range best.Schedule {
				if d.Preempts {
					preemptions++
				}
			}
			tasks, operations := best.Scenario.Size()
			if tasks != 2 || operations != 2 || preemptions != test.preemptions {
				t.Errorf("%d tasks, %d operations, %d preemptions after %d executions; want 2, 2 and %d:\n%v%v",
					tasks, operations, preemptions, spent, test.preemptions, best.Scenario, best.Schedule)
			}
			if failed, _, _ := trial(0, best.Scenario, &sched.Replay{Schedule: best.Schedule}, 0); !failed {
				t.Errorf("replayed, it does not fail:\n%v%v", best.Scenario, best.Schedule)
			}
		})
	}
}

// What was found while tasks spin has very many decisions, nearly all of them about whose turn to spin it is. The spin lock of this test looks at the lock and
// takes it in two steps, which two preemptions show.
func TestScheduleOfSpinningTasksShrinks(t *testing.T) {
	held, inside, broken := 0, 0, false
	enter := func() {
		for load(&held) != 0 {
			sched.Current().Point(sched.KindGosched, nil)
		}
		store(&held, 1)
		broken = broken || inside > 0
		inside++
		sched.Current().Point(sched.KindGosched, nil)
		inside--
		store(&held, 0)
	}
	sch := sched.New()
	defer sch.Close()
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{ops("Run")}}
	trial := func(_ int, _ *scenario.Scenario, s sched.Strategy, seed uint64) (bool, []sched.Decision, bool) {
		held, inside, broken = 0, 0, false
		res, ok := sch.Run(seed, sched.Config{Strategy: s}, func() {
			for range 4 {
				sched.Current().Go(func() { enter(); enter() })
			}
		})
		return broken, slices.Clone(res.Decisions), ok
	}
	start := shrink.Case{Scenario: sc}
	for seed := uint64(0); len(start.Schedule) < 20; seed++ {
		if failed, decisions, _ := trial(0, sc, &sched.Random{}, seed); failed {
			start.Schedule = decisions
		}
	}
	best, spent := shrink.Shrink(start, trial, racing{calls{"Run"}})
	if len(best.Schedule) > 2 {
		t.Errorf("%d decisions of %d are left after %d executions, want 2: %v", len(best.Schedule), len(start.Schedule), spent, best.Schedule)
	}
}
