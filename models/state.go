package models

import (
	"fmt"
	"slices"
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

func tooMany(calls int) error {
	return fmt.Errorf("history of %d calls: at most %d can be judged exactly", calls, MaxCalls)
}
