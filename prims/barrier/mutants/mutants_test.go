package mutants

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/prims/barrier/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/mutant"
)

func failing(t *testing.T, construct func(parties int) Subject) []string {
	cases := slices.Concat(contract.Cases(), []script.Case{contract.Decided()})
	return script.Failing(t, cases, func(parties int) script.Verbs { return contract.Verbs(construct(parties)) })
}

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
}

// What the mutants have in common must be right, or they would be caught for the wrong reason.
func TestSoundKeepsTheContract(t *testing.T) {
	if names := failing(t, func(parties int) Subject { s := newSound(parties); return &s }); len(names) > 0 {
		t.Errorf("fails %q", names)
	}
}

// Those of kind S are right one call at a time; those of kind D fail the cases listed.
func TestMutantsAndTheContract(t *testing.T) {
	want := map[string][]string{
		"late-verdict":    {"a full generation is decided"},
		"forgetful-reset": {"reset sends away who waits"},
		"brief-abort":     {"one party never waits", "abort breaks it until a reset", "a full generation is decided"},
	}
	for _, m := range All() {
		t.Run(m.Name, func(t *testing.T) {
			if diff := cmp.Diff(want[m.Name], failing(t, m.New)); diff != "" {
				t.Errorf("cases failed (-want +got):\n%s", diff)
			}
		})
	}
}
