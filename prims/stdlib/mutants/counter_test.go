package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/mutant"
)

func TestCounters(t *testing.T) {
	for _, flaw := range mutant.Flaws(Counters()) {
		t.Error(flaw)
	}
	for _, m := range Counters() { // all are of kind S
		c := m.New()
		c.Inc()
		if n := c.IncRet(); n != 2 || c.Load() != 2 {
			t.Errorf("%s: after two calls IncRet = %d and Load = %d, want 2", m.Name, n, c.Load())
		}
	}
}
