package mutants

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/prims/condition/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/mutant"
)

func failing(t *testing.T, construct func() Subject) []string {
	return script.Failing(t, append(contract.Cases(), contract.Twice()), func(int) script.Verbs { return contract.Verbs(construct()) })
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

// Those of kind S are right one call at a time; those of kind D fail the cases listed.
func TestMutantsAndTheContract(t *testing.T) {
	want := map[string][]string{
		"spent-notify": {"no notification is spent on who gave up"},
		"self-removal": {"two notifications reach two"},
		"cancellable-return": {"who gives up has the lock as well", "no notification is spent on who gave up",
			"who was notified does not give up", "time-outs"},
	}
	for _, m := range All() {
		t.Run(m.Name, func(t *testing.T) {
			if diff := cmp.Diff(want[m.Name], failing(t, m.New)); diff != "" {
				t.Errorf("cases failed (-want +got):\n%s", diff)
			}
		})
	}
}
