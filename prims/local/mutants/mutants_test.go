package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/mutant"
)

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
	if _, ok := Find("sound"); ok {
		t.Error(`Find("sound") found a mutant`)
	}
}
