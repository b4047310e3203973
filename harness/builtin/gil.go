package builtin

import (
	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/gil"
	"github.com/tenter-go/tenter/prims/gil/mutants"
	"github.com/tenter-go/tenter/prims/mutant"
)

var gil = &Primitive{
	Name:    "gil",
	Aliases: []string{"global-interpreter-lock", "interpreter-lock"},
	About:   "lock that its holder hands over at a safe point once others have waited for an interval; nobody starves",
	Mutants: mutantsOf(mutants.All(), "", func(m mutant.Mutant[func() mutants.Subject]) []*models.Subject {
		return one(models.GIL(models.MayRefuse()), func() models.GILOps { return without(adaptGIL(m.New()), m.Without) })
	}),
	configs: func() []*models.Subject {
		return one(models.GIL(models.MayRefuse()), func() models.GILOps { return adaptGIL(prim.New(mutants.Interval)) })
	},
}

// adaptGIL says how the methods are called.
func adaptGIL(g mutants.Subject) models.GILOps {
	h := mutants.Holding(g)
	return models.GILOps{Acquire: h.Acquire, TryAcquire: h.TryAcquire, Release: h.Release, Compute: h.Compute, Waiting: h.Waiting}
}
