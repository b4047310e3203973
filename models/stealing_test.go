package models_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// TestStealingReaders: what stress mode has seen sync.RWMutex do. A writer leaves and lets in a reader of each of two tasks, one of which reads once more while another
// writer waits, in the other's place.
func TestStealingReaders(t *testing.T) {
	weak, strict := models.RWLock(models.StealingReaders()).Spec(), models.RWLock().Spec()
	call := func(task int, name string, from, to int64) histories.Operation {
		o := histories.Operation{Task: task, Op: strict.Index(name), Name: name, Call: from, Return: to}
		if to == histories.Forever {
			o.Outcome = histories.Stuck
		}
		return o
	}
	const stuck = histories.Forever
	stolen := &histories.History{
		Operations: []histories.Operation{
			call(2, "Lock", 1, 2), call(2, "RLock", 3, 9), call(1, "RLock", 4, stuck), call(0, "Lock", 5, stuck), call(3, "Unlock", 7, 8), call(2, "RLock", 10, 11),
		},
		Quiescences: []histories.Quiescence{{At: 6, Stuck: []int{1, 2, 3}}, {At: 12, Stuck: []int{2, 3}}},
	}
	lost := &histories.History{ // nobody took its place
		Operations:  stolen.Operations[:5],
		Quiescences: []histories.Quiescence{{At: 6, Stuck: []int{1, 2, 3}}, {At: 12, Stuck: []int{2, 3}}},
	}
	for _, test := range []struct {
		name string
		spec *models.Spec
		h    *histories.History
		want verdict.Kind
	}{
		{"stolen, weak", weak, stolen, verdict.OK}, {"stolen, strict", strict, stolen, verdict.LostWakeup}, {"lost, weak", weak, lost, verdict.LostWakeup},
	} {
		if err := test.h.Validate(); err != nil {
			t.Fatal(err)
		}
		j := verdict.NewJudge(test.spec)
		if got := j.Check(test.h); got.Kind != test.want {
			t.Errorf("%s: %v, want %v", test.name, got.Kind, test.want)
		}
		if got, err := j.Confirm(test.h); err != nil || got != test.want {
			t.Errorf("%s: porcupine says %v, %v", test.name, got, err)
		}
	}
}
