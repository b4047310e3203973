package harness

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/sched"
	suite "github.com/tenter-go/tenter/harness/shim/tests"
	"github.com/tenter-go/tenter/harness/twin"
	"github.com/tenter-go/tenter/models"
)

// Check fails t unless every execution that it makes is one that the model allows. construct makes a fresh object, or an adapter around
// one; it is called once for each execution, as are the operations of the model, by tasks under control. Each object must be independent of
// all others.
//
// A failure names the violation, shows the smallest execution that has it, and saves it below testdata/tenter, where it
// is tried first next time. A pass is logged (go test -v) with what was covered: read it, since a check that never saw a call wait
// says little about waiting.
//
// Check blocks until it is done. Checks of parallel tests take turns, since one scheduler serves the process. It must not be called from
// the body of Explore or from an operation; there it panics.
func Check[X any](t testing.TB, m *models.Model[X], construct func() X, opts ...Option) {
	t.Helper()
	mustBeOutside("Check")
	switch {
	case m == nil:
		t.Fatal("harness.Check: the model is nil; pass one of package models, or one made by models.New")
	case construct == nil:
		t.Fatal("harness.Check: the constructor is nil; pass a function that returns a fresh object")
	}
	c := newChecker(t, opts)
	probe := &probe{subject: m.Bind(construct)}
	c.target.Configs = []*models.Subject{probe.guarded()}
	if stressMode() { // objects are made outside of executions
		c.target.Configs[0] = probe.subject
	}
	c.target.Limits = c.settings.limits
	c.spec, c.reported = m.Spec(), m.Spec()
	c.prepare = func() string {
		if fault := probe.run(c.name, c.settings.limits); fault != "" {
			return fault
		}
		c.notOffered = probe.missing()
		return c.addScenarios()
	}
	c.run().tell(t)
}

// checker makes one check of one test.
type checker struct {
	name       string // of the check: the test's, with a number if the test makes several
	at         string // "sem_test.go:12: ", as package testing will put it before what the check says
	repetition int
	settings   settings
	target     *campaign.Target
	spec       *models.Spec
	reported   *models.Spec  // nil if there is no model that a reader should hear of
	prepare    func() string // looks for mistakes of use under control; returns what is wrong
	notOffered []string
	judged     func(*campaign.Summary) // adds what only the kind of check knows; may be nil
	skipped    func() (string, bool)   // whether the body has skipped itself, and why; may be nil
	child      *twin.Child
	unsteady   *campaign.Share // the first in which an execution went otherwise when it was repeated
}

// outcome is what a check has to tell its test.
type outcome struct {
	fault string // the test fails
	skip  string // the test is skipped
	logs  []string
}

func failed(format string, args ...any) outcome { return outcome{fault: fmt.Sprintf(format, args...)} }

// tell is the only place where a check speaks to its test, so that go test shows the position of the call that made the check.
func (o outcome) tell(t testing.TB) {
	t.Helper()
	for _, line := range o.logs {
		t.Log(line)
	}
	switch {
	case o.fault != "":
		t.Error(o.fault)
	case o.skip != "":
		t.Skip(o.skip)
	}
}

// checks numbers the checks of each test, and the repetitions of each check.
var checks = struct {
	sync.Mutex
	ofTest map[testing.TB]int
	made   map[string]int
}{ofTest: map[testing.TB]int{}, made: map[string]int{}}

func newChecker(t testing.TB, opts []Option) *checker {
	checks.Lock()
	defer checks.Unlock()
	if checks.ofTest[t] == 0 {
		t.Cleanup(func() {
			checks.Lock()
			defer checks.Unlock()
			delete(checks.ofTest, t)
		})
	}
	checks.ofTest[t]++
	name := twin.CheckName(t.Name(), checks.ofTest[t])
	repetition := checks.made[name]
	checks.made[name]++
	if program.child != nil {
		repetition += program.child.Made
	}
	s := newSettings(testing.Short(), opts)
	return &checker{
		name: name, at: testsLine(), repetition: repetition, settings: s, child: program.child,
		target: &campaign.Target{Name: counterexample.Target{Test: name, Pkg: packagePath()}, Strategy: s.strategy, Patience: patience()},
	}
}

