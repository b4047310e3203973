package proof

import (
	"slices"
	"testing"
)

// leastPrograms is how many programs of test/chan run alone at least.
const leastPrograms = 15

// longPrograms are left to the full form of the tests: they make millions of steps, or have tens of thousands of lines to compile.
var longPrograms = []string{"doubleselect", "goroutines", "select5"}

func TestChannelProgramsEndAsTheyDoNatively(t *testing.T) {
	if testing.Short() {
		t.Skip("builds many programs")
	}
	programs, err := ChannelPrograms(t.Context())
	skipMissing(t, err)
	if len(programs) < leastPrograms {
		t.Errorf("test/chan has only %d programs that run alone", len(programs))
	}
	runs := 50
	if !full() {
		runs = 8
		t.Logf("left to TENTER_TESTS=full, since they are long: %v", longPrograms)
		programs = slices.DeleteFunc(programs, func(p Program) bool { return slices.Contains(longPrograms, p.Name) })
	}
	t.Logf("%d programs, none excluded; %d executions of each", len(programs), runs)
	list, err := Compare(t.Context(), folder(t), programs, runs)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		t.Errorf("%s: natively:\n%s\nunder control:\n%s", d.Program, d.Native, d.Control)
	}
}
