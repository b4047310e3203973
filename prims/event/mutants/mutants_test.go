package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/event/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/mutant"
)

func TestMutants(t *testing.T) {
	script.Mutants(t, All(), func() Subject { return new(sound) }, contract.Cases(), func(construct func() Subject, _ int) script.Verbs { return contract.Verbs(construct()) }, nil)
}

func TestMissedPulse(t *testing.T) {
	for name, want := range map[string]int{"sound": 0, "missed-pulse": 1} {
		construct := func() Subject { return new(sound) }
		if m, found := mutant.Find(All(), name); found {
			construct = m.New
		}
		names := script.Failing(t, []script.Case{contract.Pulse()}, func(int) script.Verbs { return contract.Verbs(construct()) })
		if len(names) != want {
			t.Errorf("%s fails %q, want %d", name, names, want)
		}
	}
}
