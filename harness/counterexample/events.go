package counterexample

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// A history is kept in the line format of package histories. What is at the same time, where a task's own calls overlap by their stamps, has the same reading of a
// clock that counts such moments.

// moment is an event of a history with its stamp.
type moment struct {
	at    int64
	kind  histories.EventKind
	op    int
	group int64
}

// formatHistory writes the events of h.
func formatHistory(b *bytes.Buffer, h *histories.History) error {
	var lines bytes.Buffer
	w := histories.NewWriter(&lines, "")
	for _, m := range moments(h) {
		e := histories.Event{Kind: m.kind}
		if h.Unordered {
			e.Time = m.group
		}
		if m.kind != histories.Quiet {
			o := &h.Operations[m.op]
			e.Task = o.Task
			switch m.kind {
			case histories.Call:
				e.Name, e.Mode, e.Value = o.Name, o.Mode, o.In
			case histories.End:
				e.Outcome, e.Value = o.Outcome, o.Out
			}
		}
		if err := w.Write(e); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for line := range strings.Lines(lines.String()) {
		fmt.Fprintf(b, "\t%s", line)
	}
	return nil
}

// moments lists the events of h in the order in which they are to be written.
func moments(h *histories.History) (list []moment) {
	for i := range h.Operations {
		o := &h.Operations[i]
		list = append(list, moment{at: o.Call, kind: histories.Call, op: i})
		if o.Cancel > 0 && o.Cancel < o.Return && o.Mode == histories.Cancellable {
			// A signal before the call is one right behind its beginning: nobody can tell.
			list = append(list, moment{at: max(o.Cancel, o.Call), kind: histories.Cancel, op: i})
		}
		if o.Return != histories.Forever {
			list = append(list, moment{at: o.Return, kind: histories.End, op: i})
		}
	}
	for k := range h.Quiescences {
		list = append(list, moment{at: h.Quiescences[k].At, kind: histories.Quiet, op: k})
	}
	slices.SortStableFunc(list, func(a, b moment) int { return cmp.Compare(a.at, b.at) })
	if !h.Unordered {
		return list
	}
	group, ended := int64(1), false
	for i := range list {
		quiet := list[i].kind == histories.Quiet
		if begins := list[i].kind != histories.End; begins && ended || quiet {
			group++
		}
		list[i].group, ended = group, list[i].kind == histories.End || quiet
	}
	slices.SortStableFunc(list, func(a, b moment) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(taskOf(h, a), taskOf(h, b)), cmp.Compare(a.op, b.op))
	})
	return list
}

func taskOf(h *histories.History, m moment) int {
	if m.kind == histories.Quiet {
		return -1
	}
	return h.Operations[m.op].Task
}

// seenLine takes a line of the history.
func (p *parser) seenLine(text string) error {
	p.seen.WriteString(text)
	p.seen.WriteByte('\n')
	return nil
}

// readHistory reads the events that were taken.
func (p *parser) readHistory(spec *models.Spec) error {
	if p.seen.Len() == 0 || p.c.Observed == nil {
		return nil
	}
	r := histories.NewReader(strings.NewReader(p.seen.String()), "history")
	var l histories.Long
	for {
		e, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && e.Kind == histories.Call {
			err = admitted(&e, spec)
		}
		if err == nil {
			err = l.Add(e)
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrFormat, err)
		}
	}
	l.Finish()
	h := l.History(spec.Index)
	h.Unordered = p.unordered
	if err := h.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	p.c.Observed.History = h
	return nil
}

// admitted checks that the model has the call.
func admitted(e *histories.Event, spec *models.Spec) error {
	i := spec.Index(e.Name)
	if i < 0 {
		return fmt.Errorf("%s has no operation %q", spec.Name, e.Name)
	}
	if !spec.Operations[i].Args.Fits(e.Value) {
		return fmt.Errorf("operation %q: argument %v does not fit", e.Name, e.Value)
	}
	return nil
}
