package mutants

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/internal/script"
	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/threadpool/internal/contract"
)

func failing(t *testing.T, construct func(workers, room int) Subject) []string {
	return script.Failing(t, contract.Cases(), func(room int) script.Verbs { return contract.Verbs(construct(1, room)) })
}

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
}

// What the mutants have in common must be right, or they would be caught for the wrong reason.
func TestSoundKeepsTheContract(t *testing.T) {
	if names := failing(t, func(workers, room int) Subject { return newSound(workers, room) }); len(names) > 0 {
		t.Errorf("fails %q", names)
	}
}

// Those of kind S are right one call at a time; those of kind D fail the cases listed.
func TestMutantsAndTheContract(t *testing.T) {
	want := map[string][]string{
		"early-over": {"queued tasks still run", "cancelling what is queued"},
	}
	for _, m := range All() {
		if m.Name == "dead-worker" || m.Name == "quiet-cancel" {
			continue // a script does not come to its end; see below
		}
		t.Run(m.Name, func(t *testing.T) {
			if diff := cmp.Diff(want[m.Name], failing(t, m.New)); diff != "" {
				t.Errorf("cases failed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDeadWorkerStaysBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newDeadWorker(1, 0)
		if _, err := s.Submit(context.Background(), func() int { panic("as tasks do") }, true); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if running, _ := s.Figures(); running != 1 {
			t.Errorf("%d running after the panic, want 1", running)
		}
	})
}

func TestQuietCancelTellsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &quietCancel{newSound(1, 1)}
		over := make(chan struct{})
		defer close(over)
		var last Result
		for range 2 {
			r, err := s.Submit(context.Background(), func() int { <-over; return 0 }, true)
			if err != nil {
				t.Fatal(err)
			}
			last = r
		}
		if n := s.CancelQueued(); n != 1 || last.State() != future.Cancelled {
			t.Errorf("%d cancelled, the future is %v", n, last.State())
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if _, err := last.Get(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Get = %v, want that it waits for ever", err)
		}
	})
}
