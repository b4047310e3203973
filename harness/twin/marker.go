package twin

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/tenter-go/tenter/harness/sched"
)

// Marker is the environment variable that tells a process that it is a child.
const Marker = "TENTER_TWIN"

// Role is what a child is run for.
type Role string

// The roles.
const (
	RoleRun     Role = "run"     // the tests, as go test wanted them
	RoleConfirm Role = "confirm" // one execution again, of which a child died, to see whether it dies of it again
	RoleWrite   Role = "write"   // to write down the execution that two children have died of
)

// orders are what the marker says.
type orders struct {
	Role     Role
	Journal  string // file
	Lifeline int    // file descriptor, 0 for none
	Death    *Death `json:",omitempty"` // for RoleWrite
}

// Death says how a child ended that should not have.
type Death struct {
	Cause   string // "exit status 3", "signal: aborted", "no step for 20s"
	Endless bool   // it had to be killed, since the execution did not end
	Output  string // the end of what it wrote
}

// Child is the state of a process that is a twin.
type Child struct {
	Role    Role
	Journal *Journal // nil if nobody watches
	Entry   *Entry   // for RoleConfirm and RoleWrite: the execution that an earlier child was at when it ended
	Death   *Death   // for RoleWrite: how it ended; nil if what it was at was only to shrink a case
}

// Enter tells whether this process is a twin. It returns nil in a native binary. The marker is taken out of the environment, since what
// the tests start are no children. Enter must be called before the tests run.
//
// A twin that was started by hand, or by the fuzzing engine as one of its workers, has no marker: it is a child that nobody watches.
func Enter() (*Child, error) {
	text, marked := os.LookupEnv(Marker)
	os.Unsetenv(Marker)
	if sched.Stamp() == "" {
		if marked {
			return nil, fmt.Errorf("the twin of %s was built but is not under control — remove the cache folder, and if that does not help, report it", os.Args[0])
		}
		return nil, nil
	}
	if !marked {
		return &Child{Role: RoleRun}, nil
	}
	var o orders
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return nil, fmt.Errorf("cannot read %s: %w — unset it: it is meant for processes that tenter starts", Marker, err)
	}
	journal, err := openJournal(o.Journal)
	if err != nil {
		return nil, err
	}
	holdLifeline(o.Lifeline)
	child := &Child{Role: o.Role, Journal: journal, Death: o.Death}
	if o.Role != RoleRun {
		child.Entry = journal.Open()
		journal.End()
	}
	return child, nil
}

// environ returns the environment of a child.
func (o orders) environ() ([]string, error) {
	text, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	return append(os.Environ(), Marker+"="+string(text)), nil
}
