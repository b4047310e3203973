package builtin

import (
	"testing"

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
