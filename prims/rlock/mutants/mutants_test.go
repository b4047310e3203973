package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/rlock/internal/contract"
)

func TestMutants(t *testing.T) {
	fails := map[string][]string{
		"stale-owner":  {"a freed lock has no owner"},
		"single-grant": {"all calls of an owner are let in at once"},
	}
	script.Mutants(t, All(), func() Subject { return new(sound) }, contract.Cases(), func(construct func() Subject, _ int) script.Verbs { return contract.Verbs(construct()) }, fails)
}
