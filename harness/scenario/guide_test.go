package scenario

import (
	"math/rand/v2"
	"testing"

	"github.com/tenter-go/tenter/models"
)

// TestLivelyCallsDoSomething draws sequences of calls with an eye on the model and without one: fewer of the first do nothing where they stand, yet some do, since to look at an
// object that nobody has changed is worth something too.
func TestLivelyCallsDoSomething(t *testing.T) {
	const seed = 3
	g := NewGenerator(models.Semaphore(1).Spec(), nil, Limits{})
	g.source.Seed(seed, 0)
	inert := map[bool]int{}
	const sequences, calls = 400, 5
	for _, guided := range []bool{false, true} {
		for range sequences {
			d := drawer{g: g}
			g.guide.begin()
			for range calls {
				o := d.op(g.all[d.number(0, len(g.all)-1)])
				e := g.guide.of(o)
				if guided {
					o, e = d.lively(g.all, false)
				}
				g.guide.take(o, e)
				if e.inert {
					inert[guided]++
				}
			}
		}
	}
	if inert[true] == 0 || 3*inert[true] > 2*inert[false] {
		t.Errorf("seed %d: of %d calls %d do nothing when drawn with an eye on the model, %d without", seed, sequences*calls, inert[true], inert[false])
	}
}

// TestGuidedScenariosKeepTheLimits draws scenarios of which none may wait outside of its tasks, and none may have a task without a call.
func TestGuidedScenariosKeepTheLimits(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 0))
	for _, m := range []*models.Spec{models.Semaphore(1).Spec(), models.BoundedSemaphore(2).Spec()} {
		g := NewGenerator(m, nil, Limits{Tasks: 3, Ops: 2, Prefix: 2})
		for range 500 {
			s := g.Draw(rng.Uint64())
			for _, o := range s.Prefix {
				if m.Operations[o.Op].Blocking {
					t.Fatalf("a call that may wait stands before the tasks:\n%v", s)
				}
			}
			for _, ops := range s.Tasks {
				if len(ops) < 1 || len(ops) > 2 {
					t.Fatalf("a task has %d calls:\n%v", len(ops), s)
				}
			}
		}
	}
}
