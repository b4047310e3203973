package verdict

import (
	"math/rand/v2"
	"testing"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// subject is one semaphore: its model, its brute force and its simulation.
type subject struct {
	name    string
	model   *models.Model[models.SemaphoreOps]
	brute   brute
	sim     simulation
	bounded bool
}

func subjects() []subject {
	return []subject{
		{"fifo", models.Semaphore(1, models.FIFO()), brute{permits: 1, limit: unlimited, fifo: true}, simulation{free: 1, limit: unlimited, fifo: true}, false},
		{"fifo prompt", models.Semaphore(1, models.FIFO(), models.Prompt()), brute{permits: 1, limit: unlimited, fifo: true, prompt: true}, simulation{free: 1, limit: unlimited, fifo: true, prompt: true}, false},
		{"any", models.Semaphore(1), brute{permits: 1, limit: unlimited, headOfLine: true, prompt: true}, simulation{free: 1, limit: unlimited}, false},
		{"any, fifo made", models.Semaphore(2), brute{permits: 2, limit: unlimited, headOfLine: true, prompt: true}, simulation{free: 2, limit: unlimited, fifo: true, prompt: true}, false},
		{"bounded", models.BoundedSemaphore(2, models.FIFO()), brute{permits: 2, limit: 2, fifo: true}, simulation{free: 2, limit: 2, fifo: true}, true},
		{"bounded any", models.BoundedSemaphore(2), brute{permits: 2, limit: 2, headOfLine: true, prompt: true}, simulation{free: 2, limit: 2}, true},
	}
}

func (s *subject) history(r *rand.Rand, tasks, each int) *histories.History {
	sim := s.sim
	sim.rand, sim.spec = r, s.model.Spec()
	return sim.run(requests(r, sim.spec, tasks, each, s.bounded))
}

// faulty returns the subject with every fault, each striking now and then.
func (s subject) faulty() *subject {
	s.sim.lostWakeup, s.sim.doubleGrant, s.sim.lostPermits = 0.25, 0.25, 0.5
	return &s
}

// random returns a source of randomness whose seed the test prints.
func random(t testing.TB, seed uint64) *rand.Rand {
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// many is how many histories a test with randomness judges.
func many(n int) int {
	if testing.Short() {
		return n / 8
	}
	return n
}

// TestJudgesAgree holds the search and porcupine against brute force on small
// histories: half of them good, a quarter from a faulty semaphore, and a quarter
// with one result changed.
func TestJudgesAgree(t *testing.T) {
	n := many(4000)
	for i, s := range subjects() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := random(t, uint64(i))
			j := NewJudge(s.model.Spec())
			var count [kinds]int
			for k := range n {
				from := &s
				if k%4 == 3 {
					from = s.faulty()
				}
				h := from.history(r, 2+r.IntN(2), 1+r.IntN(2))
				if k%4 == 1 {
					corrupt(r, h)
				}
				want := s.brute.kind(h)
				if k%2 == 0 && want != OK {
					t.Fatalf("brute force refuses a good history: %v\n%v", want, h)
				}
				if got := j.Check(h); got.Kind != want {
					t.Fatalf("Check = %v, brute force says %v\n%v", got, want, h)
				}
				if got, err := j.Confirm(h); err != nil || got != want {
					t.Fatalf("Confirm = %v, %v, brute force says %v\n%v", got, err, want, h)
				}
				count[want]++
			}
			t.Logf("%d histories: %d ok, %d wrong result, %d lost wakeup", n, count[OK], count[WrongResult], count[LostWakeup])
			if count[WrongResult] < n/20 || count[LostWakeup] < n/100 {
				t.Error("too few of the histories are wrong: the test is weak")
			}
		})
	}
}

// TestEveryCorruptedResultIsRefused takes good histories, changes one result of
// each, and wants those refused that brute force refuses, and no others.
func TestEveryCorruptedResultIsRefused(t *testing.T) {
	for i, s := range subjects() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := random(t, 100+uint64(i))
			j := NewJudge(s.model.Spec())
			refused := 0
			for range many(1000) {
				h := s.history(r, 3, 2)
				corrupt(r, h)
				want := s.brute.kind(h)
				if got := j.Check(h); got.Kind != want {
					t.Fatalf("Check = %v, brute force says %v\n%v", got, want, h)
				}
				if want != OK {
					refused++
				}
			}
			t.Logf("%d of %d corrupted histories are refused", refused, many(1000))
			if refused < many(1000)/3 {
				t.Error("too few are refused: the models are weak")
			}
		})
	}
}

// TestNoFalseAlarms judges longer histories of correct semaphores.
func TestNoFalseAlarms(t *testing.T) {
	for i, s := range subjects() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := random(t, 200+uint64(i))
			j := NewJudge(s.model.Spec())
			stuck, gaveUp := 0, 0
			for range many(4000) {
				h := s.history(r, 2+r.IntN(3), 2+r.IntN(3))
				if err := h.Validate(); err != nil {
					t.Fatal(err)
				}
				if got := j.Check(h); got.Kind != OK {
					t.Fatalf("Check = %v for a good history\n%v", got, h)
				}
				stuck += min(1, len(h.Quiescences[0].Stuck))
				gaveUp += gaveUpIn(h)
			}
			t.Logf("of %d histories %d had stuck calls and %d calls that gave up", many(4000), stuck, gaveUp)
			if stuck < many(4000)/4 || gaveUp < many(4000)/10 {
				t.Error("too few stuck or cancelled calls: the test is weak")
			}
		})
	}
}

func gaveUpIn(h *histories.History) int {
	for i := range h.Operations {
		if h.Operations[i].Outcome == histories.Cancelled {
			return 1
		}
	}
	return 0
}

// TestFaultsAreCaught judges histories of semaphores with one fault each, and
// wants as many caught as porcupine catches.
func TestFaultsAreCaught(t *testing.T) {
	for _, fault := range []struct {
		name string
		set  func(sim *simulation)
		want Kind
	}{
		{"lost wakeup", func(sim *simulation) { sim.lostWakeup = 0.25 }, LostWakeup},
		{"double grant", func(sim *simulation) { sim.doubleGrant = 0.25 }, WrongResult},
		{"lost permits", func(sim *simulation) { sim.lostPermits = 0.5 }, WrongResult},
	} {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			r := random(t, 300)
			n := max(160, many(480))
			for _, s := range subjects() {
				fault.set(&s.sim)
				j := NewJudge(s.model.Spec())
				var count [kinds]int
				for range n {
					h := s.history(r, 3, 3)
					got := j.Check(h)
					if record, err := j.Confirm(h); err != nil || record != got.Kind {
						t.Fatalf("Check = %v, Confirm = %v, %v\n%v", got, record, err, h)
					}
					count[got.Kind]++
				}
				t.Logf("%-15s %3d wrong result, %3d lost wakeup of %d", s.name, count[WrongResult], count[LostWakeup], n)
				if count[fault.want] < n/80 {
					t.Errorf("%s: %v given %d times for the fault, want at least %d", s.name, fault.want, count[fault.want], n/80)
				}
			}
		})
	}
}
