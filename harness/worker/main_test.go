package worker

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/worker/hostile"
)

// The test binary is its own worker program. It is not instrumented: the hostile subjects call the shims themselves.
func TestMain(m *testing.M) {
	if Called() {
		if err := Serve(hostile.Find); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		return
	}
	os.Exit(m.Run())
}

// options are those for a campaign on a hostile subject.
func options(t *testing.T, subject string) Options {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		Program: Program{Path: exe, unchecked: true}, Find: hostile.Find, Target: counterexample.Target{Prim: subject},
		Seed: 7, Runs: 640, Workers: 2, Patience: 20 * time.Second, Memory: 160 << 20,
	}
}
