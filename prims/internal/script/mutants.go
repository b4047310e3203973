package script

import (
	"slices"
	"testing"

	"github.com/tenter-go/tenter/prims/mutant"
)

// Mutants tests a table of mutants: that it has no flaws, that sound, which the mutants spoil, keeps the contract, since they would be caught for the
// wrong reason else, and that each mutant fails those cases and no others that fails has under its name. Mutants of kind S should fail none: they are
// right one call at a time. play plays a case on what a constructor makes.
func Mutants[New any](t *testing.T, table []mutant.Mutant[New], sound New, cases []Case, play func(construct New, size int) Verbs, fails map[string][]string) {
	for _, flaw := range mutant.Flaws(table) {
		t.Error(flaw)
	}
	failing := func(t *testing.T, construct New) []string {
		return Failing(t, cases, func(size int) Verbs { return play(construct, size) })
	}
	t.Run("sound", func(t *testing.T) {
		if names := failing(t, sound); len(names) > 0 {
			t.Errorf("fails %q", names)
		}
	})
	for name := range fails {
		if _, ok := mutant.Find(table, name); !ok {
			t.Errorf("no mutant is called %q", name)
		}
	}
	for _, m := range table {
		t.Run(m.Name, func(t *testing.T) {
			if got := failing(t, m.New); !slices.Equal(got, fails[m.Name]) {
				t.Errorf("fails %q, want %q", got, fails[m.Name])
			}
		})
	}
}
