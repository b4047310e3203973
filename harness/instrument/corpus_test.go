package instrument

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// found is what the program in testdata/corpus says of one item.
type found struct {
	Want     []string
	Got      []string
	Diverged string
}

// TestCorpus runs a program for each construct that blocks, wakes, starts goroutines or tells the time: the stock build gives only
// outcomes that are expected, and under control every expected outcome is reached, no other, and each execution can be repeated.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a hundred programs three times")
	}
	m := newModule(t, "")
	if err := os.CopyFS(m.dir, os.DirFS("testdata/corpus")); err != nil {
		t.Fatal(err)
	}
	m.require()
	stock, controlled := m.stock(), m.build(m.prepare())
	native, control := corpus(t, stock, "native"), corpus(t, controlled, "control")
	rewritten := corpus(t, controlled, "native")
	for name, f := range control {
		t.Run(name, func(t *testing.T) {
			want := slices.Sorted(slices.Values(f.Want))
			for _, out := range slices.Concat(native[name].Got, rewritten[name].Got) {
				if !slices.Contains(want, out) {
					t.Errorf("natively it comes to %q, want one of %q", out, want)
				}
			}
			if diff := cmp.Diff(want, f.Got); diff != "" {
				t.Errorf("under control it comes to (-want +got):\n%s", diff)
			}
			if f.Diverged != "" {
				t.Errorf("an execution that was repeated went another way: %s", f.Diverged)
			}
		})
	}
}

func corpus(t *testing.T, exe, mode string) map[string]found {
	t.Helper()
	cmd := exec.Command(exe, mode)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", mode, err)
	}
	var all map[string]found
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

const oldTimers = `
-- go.mod --
module oldtimers

go 1.26.0
-- main.go --
//go:debug asynctimerchan=1
package main

import (
	"fmt"
	"time"

	"github.com/tenter-go/tenter/harness/sched"
)

func main() {
	body()
	s := sched.New()
	s.Run(0, sched.Config{Strategy: &sched.Replay{}}, body)
}

func body() {
	t := time.NewTimer(time.Millisecond)
	time.Sleep(50 * time.Millisecond)
	fmt.Println(t.Stop(), len(t.C), cap(t.C))
	t.Reset(time.Hour)
	<-t.C
}
`

// TestOldTimers runs a program that asks for what was before Go 1.23, as the go line of an older module does: the channels of timers have buffers, natively and under control.
func TestOldTimers(t *testing.T) {
	m := newModule(t, oldTimers)
	m.require()
	got := runProgram(t, m.dir, m.build(m.prepare()))
	if want := "false 1 1\nfalse 1 1\n"; got.Output != want {
		t.Errorf("got %q, want %q", got.Output, want)
	}
}
