package exec

import (
	"sync"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Serially returns a function that makes calls in executions of one task, in the default order. It must not be called while an execution is in
// progress, since only one can be.
func Serially() models.Serial {
	var mu sync.Mutex
	r := NewRunner()
	return func(subject *models.Subject, calls []models.SerialCall) models.SerialResult {
		mu.Lock()
		defer mu.Unlock()
		sc := &scenario.Scenario{Tasks: [][]scenario.Op{nil}}
		for _, c := range calls {
			op := scenario.Op{Op: c.Op, Name: subject.Spec.Operations[c.Op].Name, Arg: c.Arg, Mode: c.Mode}
			if c.Mode == histories.Timeout {
				op.Timeout = patience
			}
			sc.Tasks[0] = append(sc.Tasks[0], op)
		}
		e, ok := r.Run(subject, sc, Options{Strategy: &sched.Replay{}, Seed: 1})
		if !ok || len(e.History.Operations) < len(calls) {
			return models.SerialResult{Outcome: histories.Stuck}
		}
		last := e.History.Operations[len(calls)-1]
		return models.SerialResult{Outcome: last.Outcome, Out: last.Out}
	}
}