// testsLine returns the position that package testing puts before what a check logs, as long as no helper of the user's stands between.
func testsLine() string {
	_, file, line, _ := runtime.Caller(3)
	return fmt.Sprintf("%s:%d: ", filepath.Base(file), line)
}

// mustBeOutside panics where a check is made within another one: the scheduler can't run an execution inside an execution.
func mustBeOutside(what string) {
	if sched.Current() != nil && !suite.Twin() {
		panic("harness." + what + ": called inside an execution, from the body of Explore or from an operation — call it from the test itself")
	}
}

// turn admits one check at a time: who steps is known to the whole process, and so is the journal.
var turn sync.Mutex

func (c *checker) run() outcome {
	if stressMode() && c.child == nil {
		return c.stressed()
	}
	if o := c.admit(); o != nil {
		return *o
	}
	turn.Lock()
	defer turn.Unlock()
	defer c.target.Close()
	c.target.Stepped = c.child.Journal.Stepped
	if c.child.Role == twin.RoleConfirm {
		return c.confirm()
	}
	if d := c.child.Deaths[c.name]; d != nil {
		return c.deathOf(d)
	}
	leaks := watchLeaks()
	o := c.checkAll()
	c.target.Close()
	if leak := leaks.find(); leak != "" && o.fault == "" && o.skip == "" {
		o.fault = leak
	}
	return o
}

// admit says why the check can't be made, or returns nil.
func (c *checker) admit() *outcome {
	var o outcome
	allowed, err := uncontrolledAllowed()
	switch {
	case suite.Twin():
		o = outcome{skip: "tenter: skipped: this test makes a search of its own, which go test runs; check test is for all others"}
	case err != nil:
		o = failed("tenter: %v", err)
	case !program.entered:
		o = failed("tenter: not under control: the package has no TestMain that calls tenter — add: func TestMain(m *testing.M) { harness.Main(m) }")
	case c.child == nil && allowed:
		o = outcome{skip: "tenter: skipped, as TENTER_UNCONTROLLED=ok allows; not under control: " + program.why}
	case c.child == nil:
		o = failed("tenter: not under control: %s (TENTER_UNCONTROLLED=ok skips such tests)", program.why)
	case sched.Stamp() == "":
		o = failed("tenter: not under control: this binary is not instrumented — remove the cache folder and run go test again")
	default:
		if err := c.settings.fromEnv(); err != nil {
			c.settings.fault("tenter: %v", err)
		}
		if len(c.settings.faults) == 0 {
			return nil
		}
		o = failed("%s", strings.Join(c.settings.faults, "\n"))
	}
	return &o
}

// checkAll tries the saved cases and then searches.
func (c *checker) checkAll() outcome {
	if fault := c.probed(); fault != "" {
		return failed("%s", fault)
	}
	o := c.retry()
	if o.fault != "" {
		return o
	}
	found := c.search()
	found.logs = append(o.logs, found.logs...)
	return found
}

// probed looks for mistakes of use and says what is wrong. The journal knows of it: a constructor may be the end of the process.
func (c *checker) probed() string {
	c.child.Journal.Begin(postmortem.Entry{Check: c.name, Share: probing})
	defer c.child.Journal.End()
	return c.prepare()
}

// addScenarios reads the scenarios of the user's own.
func (c *checker) addScenarios() string {
	for _, tasks := range c.settings.scenarios {
		sc, err := parseScenario(tasks, c.spec)
		if err != nil {
			return fmt.Sprintf("harness.Scenario: %v", err)
		}
		c.target.First = append(c.target.First, sc)
	}
	return ""
}
