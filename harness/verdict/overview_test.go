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

// TestClearOneByOne has two keys, of which others see one gone and the other still there. That is what RelaxedClear allows while the Clear is under way, in
// either order; what is gone stays gone, and all is gone when the call has returned.
func TestClearOneByOne(t *testing.T) {
	type load struct {
		key  int
		want any
	}
	for _, c := range []struct {
		name    string
		loads   [2]load
		after   bool // the loads are made when Clear has returned
		relaxed bool
		want    Kind
	}{
		{"the first is gone", [2]load{{1, nil}, {2, 1}}, false, true, OK},
		{"the second is gone", [2]load{{2, nil}, {1, 1}}, false, true, OK},
		{"at one moment", [2]load{{1, nil}, {2, 1}}, false, false, WrongResult},
		{"it comes back", [2]load{{1, nil}, {1, 1}}, false, true, WrongResult},
		{"left behind", [2]load{{1, nil}, {2, 1}}, true, true, WrongResult},
	} {
		var opts []models.Option
		if c.relaxed {
			opts = append(opts, models.RelaxedClear())
		}
		spec := models.Map(opts...).Spec()
		op := func(name string, task int, call, ret int64, in, out any) histories.Operation {
			return histories.Operation{Op: spec.Index(name), Name: name, Task: task, Call: call, Return: ret, In: in, Out: out, Outcome: histories.Returned}
		}
		end := int64(20)
		if c.after {
			end = 6
		}
		h := &histories.History{Operations: []histories.Operation{
			op("Store", 0, 1, 2, 11, nil), op("Store", 0, 3, 4, 21, nil), op("Clear", 0, 5, end, nil, nil),
			op("Load", 1, 7, 8, c.loads[0].key, c.loads[0].want), op("Load", 1, 9, 10, c.loads[1].key, c.loads[1].want),
		}}
		if got := NewJudge(spec).Check(h).Kind; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
