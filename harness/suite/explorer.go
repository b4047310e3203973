package suite

import (
	"fmt"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/tests"
	"github.com/tenter-go/tenter/harness/verdict"
)

// explorer searches one test.
type explorer struct {
	r        *packageRun
	t        *Test
	remote   *remote
	target   *campaign.Target
	limit    time.Time // of the search
	seed     uint64
	unsteady *campaign.Share // the first in which an execution went otherwise when it was made again
	trials   int             // executions that served to make a violation smaller

	start   time.Time     // of the search
	elapsed time.Duration // until it found a violation
}

// Bounds that keep a search from lasting too long where each execution costs the start of a process, about 20 ms.
const (
	freshRuns   = 100
	mostTrials  = 20_000
	freshTrials = 200
	deathTime   = 10 * time.Second
	mostMade    = 2_000 // executions that one process makes, so that what leaks from them does not add up
)

func newExplorer(r *packageRun, index int, t *Test) *explorer {
	x := &explorer{r: r, t: t, remote: &remote{of: r.prog, test: index}, seed: r.seed(t.Name)}
	x.target = targetOf(r.p.Path, t.Name)
	x.remote.scenario, x.remote.daemons.named = x.target.First[0], r.s.o.Daemons
	x.target.Runner, x.target.Judge, x.target.Strategy = x.remote, x.remote.judge, r.s.o.Strategy
	x.target.Trying = func() {
		if x.trials++; x.trials == 1 {
			x.elapsed = time.Since(x.start)
		}
	}
	x.target.Enough = x.enough
	return x
}

// enough reports whether a violation has been made as small as it is worth. A process that dies may take a second to do so.
func (x *explorer) enough() bool {
	most := mostTrials
	if x.remote.keep == fresh || x.remote.deaths > 0 {
		most = freshTrials
	}
	return x.trials >= most || x.remote.err != nil || x.remote.deaths > 0 && time.Since(x.start) > x.elapsed+deathTime
}

func (x *explorer) close() { x.remote.stop() }

// explore searches the test, in one process for as long as what it finds does not depend on the executions before, else in fresh ones.
func (x *explorer) explore() error {
	start := time.Now()
	if err := x.calibrate(); err != nil || x.remote.hangs > 0 {
		return err
	}
	for {
		x.limit = limit(start, time.Now(), x.r.s.o.Budget)
		sum, err := x.search()
		if err != nil {
			return err
		}
		sure, err := x.conclude(sum)
		if err != nil || sure {
			return err
		}
		x.remote.keep = fresh
		x.t.Notes = append(x.t.Notes, "a violation depended on what earlier executions had left behind in the process, so each execution was given a fresh one")
	}
}

// limit says until when a search that begins now may go on: until the budget is spent of a test that began at start, and for a quarter of it in any
// case, since what came before the search gives no verdict.
func limit(start, now time.Time, budget time.Duration) time.Time {
	end, least := start.Add(budget), now.Add(budget/4)
	if end.Before(least) {
		return least
	}
	return end
}

// calibrate finds out what an execution leaves behind for the next one: it makes the same one again and again.
func (x *explorer) calibrate() error {
	defer x.remote.stop()
	if x.r.s.o.Fresh {
		x.remote.keep = fresh
	}
	var sums []uint64
	for range 3 {
		o, f := x.remote.ask(&tests.Request{Test: x.remote.test}, nil)
		if x.remote.err != nil {
			return x.remote.err
		}
		if f != nil && f.hung {
			x.remote.hangs++
			x.t.hung(f)
			return nil
		}
		if f != nil || o.Failed || !o.Returned || o.Ending != sched.EndQuiet {
			return nil // the search will meet it
		}
		if len(o.Stuck) > 0 {
			return x.learnDaemons()
		}
		x.target.Longest = max(x.target.Longest, o.Branched)
		sums = append(sums, o.Sum)
	}
	switch {
	case sums[0] == sums[1] && sums[1] == sums[2]:
	case x.remote.keep == fresh:
		return nil // each of them was the first of its process: the search will say so
	case sums[1] == sums[2]:
		x.remote.keep = warmed
		x.t.Notes = append(x.t.Notes, "the first execution in a process takes other steps than later ones, so each process makes one that does not count")
	default:
		x.remote.keep = fresh
		x.t.Notes = append(x.t.Notes, "each execution takes other steps than the one before in the same process, so each was given a fresh one")
	}
	return nil
}

