// Package builtin is the table of the primitives that tenter brings along: for each its model, how it is made, in which configurations it
// is checked, and its mutants, known-wrong variants that a check must catch.
//
// A primitive is known by one name, in lower case with hyphens, and by aliases: what the same thing is called elsewhere.
package builtin

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/spelling"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// Primitive is one row of the table.
type Primitive struct {
	Name    string
	Aliases []string // other names that Find knows, "threading.Semaphore"; case does not matter
	About   string   // what it is, in a line
	Mutants []Mutant
	configs func() []*models.Subject
}

// Mutant is a known-wrong variant of a primitive.
type Mutant struct {
	Name    string
	About   string               // the mistake, in a line
	Verdict verdict.Kind         // what a check must call it
	Kind    string               // "D": some scenario shows it in the default order; "S": it takes a schedule
	Minimum *counterexample.Size // the smallest counterexample that there is; nil where none is claimed
	configs func() []*models.Subject
}

// table holds all primitives, by name.
var table = []*Primitive{
	barrier,
	boundedSemaphore,
	condition,
	deque,
	event,
	eventLoop,
	futures,
	gil,
	goChannel,
	goCond,
	goCounter,
	goMap,
	goMutex,
	goOnce,
	goPool,
	goRWMutex,
	goWaitGroup,
	lifoQueue,
	local,
	lock,
	orderedLock,
	pipe,
	priorityQueue,
	process,
	processPool,
	processQueue,
	queue,
	rlock,
	semaphore,
	sharedMemory,
	simpleQueue,
	thread,
	threadPool,
	xErrgroup,
	xSemaphore,
	xSingleflight,
}

// All returns the primitives in the order of their names. They must not be changed.
func All() []*Primitive { return slices.Clone(table) }

// Find returns the primitive of the given name or alias, in any case. The error suggests the one that may have been meant.
func Find(name string) (*Primitive, error) {
	var known []string
	for _, p := range table {
		for _, n := range append([]string{p.Name}, p.Aliases...) {
			if strings.EqualFold(n, name) {
				return p, nil
			}
			known = append(known, n)
		}
	}
	return nil, fmt.Errorf("unknown primitive %q%s; 'check list' shows them all", name, spelling.Suggest(name, known))
}

// Mutant returns the mutant of the given name. The error suggests the one that may have been meant, or the primitive that has it.
func (p *Primitive) Mutant(name string) (*Mutant, error) {
	var known []string
	for i := range p.Mutants {
		m := &p.Mutants[i]
		if strings.EqualFold(m.Name, name) {
			return m, nil
		}
		known = append(known, m.Name)
	}
	for _, other := range table {
		if other == p {
			continue
		}
		for _, m := range other.Mutants {
			if strings.EqualFold(m.Name, name) {
				return nil, fmt.Errorf("%s has no mutant %q: it is one of %s; use --prim %s", p.Name, name, other.Name, other.Name)
			}
		}
	}
	return nil, fmt.Errorf("%s has no mutant %q%s; 'check list' shows them all", p.Name, name, spelling.Suggest(name, known))
}

// Operations returns the names of the operations that a check calls, in the order of the model.
func (p *Primitive) Operations() []string {
	sub := p.configs()[0]
	var names []string
	for i, offered := range exec.Offered(sub) {
		if offered {
			names = append(names, sub.Spec.Operations[i].Name)
		}
	}
	return names
}

// Configurations returns what is checked, one line for each configuration: the model with its initial state.
func (p *Primitive) Configurations() []string {
	var labels []string
	for _, sub := range p.configs() {
		labels = append(labels, sub.Spec.Label)
	}
	return labels
}

// Target returns what a campaign is to check. It knows primitives by all their names, and ignores all of name but Prim and Mutant.
func Target(name counterexample.Target) (*campaign.Target, error) {
	p, err := Find(name.Prim)
	if err != nil {
		return nil, err
	}
	t := &campaign.Target{Name: counterexample.Target{Prim: p.Name}}
	if name.Mutant == "" {
		t.Configs = p.configs()
		return t, nil
	}
	m, err := p.Mutant(name.Mutant)
	if err != nil {
		return nil, err
	}
	t.Name.Mutant = m.Name
	t.Configs = m.configs()
	return t, nil
}
