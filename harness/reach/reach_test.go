package reach

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLines(t *testing.T) {
	limits := Limits("tenter=1;id=x;packages=2;points=3;limits=6;package=a 3;limit=a x.go:1 os/exec.Cmd.Wait;limit=a x.go:9 cgo;limit=b y.go:2 os/exec.Cmd.Wait;" +
		"limit=b y.go:3 os/exec.Cmd.Wait;limit=b y.go:4 os/exec.Cmd.Wait;limit=b *.s assembly")
	want := []string{
		"os/exec.Cmd.Wait (x.go:1 of a, y.go:2 of b, y.go:3 of b and 1 more): a task that waits in it stops all others: the execution is unknown",
		"cgo (x.go:9 of a): what it does is not seen: a task that waits in it makes the execution unknown",
		"assembly (*.s of b): what it does to shared memory is not seen: no other task can run in between",
	}
	if d := cmp.Diff(want, Lines(limits)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestMeanings finds a verdict, or a reason to be careful, in each meaning.
func TestMeanings(t *testing.T) {
	for _, m := range meanings {
		if got := Meaning(m.reason + "X"); got != m.meaning {
			t.Errorf("%s means %q: an earlier entry hides it", m.reason, got)
		}
		if !strings.Contains(m.meaning, "unknown") && !strings.Contains(m.meaning, "nondeterminism") && !strings.Contains(m.meaning, "not seen") {
			t.Errorf("%s: %q does not say what becomes of the verdict", m.reason, m.meaning)
		}
	}
}
