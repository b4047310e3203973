package suite

import (
	"cmp"
	"regexp"
	"time"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/worker"
)

// Defaults of Options.
const (
	DefaultRuns   = 1000
	ShortRuns     = 200
	DefaultBudget = 10 * time.Second
	DefaultMemory = 2 << 30
	DefaultStall  = 20 * time.Second
	DefaultSlack  = 900 * time.Microsecond
)

// Options say which tests to run and how.
type Options struct {
	Dir        string   // the go command is run in; the current one if empty
	Env        []string // of the go command and of the tests; that of this process if nil
	Packages   []string // patterns; "." if empty
	BuildFlags []string // in go build's spelling: -race, -tags=x
	TestFlags  []string // in go test's spelling: -run=X, -skip=X, -short, -v, -cpu=2, -parallel=4

	Runs     int           // executions of each test
	Budget   time.Duration // for each test
	Total    time.Duration // for all that a package's tests take together; 0 means no limit
	Seed     uint64
	Strategy string        // one of campaign.Strategies; "" for all in turn
	Fresh    bool          // each execution has a process of its own
	Jobs     int           // packages in work at a time
	Memory   int64         // bytes that a process may take
	Stall    time.Duration // that a process may take for one execution, in real time
	// Slack is by how much virtual time may run ahead of a goroutine that could run: timers that are due within it may fire first. Tests
	// sleep a few milliseconds until others have done their part, so it is below one.
	Slack    time.Duration
	FailFast bool             // no more tests of a package after one that failed
	Daemons  []*regexp.Regexp // goroutines that may be left behind: functions on the stack of where they started, or wait

	Page worker.Page // how reports are to be written
	// Keep keeps a counterexample's file and returns its path, "" if it can't. It is called by one goroutine at a time.
	Keep func(c *counterexample.Counterexample, text []byte) string
	// Building, if not nil, is told of each package that is about to be built.
	Building func(pkg string)
}

func (o *Options) fill() {
	o.Runs = cmp.Or(o.Runs, DefaultRuns)
	o.Budget = cmp.Or(o.Budget, DefaultBudget)
	o.Jobs = cmp.Or(o.Jobs, 1)
	o.Memory = cmp.Or(o.Memory, DefaultMemory)
	o.Stall = cmp.Or(o.Stall, DefaultStall)
	o.Slack = cmp.Or(o.Slack, DefaultSlack)
	if len(o.Packages) == 0 {
		o.Packages = []string{"."}
	}
}
