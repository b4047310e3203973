package builtin

import (
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/queue"
	"github.com/tenter-go/tenter/prims/queue/mutants"
)

// queueOps are the operations of a queue that never wait, so that what a type does serially says all.
func queueOps(q mutants.Subject) models.QueueOps {
	return models.QueueOps{TryPut: q.TryPut, TryGet: q.TryGet, Get: q.Get, Len: q.Len}
}

func learntQueue(construct func() models.QueueOps) *models.Model[models.QueueOps] {
	return models.Queue(2).LearntFrom("itself", construct, exec.Serially())
}

// TestOwnSpecification: a right queue does nothing concurrently that it does not do serially, and neither does it beside another right one.
func TestOwnSpecification(t *testing.T) {
	construct := func() models.QueueOps { return queueOps(prim.New[int](2)) }
	passes(t, "queue", []*models.Subject{learntQueue(construct).Bind(construct)})
	other := func() models.QueueOps { return queueOps(mutants.Sound("queue", 2, byPriority)) }
	passes(t, "queue", []*models.Subject{learntQueue(other).Bind(construct)})
}

// TestOwnSpecificationFindsMutants: what is wrong in concurrent executions only is found without a model.
func TestOwnSpecificationFindsMutants(t *testing.T) {
	found := 0
	for _, m := range mutants.All() {
		if m.Of != "queue" || m.Kind != "S" {
			continue
		}
		construct := func() models.QueueOps { return without(queueOps(m.New(2, byPriority)), m.Without) }
		target := &campaign.Target{Name: counterexample.Target{Prim: "queue", Mutant: m.Name}, Configs: []*models.Subject{learntQueue(construct).Bind(construct)}}
		for _, share := range campaign.Plan(1, 4_000) {
			r, err := campaign.RunShare(target, share, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			if r.Found != nil {
				t.Logf("%s: %v, %+v", m.Name, r.Found.Counterexample.Verdict, r.Found.Counterexample.Size())
				found++
				break
			}
		}
		target.Close()
	}
	if found < 3 {
		t.Errorf("%d found; want those at least that lose an item or a wake-up", found)
	}
}
