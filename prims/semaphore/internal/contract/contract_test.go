package contract_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/tenter-go/tenter/prims/semaphore"
	"github.com/tenter-go/tenter/prims/semaphore/internal/contract"
)

// Check must not pass a script that it does not understand, or one that does not come true.
func TestCheckReports(t *testing.T) {
	for _, tc := range []struct{ script, want string }{
		{"try 1", "no arrow"},
		{"-> true", "no verb"},
		{"grab 1 -> ok", `unknown verb "grab"`},
		{"try -> true", "0 words"},
		{"try 1 2 -> true", "2 words"},
		{"try one -> true", "invalid syntax"},
		{"a: timeout soon 1 -> ok", "invalid duration"},
		{"acquire 1 -> ok", "needs a name"},
		{"a: acquire 2 -> waits\n a: acquire 2 -> waits", "name of its own"},
		{"cancel a -> done", `no call named "a" waits`},
		{"try 1 -> false", "try 1 -> true, want false"},
		{"a: acquire 1 -> waits", "acquire 1 -> ok, want waits"},
		{"a: acquire 2 -> waits\n release 1 -> ok", "release 1 -> ok, a ok, want ok"},
	} {
		synctest.Test(t, func(t *testing.T) {
			c := contract.Case{Permits: 1, Script: tc.script}
			err := c.Check(semaphore.New(c.Permits))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("Check(%q) = %v, want an error with %q", tc.script, err, tc.want)
			}
		})
	}
}

// Each case has a name of its own: failures are told apart by it.
func TestCaseNames(t *testing.T) {
	seen := make(map[string]bool)
	for _, c := range slices.Concat(contract.Common(), contract.Unbounded(), contract.Bounded()) {
		if c.Name == "" || seen[c.Name] {
			t.Errorf("case name %q is empty or taken", c.Name)
		}
		seen[c.Name] = true
	}
}
