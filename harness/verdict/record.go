package verdict

import (
	"errors"
	"io"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Read reads a history that somebody has recorded, to its end, and brings its
// names and values into the terms of a model: that of choose, which is asked
// once, with what the file says it is of ("queue(4)", or nothing). File is
// its name in errors.
func Read(from io.Reader, file string, choose func(of string) (*models.Spec, error)) (*histories.Long, *models.Spec, error) {
	src, err := histories.Open(from, file)
	if err != nil {
		return nil, nil, err
	}
	a := admission{source: src, choose: choose, calls: map[int]int{}}
	l, err := histories.ReadLong(src, file, a.admit)
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
	calls  map[int]int // by task: the operation that it calls
}

func (a *admission) admit(e *histories.Event) (err error) {
	if a.spec == nil {
		if a.spec, err = a.choose(histories.Subject(a.source)); err != nil {
			return err
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
			e.Value, err = a.spec.AdmitResult(op, e.Value)
		}
	}
	return err
}

func (a *admission) call(e *histories.Event) error {
	op, in, err := a.spec.Admit(e.Name, e.Value)
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
