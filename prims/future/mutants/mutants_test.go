package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/future/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
)

func TestMutants(t *testing.T) {
	fails := map[string][]string{
		"quiet-cancel": {"first and all", "a cancelled one is done"},
	}
	script.Mutants(t, All(), func() Subject { s := newSound(); return &s }, contract.Cases(), func(construct func() Subject, _ int) script.Verbs { return contract.Verbs(construct()) }, fails)
}

func TestFind(t *testing.T) {
	if _, ok := Find("sound"); ok {
		t.Error(`Find("sound") found a mutant`)
	}
}
