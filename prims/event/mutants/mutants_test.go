package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/event/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/mutant"
)

func failing(t *testing.T, construct func() Subject) []string {
	return script.Failing(t, contract.Cases(), func(int) script.Verbs { return contract.Verbs(construct()) })
}

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
}

// What the mutants have in common must be right, or they would be caught for the wrong reason.
func TestSoundKeepsTheContract(t *testing.T) {
	if names := failing(t, func() Subject { return new(sound) }); len(names) > 0 {
		t.Errorf("fails %q", names)
	}
}

// Those of kind S are right one call at a time; that of kind D is too, as long as no two calls follow each other without a pause.
func TestMutantsAndTheContract(t *testing.T) {
	for _, m := range All() {
		t.Run(m.Name, func(t *testing.T) {
			if names := failing(t, m.New); len(names) > 0 {
				t.Errorf("fails %q", names)
			}
		})
	}
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
