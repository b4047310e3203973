package verdict

import (
	"fmt"
	"io"

	"github.com/anishathalye/porcupine"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Picture writes porcupine's picture of a history, a page of HTML: the calls of each task with the
// longest orders that the model allows. It returns an error if the history is too long for that.
func (j *Judge) Picture(l *histories.Long, w io.Writer) error {
	if len(l.Calls) > models.MaxCalls {
		return fmt.Errorf("a history of %d calls: a picture is of at most %d", len(l.Calls), models.MaxCalls)
	}
	h := l.History(j.spec.Index)
	c := &confirmation{machine: j.spec.TwoPhase(), budget: j.Budget, h: h, demands: true}
	if err := c.machine.Load(h); err != nil {
		return err
	}
	m := c.model()
	m.DescribeOperation = func(input, _ any) string { return l.StandIns.Restore(c.describe(input.(moment))) }
	m.DescribeState = func(state any) string { return l.StandIns.Restore(j.spec.Describe(state.(situation).model)) }
	list := c.operations()
	giveRows(list, h)
	for i := range list {
		if list[i].Return == histories.Forever {
			list[i].Return = int64(l.Events()) + 1
		}
	}
	model := m.ToModel()
	_, info := porcupine.CheckOperationsVerbose(model, list, 0)
	return porcupine.Visualize(model, info, w)
}

// giveRows has each task's calls in one row, and each call's later moments in a row below those, without empty ones in between.
func giveRows(list []porcupine.Operation, h *histories.History) {
	next := 0
	for i := range h.Operations {
		next = max(next, h.Operations[i].Task+1)
	}
	later := map[int]int{}
	for i := range list {
		if at := list[i].Input.(moment); at.kind == enters {
			list[i].ClientId = h.Operations[at.call].Task
			continue
		}
		row, known := later[list[i].ClientId]
		if !known {
			row, next = next, next+1
			later[list[i].ClientId] = row
		}
		list[i].ClientId = row
	}
}

// describe says what a moment is.
func (c *confirmation) describe(m moment) string {
	if m.kind == settles {
		return "nothing can run"
	}
	o := &c.h.Operations[m.call]
	switch m.kind {
	case isGranted, isHeld:
		return o.Invocation() + " goes on"
	case gives, leaves:
		return o.Invocation() + " gives up"
	}
	return o.String()
}
