package main

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"runtime"
	"testing"
)

// TestInterrupt sends a Ctrl-C to a campaign that would go on for an hour. It must say what it has explored, and that it is not all.
func TestInterrupt(t *testing.T) {
	switch {
	case testing.Short():
		t.Skip("builds the worker program")
	case runtime.GOOS == "windows":
		t.Skip("a process can't be sent a Ctrl-C there")
	}
	cmd := exec.Command("check", "--prim", "semaphore", "--budget", "1h", "--json")
	cmd.Dir, cmd.Stderr = t.TempDir(), os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	events := bufio.NewScanner(stdout)
	var last map[string]any
	for n := 0; events.Scan(); n++ {
		last = nil
		if err := json.Unmarshal(events.Bytes(), &last); err != nil {
			t.Errorf("%q: %v", events.Text(), err)
		}
		if n == 0 { // the start: the worker program is built, and the campaign about to begin
			if err := cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
		}
	}
	cmd.Wait() // its status is looked at below
	if got := status(cmd.ProcessState.ExitCode()); got != statusUndecided {
		t.Errorf("exit status %d, want %d", got, statusUndecided)
	}
	want := "ok"
	if last["executions"] == 0.0 {
		want = "unknown" // it was interrupted before the first one
	}
	if last["action"] != "summary" || last["interrupted"] != true || last["verdict"] != want {
		t.Errorf("the last event is %v, want an interrupted summary", last)
	}
}
