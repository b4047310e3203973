package harness

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Explore fails t unless body ends well in every execution that it makes. It needs no model. An execution fails if
//
//   - body fails: t.Error, t.Fatal and their like say so for this execution alone;
//   - anybody panics;
//   - nobody can run any more, and body has not returned (deadlock);
//   - body runs for ever and only reads again what it has read (livelock);
//   - body has returned, the goroutines that it started have run as far as they can, and one of them waits or spins for ever
//     (goroutine leak).
//
// body is called once for each execution. It must make what it works on itself, since what it leaves behind in variables outside would
// be found by the next execution, and take its T's place in everything, since the outer test does not know of executions.
//
// Explore blocks until it is done; it takes turns with the checks of parallel tests. Called inside an execution it panics.
func Explore(t testing.TB, body func(t *T), opts ...Option) {
	t.Helper()
	mustBeOutside("Explore")
	if body == nil {
		t.Fatal("harness.Explore: the body is nil")
	}
	x := &exploration{tb: t, body: body}
	model := models.New(0, models.Do(bodyName, (*episode).run, func(s int) int { return s })).
		With(models.Name("body"), models.Label("a body without a model"))
	c := newChecker(t, opts)
	c.spec = model.Spec()
	c.target.Configs = []*models.Subject{x.subject(model.Bind(x.begin))}
	c.target.First = []*scenario.Scenario{{Tasks: [][]scenario.Op{{{Name: bodyName}}}}}
	c.target.Only, c.target.Judge, c.target.Patience = true, x.judge, nativePatience
	c.prepare = func() string {
		if len(c.settings.scenarios) > 0 {
			return "harness.Explore: the option Scenario is for Check: a body has no operations"
		}
		return ""
	}
	c.target.Outcome = func(*exec.Execution) string { return strings.Join(x.last.came, "; ") }
	c.judged, c.skipped = x.warn, x.skipped
	o := c.run()
	x.end()
	if o.fault != "" && x.last != nil && len(x.last.logs) > 0 {
		o.fault += "\n\nWhat the body logged\n  " + strings.Join(x.last.logs, "\n  ")
	}
	o.tell(t)
}

// bodyName is what the only operation of an exploration is called.
const bodyName = "body"

// ownTasks are the tasks of an execution that are not the body's doing: the one that makes the episode, and the body itself.
const ownTasks = 2

// exploration is the subject of Explore: an object of it is one execution of the body.
type exploration struct {
	tb    testing.TB
	body  func(*T)
	last  *episode // of the execution in progress, or the last one
	tasks int      // the most that an execution had
	why   *string  // the body has skipped itself
}

// subject makes an object only where an execution is to begin.
func (x *exploration) subject(s *models.Subject) *models.Subject {
	s.Offers = nil
	return s
}

func (x *exploration) begin() *episode {
	x.end()
	x.last = &episode{of: x, tb: x.tb}
	return x.last
}

// end clears up behind the last execution.
func (x *exploration) end() {
	if x.last == nil {
		return
	}
	for i := len(x.last.after) - 1; i >= 0; i-- {
		x.last.after[i]()
	}
	x.last.after = nil
}

// judge gives the verdict on an execution that has come to its end.
func (x *exploration) judge(e *exec.Execution) (verdict.Kind, string) {
	x.tasks = max(x.tasks, e.Tasks)
	p := x.last
	failure, panicked := e.Panics[0]
	switch {
	case p.failed:
		return verdict.WrongResult, p.first
	case p.skipped:
		return verdict.OK, ""
	case panicked:
		return verdict.Panic, "panic: " + failure.String()
	case e.History.Operations[0].Return == histories.Forever && e.Spun:
		return verdict.Livelock, "the body runs for ever and only reads again what it has read"
	case e.History.Operations[0].Return == histories.Forever && spins(e):
		return verdict.Livelock, "the body waits for ever, while a goroutine that it started runs and only reads again what it has read"
	case e.History.Operations[0].Return == histories.Forever:
		return verdict.Deadlock, "no task can run: " + waiting(e)
	case len(e.Leaks) > 0:
		return verdict.GoroutineLeak, "the body has returned, yet " + leaked(len(e.Leaks))
	}
	return verdict.OK, ""
}

// spins reports whether a goroutine is left that does not wait but runs for ever.
func spins(e *exec.Execution) bool {
	return slices.ContainsFunc(e.Stuck, func(s sched.Stuck) bool { return s.Spinning })
}

func waiting(e *exec.Execution) string {
	others := 0
	for _, s := range e.Stuck {
		if !s.Foreground {
			others++
		}
	}
	switch others {
	case 0:
		return "the body waits for ever"
	case 1:
		return "the body waits for ever, and so does a goroutine that it started"
	}
	return fmt.Sprintf("the body waits for ever, and so do %d goroutines that it started", others)
}

func leaked(n int) string {
	if n == 1 {
		return "a goroutine that it started waits for ever"
	}
	return fmt.Sprintf("%d goroutines that it started wait for ever", n)
}

func (x *exploration) skipped() (string, bool) {
	if x.why == nil {
		return "", false
	}
	return *x.why, true
}

// warn replaces what a search says of operations, of which a body has one, by what matters here.
func (x *exploration) warn(sum *campaign.Summary) {
	sum.Warnings = sum.Stats.LockOrders
	if x.tasks <= ownTasks {
		sum.Warnings = []string{"the body never started a goroutine: nothing concurrent was explored"}
	}
}
