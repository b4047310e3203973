package builtin

import (
	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/stdlib"
	"github.com/tenter-go/tenter/prims/stdlib/mutants"
)

var goCounter = &Primitive{
	Name:    "go-counter",
	Aliases: []string{"counter", "atomic.Int64"},
	About:   "Go's atomic counter; its mutant racy is the counter++ of the tutorials, for --race",
	Mutants: mutantsOf(mutants.Counters(), "", func(m mutants.Counter) []*models.Subject {
		return one(goCounterModel(), func() models.CounterOps { return adaptCounter(m.New()) })
	}),
	configs: func() []*models.Subject {
		return one(goCounterModel(), func() models.CounterOps { return adaptCounter(new(stdlib.Counter)) })
	},
}

func goCounterModel() *models.Model[models.CounterOps] {
	return models.Counter(models.Name("go-counter"), models.Label("atomic.Int64"))
}

// adaptCounter says how the methods are called.
func adaptCounter(c mutants.Counting) models.CounterOps {
	return models.CounterOps{Inc: c.Inc, IncRet: c.IncRet, Load: c.Load}
}
