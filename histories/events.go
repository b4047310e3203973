package histories

import (
	"cmp"
	"errors"
	"io"
	"slices"
)

// Events returns the events of h in their order, with the stamps as times. Of
// pending calls the ends are left out, as they are of stuck ones.
func (h *History) Events() []Event {
	type event struct {
		Event
		order int
	}
	var list []event
	for i := range h.Operations {
		o := &h.Operations[i]
		list = append(list, event{Event{Kind: Call, Task: o.Task, Name: o.Name, Mode: o.Mode, Value: o.In, Time: o.Call}, 3 * i})
		if o.Cancel != 0 && o.Cancel < o.Return {
			list = append(list, event{Event{Kind: Cancel, Task: o.Task, Time: max(o.Cancel, o.Call)}, 3*i + 1})
		}
		if o.Return != Forever {
			list = append(list, event{Event{Kind: End, Task: o.Task, Outcome: o.Outcome, Value: o.Out, Time: o.Return}, 3*i + 2})
		}
	}
	for _, q := range h.Quiescences {
		list = append(list, event{Event{Kind: Quiet, Time: q.At}, 3 * len(h.Operations)})
	}
	slices.SortFunc(list, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.order, b.order))
	})
	events := make([]Event, len(list))
	for i := range list {
		events[i] = list[i].Event
	}
	return events
}

// LongOf returns h as a Long. Events of one stamp count as concurrent.
func LongOf(h *History) (*Long, error) {
	l := &Long{}
	for _, e := range h.Events() {
		if err := l.Add(e); err != nil {
			return nil, err
		}
	}
	l.Finish()
	return l, nil
}

// ReadLong reads a history to its end. Each event is passed through edit, if that is
// not nil, which may change it or refuse it.
func ReadLong(from Source, file string, edit func(*Event) error) (*Long, error) {
	l := &Long{recorded: true}
	for {
		e, err := from.Next()
		if errors.Is(err, io.EOF) {
			l.Finish()
			return l, nil
		}
		if err != nil {
			return nil, err
		}
		if edit != nil {
			err = edit(&e)
		}
		if err == nil {
			err = l.Add(e)
		}
		if err != nil {
			return nil, &LineError{file, e.Line, err}
		}
	}
}

// WriteHistory writes h in the line format, and Flushes. Times are written only if some event has the stamp of another.
func WriteHistory(w io.Writer, model string, h *History) error {
	events := h.Events()
	timed := false
	for i := 1; i < len(events); i++ {
		timed = timed || events[i].Time == events[i-1].Time && events[i].Kind != Cancel
	}
	out := NewWriter(w, model)
	for _, e := range events {
		if !timed {
			e.Time = 0
		}
		if err := out.Write(e); err != nil {
			return err
		}
	}
	return out.Flush()
}
