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

// random returns a source of randomness whose seed the test prints.
func random(t testing.TB, seed uint64) *rand.Rand {
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

func TestJudgesAgree(t *testing.T) {
	n := 4000
	if testing.Short() {
		n = 800
	}
	for i, s := range subjects() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := random(t, uint64(i))
			j := NewJudge(s.model.Spec())
			var count [kinds]int
			for k := range n {
				h := s.history(r, 2+r.IntN(2), 1+r.IntN(2))
				good := k%2 == 0
				if !good {
					corrupt(r, h)
				}
				want := s.brute.kind(h)
				if good && want != OK {
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
			if count[WrongResult] < n/10 {
				t.Errorf("only %d of %d histories are wrong: the test is weak", count[WrongResult], n)
			}
		})
	}
}
