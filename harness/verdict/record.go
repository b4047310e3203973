package verdict

import (
	"errors"
	"io"
	"reflect"
	"slices"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Read reads a history that somebody has recorded, to its end, and brings its
// names and values into the terms of a model, with numbers that stand for items
// which are none where the model holds whole numbers: that of choose, which is asked
// once, with what the file says it is of ("queue(4)", or nothing). File is
// its name in errors.
func Read(from io.Reader, file string, choose func(of string) (*models.Spec, error)) (*histories.Long, *models.Spec, error) {
	src, err := histories.Open(from, file)
	if err != nil {
		return nil, nil, err
	}
	a := admission{source: src, choose: choose, calls: map[int]int{}}
	l, err := histories.ReadLong(src, file, a.admit)
	if err == nil && a.items != nil {
		l.StandIns = a.items
	}
	if err == nil && a.spec == nil { // there was no event
		a.spec, err = choose(histories.Subject(src))
	}
	return l, a.spec, err
}

// admission brings events into the terms of a model.
type admission struct {
	source histories.Source
	choose func(of string) (*models.Spec, error)
	spec   *models.Spec
	calls  map[int]int         // by task: the operation that it calls
	items  *histories.StandIns // nil if the model does not hold items that are only compared
}

func (a *admission) admit(e *histories.Event) (err error) {
	if a.spec == nil {
		if a.spec, err = a.choose(histories.Subject(a.source)); err != nil {
			return err
		}
		if slices.ContainsFunc(a.spec.Operations, a.isItem) {
			a.items = histories.NewStandIns()
		}
	}
	switch e.Kind {
	case histories.Call:
		return a.call(e)
	case histories.End:
		op, isOpen := a.calls[e.Task]
		if !isOpen {
			return nil // which the history refuses itself
		}
		if e.Outcome == histories.Returned {
			e.Value, err = a.spec.AdmitResult(op, a.result(op, e.Value))
		}
	}
	return err
}

// isItem reports whether the argument of an operation is an item that the model only tells from others.
func (a *admission) isItem(op models.Operation) bool {
	return a.spec.Object().Kind != models.PriorityObject && op.Args.Type() == reflect.TypeFor[int]() && (op.Args.Fresh() || a.spec.Object().Kind == models.SetObject)
}

// result puts a number in the place of an item that an operation has given back, as was done when it came in.
func (a *admission) result(op int, v any) any {
	if a.items == nil || v == nil || !a.spec.Operations[op].GivesNumbers() {
		return v
	}
	if _, failed := v.(histories.Failure); failed {
		return v
	}
	return a.items.Number(v)
}

func (a *admission) call(e *histories.Event) error {
	value := e.Value
	if i := a.spec.Find(e.Name); i >= 0 && value != nil && a.items != nil && a.isItem(a.spec.Operations[i]) {
		value = a.items.Number(value)
	}
	op, in, err := a.spec.Admit(e.Name, value)
	if err != nil {
		return err
	}
	switch o := &a.spec.Operations[op]; {
	case o.HasMode(e.Mode):
	case e.Mode == histories.Plain && len(o.Modes) == 1:
		e.Mode = o.Modes[0]
	default:
		return errors.New(o.Name + " can't be called in the mode " + e.Mode.String())
	}
	a.calls[e.Task] = op
	e.Name, e.Value = a.spec.Operations[op].Name, in
	return nil
}
