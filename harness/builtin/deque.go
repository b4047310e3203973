package builtin

import (
	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/deque"
	"github.com/tenter-go/tenter/prims/deque/mutants"
)

var deque = &Primitive{
	Name:    "deque",
	Aliases: []string{"collections.deque"},
	About:   "double-ended queue that never waits; may keep only the newest items; iterates over a snapshot",
	Mutants: mutantsOf(mutants.All(), "deque", func(m mutants.Mutant) []*models.Subject {
		return dequeSubjects(func(most int) models.DequeOps {
			return without(adaptDeque(m.New(orMany(most))), m.Without)
		})()
	}),
	configs: dequeSubjects(func(most int) models.DequeOps {
		d := prim.New[int]()
		if most > 0 {
			d = prim.NewMax[int](most)
		}
		ops := adaptDeque(d)
		ops.Back = func() (int, bool) { return d.At(-1) }
		ops.Front = func() (int, bool) { return d.At(0) }
		ops.Clear = d.Clear
		return ops
	}),
}

// dequeSubjects returns the constructor bound to the model, for each largest length; 0 is none.
func dequeSubjects(construct func(most int) models.DequeOps) func() []*models.Subject {
	return func() (list []*models.Subject) {
		for _, n := range []int{1, 2, 0} {
			list = append(list, models.Deque(n).Bind(func() models.DequeOps { return construct(n) }))
		}
		return list
	}
}

func adaptDeque(d mutants.Subject) models.DequeOps {
	return models.DequeOps{
		PushBack: d.PushBack, PushFront: d.PushFront, PopBack: d.PopBack, PopFront: d.PopFront,
		Rotate: d.Rotate, Len: d.Len, Values: d.Values,
	}
}

// orMany is a largest length that is as good as none, for none.
func orMany(most int) int {
	if most == 0 {
		return 100
	}
	return most
}
