package builtin

import (
	"sync/atomic"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/local"
	"github.com/tenter-go/tenter/prims/local/mutants"
)

var local = &Primitive{
	Name:    "local",
	Aliases: []string{"threading.local", "thread-local"},
	About:   "a value for each task, freed when the task ends; holds a database connection for each",
	Mutants: mutantsOf(mutants.All(), "local", func(m mutants.Mutant) []*models.Subject {
		return localSubjects(func() models.LocalOps { return without(adaptLocal(m.New()), m.Without) })()
	}),
	configs: localSubjects(func() models.LocalOps { return adaptLocal(newOwners()) }),
}

func localSubjects(construct func() models.LocalOps) func() []*models.Subject {
	return func() []*models.Subject { return []*models.Subject{models.Local().Bind(construct)} }
}

func adaptLocal(l mutants.Subject) models.LocalOps {
	var made [3]atomic.Int32 // by task
	return models.LocalOps{
		Get: l.Get, Delete: l.Delete, End: l.End,
		Set: func(v int) error { return l.Set(v/100, v) },
		Make: func(task int) (int, error) {
			return l.Make(task, func() int { return models.MadeValue(task, int(made[task].Add(1))) })
		},
	}
}

// owners is a name with tasks that have numbers.
type owners struct {
	name  *prim.Local[int]
	tasks [3]*prim.Owner
}

func newOwners() *owners {
	return &owners{prim.New[int](), [3]*prim.Owner{nil, prim.NewOwner(), prim.NewOwner()}}
}

func (o *owners) Get(task int) (int, error) { return o.name.Get(o.tasks[task]) }
func (o *owners) Set(task, v int) error     { return o.name.Set(o.tasks[task], v) }
func (o *owners) Delete(task int) error     { return o.name.Delete(o.tasks[task]) }
func (o *owners) End(task int)              { o.tasks[task].End() }
func (o *owners) Make(task int, one func() int) (int, error) {
	return o.name.GetOrMake(o.tasks[task], func() (int, error) { return one(), nil }, nil)
}
