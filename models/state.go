package models

import (
	"fmt"
	"slices"

	"github.com/tenter-go/tenter/histories"
)

// State is a state of a specification: that of the model, and the calls that
// wait in it. It is a value and does not change.
type State struct {
	user    any
	waiting []Waiter
	held    []hold
}

// hold is what a call was granted that ended as cancelled and has not given it
// back yet.
type hold struct {
	call int
	out  any
}

// Waiting returns the calls that wait.
func (st State) Waiting() []Waiter { return slices.Clone(st.waiting) }

// AppendKey appends an encoding of the state to buf. States have equal ones only
// if their specification can't tell them apart: it leaves out which calls of a
// history those are that wait.
func (st State) AppendKey(buf []byte) []byte {
	buf = histories.AppendValue(buf, st.user)
	for _, w := range st.waiting {
		buf = histories.AppendValue(append(buf, 'w'), w.op)
		buf = histories.AppendValue(buf, w.Arg)
		buf = histories.AppendValue(buf, w.Stage)
		buf = histories.AppendValue(buf, w.cut)
	}
	for _, h := range st.held {
		buf = histories.AppendValue(append(buf, 'h'), h.out)
	}
	return buf
}

func tooMany(calls int) error {
	return fmt.Errorf("history of %d calls: at most %d can be judged exactly", calls, MaxCalls)
}
