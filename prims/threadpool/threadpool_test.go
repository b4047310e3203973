package threadpool_test

import (
	"testing"

	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/threadpool/internal/contract"
	"github.com/tenter-go/tenter/prims/threadpool/mutants"
)

func TestContract(t *testing.T) {
	for _, flaw := range script.Flaws(contract.Cases()) {
		t.Error(flaw)
	}
	script.Test(t, contract.Cases(), func(room int) script.Verbs { return contract.Verbs(mutants.Right(1, room)) })
}
