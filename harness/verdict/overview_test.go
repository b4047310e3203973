package verdict

import (
	"testing"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// TestLateCounter has a map whose counter is a step behind its keys: others see a key before Len counts it, while the call that stored it is under way. That
// is what RelaxedLen allows; alone, Len must be right.
func TestLateCounter(t *testing.T) {
	for _, c := range []struct {
		name    string
		storing bool // the call that stored is under way while Len is made
		relaxed bool
		want    Kind
	}{
		{"beside the store", true, true, OK},
		{"beside the store, exact", true, false, WrongResult},
		{"after the store", false, true, WrongResult},
	} {
		var opts []models.Option
		if c.relaxed {
			opts = append(opts, models.RelaxedLen())
		}
		spec := models.Map(opts...).Spec()
		op := func(name string, task int, call, ret int64, in, out any) histories.Operation {
			return histories.Operation{Op: spec.Index(name), Name: name, Task: task, Call: call, Return: ret, In: in, Out: out, Outcome: histories.Returned}
		}
		end := int64(9)
		if !c.storing {
			end = 2
		}
		h := &histories.History{Operations: []histories.Operation{
			op("Store", 0, 1, end, 11, nil), op("Load", 1, 3, 4, 1, 1), op("Len", 1, 5, 6, nil, 0),
		}}
		if got := NewJudge(spec).Check(h).Kind; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
