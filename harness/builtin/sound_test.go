package builtin

import (
	"os"
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
	dequemutants "github.com/tenter-go/tenter/prims/deque/mutants"
	localmutants "github.com/tenter-go/tenter/prims/local/mutants"
	"github.com/tenter-go/tenter/prims/queue/mutants"
	threadmutants "github.com/tenter-go/tenter/prims/thread/mutants"
)

// sounds are what the mutants are made of, each by the name of the primitive whose contract it keeps.
func sounds() map[string]func() []*models.Subject {
	list := map[string]func() []*models.Subject{}
	for of, model := range map[string]queueModel{"queue": models.Queue, "lifo-queue": models.LifoQueue, "priority-queue": partlyComparable} {
		list[of] = queueSubjects(model, capacities, func(capacity int) models.QueueOps {
			return adaptQueue(mutants.Sound(of, capacity, byPriority))
		})
	}
	list["deque"] = dequeSubjects(func(most int) models.DequeOps { return adaptDeque(dequemutants.Sound(orMany(most))) })
	list["local"] = localSubjects(func() models.LocalOps { return adaptLocal(localmutants.Sound()) })
	list["thread"] = threadSubjects(func(body func()) models.ThreadOps {
		t := threadmutants.Sound(body)
		return models.ThreadOps{Start: t.Start, Join: t.Join, Alive: t.Alive}
	})
	return list
}

// TestSoundIsSound: if what the mutants of a primitive have in common were wrong, they would be caught for the wrong reason.
func TestSoundIsSound(t *testing.T) {
	for of, subjects := range sounds() {
		t.Run(of, func(t *testing.T) { passes(t, of, subjects()) })
	}
}

// TestUnstableMayBeAllowed: what the mutant unstable does is what a heap does, and a model that says so takes it as right.
func TestUnstableMayBeAllowed(t *testing.T) {
	m, ok := mutants.Find("unstable")
	if !ok {
		t.Fatal("there is no such mutant")
	}
	for _, weak := range [][]models.Option{{models.Unstable()}, {models.Unstable(), models.FIFO()}} {
		var list []*models.Subject
		for _, n := range capacities {
			list = append(list, models.PriorityQueue(n, weak...).Bind(func() models.QueueOps { return adaptQueue(m.New(n, byPriority)) }))
		}
		passes(t, "priority-queue", list)
	}
}

// passes checks that no violation is found.
func passes(t *testing.T, of string, subjects []*models.Subject) {
	t.Helper()
	runs := 8_000
	switch {
	case os.Getenv("TENTER_TESTS") == "full":
		runs = 100_000
	case testing.Short():
		runs = 2_000
	}
	target := &campaign.Target{Name: counterexample.Target{Prim: of}, Configs: subjects}
	defer target.Close()
	var results []campaign.ShareResult
	for _, share := range campaign.Plan(1, runs) {
		r, err := campaign.RunShare(target, share, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.Found != nil {
			c := r.Found.Counterexample
			text, _ := counterexample.Format(c, target.Configs[c.Target.Config].Spec)
			t.Fatalf("%v:\n%s", c.Verdict, text)
		}
		results = append(results, r)
	}
	if sum := campaign.Merge(1, results); sum.Verdict != verdict.OK {
		t.Errorf("verdict %v: %v", sum.Verdict, sum.Stats.Reasons)
	}
}
