package twin

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tenter-go/tenter/harness/confine"
	"github.com/tenter-go/tenter/harness/postmortem"
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
)

// orders are what the marker says.
type orders struct {
	Role     Role
	Journal  uintptr // number of the inherited file
	Lifeline uintptr // and of the inherited pipe, 0 for none
	Folder   string  // for what processes have to tell each other besides
	Deaths   string  `json:",omitempty"` // for RoleRun: file that holds those of earlier children
	Made     int     `json:",omitempty"` // for RoleRun: how often earlier children have repeated the tests
}

// Child is the state of a process that is a twin.
type Child struct {
	Role    Role
	Journal *postmortem.Journal // nil if nobody watches
	Entry   *postmortem.Entry   // for RoleConfirm: the execution that an earlier child was at when it ended
	Deaths  map[string]*Death   // for RoleRun: the checks of which earlier children have died
	Made    int                 // how often the tests have been repeated before, in earlier children
	Folder  string              // is removed when all is over; "" if nobody watches
	home    string              // where the process was started
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
	confine.Keep(o.Journal) // what the tests start must not hold it
	journal, err := postmortem.Open(os.NewFile(o.Journal, "journal"))
	if err != nil {
		return nil, err
	}
	child := &Child{Role: o.Role, Journal: journal, Made: o.Made, Folder: o.Folder}
	holdLifeline(o.Lifeline, filepath.Join(o.Folder, stacksFile))
	if child.home, err = os.Getwd(); err != nil {
		return nil, err
	}
	if child.Deaths, err = readDeaths(o.Deaths); err != nil {
		return nil, err
	}
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
