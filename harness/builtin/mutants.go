package builtin

import (
	"fmt"
	"reflect"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/mutant"
)

// mutantsOf returns those of the mutants that are of the named primitive; subjects says how one of them is checked.
func mutantsOf[New any](all []mutant.Mutant[New], of string, subjects func(m mutant.Mutant[New]) []*models.Subject) (list []Mutant) {
	for _, m := range all {
		if m.Of != of {
			continue
		}
		kind, err := verdict.Parse(m.Verdict)
		if err != nil {
			panic(fmt.Sprintf("builtin: mutant %q of %q: %v", m.Name, of, err))
		}
		list = append(list, Mutant{
			Name: m.Name, About: m.Mistake, Verdict: kind, Kind: string(m.Kind), Minimum: minimum(m.Minimum),
			configs: func() []*models.Subject { return subjects(m) },
		})
	}
	return list
}

func minimum(m *mutant.Minimum) *counterexample.Size {
	if m == nil {
		return nil
	}
	return &counterexample.Size{Tasks: m.Tasks, Operations: m.Operations, Preemptions: m.Preemptions}
}

// without returns the operations, a struct of functions, with nil for the named ones. It panics for a name that is no field.
func without[Ops any](ops Ops, names []string) Ops {
	fields := reflect.ValueOf(&ops).Elem()
	for _, name := range names {
		f := fields.FieldByName(name)
		if !f.IsValid() {
			panic(fmt.Sprintf("builtin: a mutant is to be checked without %q, which is no field of %T", name, ops))
		}
		f.SetZero()
	}
	return ops
}
