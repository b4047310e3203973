package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/mutant"
)

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(Onces()) {
		t.Error(flaw)
	}
}

// All are of kind S: called one after the other, they run the job once.
func TestOneCallAtATime(t *testing.T) {
	for _, m := range Onces() {
		job := m.New()
		for range 3 {
			if n := job.Do(); n != 1 {
				t.Errorf("%s: Do = %d, want 1", m.Name, n)
			}
		}
	}
}
