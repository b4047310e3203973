package mutants

import (
	"errors"
	"testing"
	"testing/synctest"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/process"
)

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
}

// What the mutants have in common must be right, or they would be caught for the wrong reason; those of
// kind S and the process itself are right one call at a time too.
func TestOneCallAtATime(t *testing.T) {
	subjects := map[string]func(process.Transport) Subject{
		"right": Right,
		"sound": func(t process.Transport) Subject { return newSound(t) },
	}
	for _, m := range All() {
		if m.Kind == mutant.S {
			subjects[m.Name] = m.New
		}
	}
	for name, construct := range subjects {
		t.Run(name, func(t *testing.T) {
			for _, kill := range []bool{false, true} {
				synctest.Test(t, func(t *testing.T) { lives(t, NewProcess(construct), kill) })
			}
		})
	}
}

func lives(t *testing.T, p *Process, kill bool) {
	if err := errors.Join(p.Join(t.Context()), p.Terminate()); !errors.Is(err, process.ErrNotStarted) {
		t.Errorf("before Start: %v", err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); !errors.Is(err, process.ErrStarted) {
		t.Errorf("second Start = %v", err)
	}
	synctest.Wait()
	if code, ended := p.ExitCode(); ended {
		t.Errorf("it runs, and has the exit code %d", code)
	}
	want := 0
	if kill {
		want = process.Killed
		if err := p.TerminateAndWait(); err != nil {
			t.Error(err)
		}
	} else {
		p.Finish()
	}
	if err := p.Join(t.Context()); err != nil {
		t.Error(err)
	}
	if code, ended := p.ExitCode(); code != want || !ended {
		t.Errorf("exit code %d, %v", code, ended)
	}
}
