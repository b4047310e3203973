package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/barrier/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
)

func TestMutants(t *testing.T) {
	fails := map[string][]string{
		"late-verdict":    {"a full generation is decided"},
		"forgetful-reset": {"reset sends away who waits"},
		"brief-abort":     {"one party never waits", "abort breaks it until a reset", "a full generation is decided"},
	}
	script.Mutants(t, All(), func(parties int) Subject { s := newSound(parties); return &s }, append(contract.Cases(), contract.Decided()), func(construct func(parties int) Subject, parties int) script.Verbs {
		return contract.Verbs(construct(parties))
	}, fails)
}
