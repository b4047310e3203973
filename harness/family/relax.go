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

// options are the model's options for what is allowed, after the family's own.
func (c Choice) options(own ...models.Option) []models.Option {
	for _, r := range relaxations {
		if slices.Contains(c.Allow, r.Name) {
			own = append(own, r.with)
		}
	}
	return own
}
