package histories

import "fmt"

// EventKind says what an event of a history is.
type EventKind uint8

const (
	// Call: a task calls an operation.
	Call EventKind = iota
	// End: the open call of a task comes to its end.
	End
	// Cancel: the context of the open call of a task is cancelled. The call goes on until it ends.
	Cancel
	// Void: the open call of a task is known to have had no effect, whatever it
	// returned; it is no part of the history.
	Void
	// Lost: nobody will learn how the open call of a task ended. It may have
	// taken effect, and it may do so at any later moment. The task is free to
	// make other calls.
	Lost
	// Quiet: a quiescence. All calls that are open are stuck.
	Quiet
)

// Event is one moment of a history, as a reader gives it and a writer takes it.
type Event struct {
	Kind    EventKind
	Task    int
	Name    string  // of the operation, for Call
	Mode    Mode    // for Call
	Outcome Outcome // for End
	Value   any     // the argument for Call, the result for End

	// Time is a reading of some clock, or 0 where the order of the events is
	// all that is known. Events of one reading count as concurrent.
	Time int64
	// Line is where the event stands in its file, from 1; 0 if it is from none.
	Line int
}

// Source gives the events of a history in their order, and io.EOF after the last.
type Source interface {
	Next() (Event, error)
}

// LineError is a line of a file that is no part of a history.
type LineError struct {
	File string
	Line int
	Err  error
}

// Error returns file, line and reason.
func (e *LineError) Error() string { return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err) }

// Unwrap returns the reason.
func (e *LineError) Unwrap() error { return e.Err }
