package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/condition/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
)

func TestMutants(t *testing.T) {
	fails := map[string][]string{
		"spent-notify": {"no notification is spent on who gave up"},
		"self-removal": {"two notifications reach two"},
		"cancellable-return": {"who gives up has the lock as well", "no notification is spent on who gave up",
			"who was notified does not give up", "time-outs"},
	}
	script.Mutants(t, All(), func() Subject { return new(sound) }, append(contract.Cases(), contract.Twice()), func(construct func() Subject, _ int) script.Verbs { return contract.Verbs(construct()) }, fails)
}