// learnDaemons is for a test that leaves goroutines behind in the plainest execution already. Those that are daemons are dead in the next
// execution of the same process, which does not know.
func (x *explorer) learnDaemons() error {
	err := x.remote.daemons.learn(x.remote)
	if x.remote.daemons.any() {
		x.remote.keep = fresh
	}
	for _, place := range slices.Sorted(maps.Keys(x.remote.daemons.found)) {
		x.t.Notes = append(x.t.Notes, fmt.Sprintf("the goroutine started at %s outlives the test, but is started once in a process: it counts as a daemon, "+
			"and each execution was given a fresh process", filepath.Base(place)))
	}
	return err
}

// search makes the campaign's shares until one finds a violation or the time is spent.
func (x *explorer) search() (campaign.Summary, error) {
	runs := x.r.s.o.Runs
	if x.remote.keep == fresh {
		runs = min(runs, freshRuns)
	}
	x.target.Close() // what it knows is of another way to run
	x.t.Short = false
	var results []campaign.ShareResult
	x.unsteady = nil
	x.start, x.trials = time.Now(), 0
	plan := x.target.Plan(x.seed, runs)
	for _, share := range plan {
		if x.remote.proc != nil && x.remote.proc.made >= mostMade {
			x.remote.stop()
		}
		res, err := campaign.RunShare(x.target, share, nil, x.stop)
		if err = firstOf(x.remote.err, err); err != nil {
			return campaign.Summary{}, err
		}
		if res.Stats.Nondeterministic > 0 && x.unsteady == nil {
			x.unsteady = &share
		}
		if results = append(results, res); campaign.Explored(results) {
			break
		}
		if res.Found != nil || x.stop() {
			x.t.Short = res.Found == nil && x.remote.hangs == 0 && (len(results) < len(plan) || res.Stats.Executions < share.Runs)
			break
		}
	}
	return campaign.Merge(x.seed, results), nil
}

// stop is asked before each execution. One that did not get on has taken the time of thousands, and the next ones would not get on either.
func (x *explorer) stop() bool {
	return x.remote.err != nil || x.remote.hangs > 0 || time.Now().After(x.limit)
}

// conclude enters what a search gave. It reports false if a violation was found that a fresh process does not show.
func (x *explorer) conclude(sum campaign.Summary) (sure bool, err error) {
	t := x.t
	t.Stats, t.Verdict, t.Message = sum.Stats, sum.Verdict, ""
	t.Whole, t.Coverage = sum.Whole, sum.Coverage()
	switch {
	case sum.Found == nil:
		t.Warnings = sum.Stats.LockOrders
		if g := x.remote.passed; g != nil {
			t.Output = postmortem.Excerpt(g.output)
		}
		t.Message = x.undecided(&sum)
		return true, nil
	case sum.Verdict == verdict.Nondeterminism && x.remote.keep != fresh:
		return false, nil
	}
	c := sum.Found.Counterexample
	if sum.Verdict == verdict.Nondeterminism {
		t.Message, t.Output = c.Message, c.Output
		if g := x.remote.passed; g != nil {
			t.Output = postmortem.Excerpt(g.output)
		}
		return true, nil
	}
	c.GoVersion = runtime.Version()
	c.Twin = &counterexample.Twin{Flags: x.r.s.flags(), Warmed: x.remote.keep == warmed}
	x.remote.stop()
	r, err := campaign.Replay(x.target, c)
	if err = firstOf(x.remote.err, err); err != nil {
		return false, err
	}
	switch {
	case r.Verdict == c.Verdict:
		return true, x.found(c, r)
	case x.remote.keep != fresh:
		return false, nil
	}
	t.Verdict = verdict.Nondeterminism
	t.Message = fmt.Sprintf("%s: %s; made again in a fresh process, the same schedule gives %s", c.Verdict, c.Message, r.Verdict)
	return true, nil
}

// undecided says why a search without a violation is no pass, or returns "".
func (x *explorer) undecided(sum *campaign.Summary) string {
	switch sum.Verdict {
	case verdict.Nondeterminism:
		return "an execution took other steps when it was made again: " + x.difference()
	case verdict.Unknown:
		for reason := range sum.Stats.Reasons {
			return reason
		}
	}
	return ""
}
