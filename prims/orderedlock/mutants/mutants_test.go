package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/orderedlock/internal/contract"
)

func TestMutants(t *testing.T) {
	fails := map[string][]string{
		"late-check": {"downwards is refused, without any contention", "a try is exempt, and counts"},
	}
	script.Mutants(t, All(), func() Subject { return new(sound) }, contract.Cases(), func(construct func() Subject, _ int) script.Verbs { return contract.Verbs(construct()) }, fails)
}
