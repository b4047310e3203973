package mutants

import (
	"testing"

	"github.com/tenter-go/tenter/prims/gil/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/script"
)

func TestMutants(t *testing.T) {
	fails := map[string][]string{
		"greedy-holder": {"a switch at the next safe point", "the old holder goes to the end of the queue", "a computation is interrupted"},
	}
	script.Mutants(t, All(), func() Subject { s := newSound(); return &s }, contract.Cases(), func(construct func() Subject, _ int) script.Verbs { return contract.Verbs(construct()) }, fails)
}
