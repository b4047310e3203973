package mutants

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/rlock/internal/contract"
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

// Those of kind S are right one call at a time; those of kind D fail the cases listed.
func TestMutantsAndTheContract(t *testing.T) {
	want := map[string][]string{
		"stale-owner":  {"a freed lock has no owner"},
		"single-grant": {"all calls of an owner are let in at once"},
	}
	for _, m := range All() {
		t.Run(m.Name, func(t *testing.T) {
			if diff := cmp.Diff(want[m.Name], failing(t, m.New)); diff != "" {
				t.Errorf("cases failed (-want +got):\n%s", diff)
			}
		})
	}
}
