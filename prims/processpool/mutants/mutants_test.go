package mutants

import (
	"errors"
	"testing"
	"testing/synctest"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/process"
	"github.com/tenter-go/tenter/prims/processpool"
)

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
}

// What the mutants have in common must be right, or they would be caught for the wrong reason; those of
// kind S and the pool itself are right one call at a time too.
func TestOneCallAtATime(t *testing.T) {
	subjects := map[string]func(process.Transport, int) Subject{
		"right": Right,
		"sound": func(t process.Transport, workers int) Subject { return newSound(t, workers).started() },
	}
	for _, m := range All() {
		if m.Kind == mutant.S {
			subjects[m.Name] = m.New
		}
	}
	for name, construct := range subjects {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { closes(t, NewPool(1, construct)) })
			synctest.Test(t, func(t *testing.T) { breaks(t, NewPool(2, construct)) })
		})
	}
}

// closes works off a queue and ends.
func closes(t *testing.T, p *Pool) {
	first, err1 := p.Submit(t.Context(), 1)
	second, err2 := p.Submit(t.Context(), 2)
	synctest.Wait()
	if running, queued := p.Figures(); running != 1 || queued != 1 || errors.Join(err1, err2) != nil {
		t.Fatalf("%d running, %d queued, %v, %v", running, queued, err1, err2)
	}
	p.Close()
	if _, err := p.Submit(t.Context(), 3); !errors.Is(err, processpool.ErrClosed) {
		t.Errorf("Submit = %v", err)
	}
	for i, r := range []Result{first, second} {
		if err := p.Finish(); err != nil {
			t.Error(err)
		}
		if n, err := r.Get(t.Context()); n != i+1 || err != nil {
			t.Errorf("Get = %d, %v", n, err)
		}
	}
	if err := p.Wait(t.Context()); err != nil {
		t.Error(err)
	}
	p.Kill() // nobody is left
}

// breaks kills a child while calls run and are queued.
func breaks(t *testing.T, p *Pool) {
	var results []Result
	for id := range 3 {
		r, err := p.Submit(t.Context(), id+1)
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	synctest.Wait()
	p.Kill()
	synctest.Wait()
	for _, r := range results {
		if _, err := r.Get(t.Context()); !errors.Is(err, processpool.ErrBroken) {
			t.Errorf("Get = %v", err)
		}
	}
	if _, err := p.Submit(t.Context(), 4); !errors.Is(err, processpool.ErrBroken) {
		t.Errorf("Submit = %v", err)
	}
	p.TerminateAndWait()
}
