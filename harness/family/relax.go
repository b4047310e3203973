package family

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/spelling"
	"github.com/tenter-go/tenter/models"
)

// Relaxation weakens a model in one respect.
type Relaxation struct {
	Name  string
	About string // what it gives up, in a line
	with  models.Option
}

// relaxations holds all that there are, by name.
var relaxations = []Relaxation{
	{"late-context", "a call whose context was done before it began may succeed; gives up: an implementation that never looks at it first", models.LateContext()},
	{"exact-walks", "stricter, not weaker: a walk over a map is of one moment", models.ExactWalks()},
	{"may-refuse", "a call that gives back or submits may be refused at any time; gives up: an implementation that refuses good calls", models.MayRefuse()},
	{noPanics, "the functions that are passed in don't panic; gives up: what the implementation does then, such as to let go of its locks", models.NoPanics()},
	{"panicking-tasks", "stricter, not weaker: some tasks panic, which the pool and its workers must survive", models.PanickingTasks()},
	{"relaxed-len", "counts and walks need not be true of one moment; gives up: torn snapshots", models.RelaxedLen()},
	{"retries", "a function that panics has not run, and the next call has its function run", models.Retries()},
	{"spurious-try", "what tries may fail while any other call is under way; gives up: a try that fails for no reason beside others", models.SpuriousTry()},
	{"zeroes", "stricter, not weaker: the zero value is stored as well", models.Zeroes()},
}

// Relaxations returns those that the family knows.
func (f *Family) Relaxations() (list []Relaxation) {
	for _, r := range relaxations {
		if slices.Contains(f.Allows, r.Name) {
			list = append(list, r)
		}
	}
	return list
}

// CheckAllowed refuses names that are no relaxations of the family.
func (f *Family) CheckAllowed(names []string) error {
	for _, name := range names {
		if slices.Contains(f.Allows, name) {
			continue
		}
		if len(f.Allows) == 0 {
			return fmt.Errorf("--allow: %q: the model %s can't be weakened", name, f.Name)
		}
		return fmt.Errorf("--allow: %q: the model %s can't be weakened so%s; it knows %s", name, f.Name, spelling.Suggest(name, f.Allows), strings.Join(f.Allows, ", "))
	}
	return nil
}

// Gentle returns the names of what is allowed, and besides that functions which are passed in do not panic: what a subject does then is for the
// check to judge, and says nothing of which contract it has.
func (f *Family) Gentle(allowed []string) []string {
	if slices.Contains(f.Allows, noPanics) && !slices.Contains(allowed, noPanics) {
		return append(slices.Clone(allowed), noPanics)
	}
	return allowed
}

const noPanics = "no-panics"

// options are the model's options for what is allowed, after the family's own.
func (c Choice) options(own ...models.Option) []models.Option {
	for _, r := range relaxations {
		if slices.Contains(c.Allow, r.Name) {
			own = append(own, r.with)
		}
	}
	return own
}
