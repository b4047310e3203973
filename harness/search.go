package harness

import (
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/verdict"
)

// search is the campaign of one check, share by share, on the test's own goroutine.
type search struct {
	c       *checker
	seed    uint64
	start   time.Time
	limit   time.Time // zero: none
	late    bool
	signals chan os.Signal
	signal  os.Signal // not nil once the process was asked to end
	results []campaign.ShareResult
	made    int           // executions
	trials  int           // executions that served to make a violation smaller
	elapsed time.Duration // until a violation was found
}

// mostTrials bounds shrinking, in executions, so that its result does not depend on the machine. Under the race detector each of them takes
// many times as long.
const mostTrials = 200_000 >> (4 * race)

func (c *checker) search() outcome {
	s := &search{c: c, seed: c.settings.seedOf(c.name, c.repetition), start: time.Now(), signals: make(chan os.Signal, 2)}
	if c.settings.budget > 0 {
		s.limit = s.start.Add(c.settings.budget)
	}
	signal.Notify(s.signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(s.signals)
	found, err := s.shares()
	if err != nil {
		return failed("harness.Check: %v", err)
	}
	sum := campaign.Merge(s.seed, s.results)
	if sum.Elapsed = s.elapsed; found == nil {
		sum.Elapsed = time.Since(s.start)
	}
	if c.judged != nil {
		c.judged(&sum)
	}
	if s.signal != nil {
		s.leave(&sum, found)
	}
	if c.skipped != nil {
		if why, ok := c.skipped(); ok {
			return outcome{skip: why}
		}
	}
	if found != nil {
		return c.fail(found, &sum)
	}
	return c.conclude(&sum)
}

// shares makes the shares in their order, until one finds a violation, the budget is spent, or the process is asked to end. It returns
// the file of the violation.
func (s *search) shares() (*savedCase, error) {
	c := s.c
	plan := c.target.Plan(s.seed, c.settings.runs)
	for number := 0; number < len(plan) || plan == nil; number++ {
		share := campaign.Share{Seed: s.seed, Number: number, Runs: campaign.BudgetShare}
		if plan != nil {
			share = plan[number]
		}
		res, file, err := s.share(share)
		if err != nil {
			return nil, err
		}
		s.results = append(s.results, res)
		s.made += res.Stats.Executions
		if res.Found != nil || campaign.Explored(s.results) || s.stop() {
			return file, nil
		}
	}
	return nil, nil
}

// share makes one share. A violation is saved as it was found before it is made smaller: the executions that this takes are others, and
// one of them might be the end of the process.
func (s *search) share(share campaign.Share) (campaign.ShareResult, *savedCase, error) {
	c, j := s.c, s.c.child.Journal
	entry := postmortem.Entry{Check: c.name, Seed: s.seed, Share: share.Number, Runs: share.Runs}
	c.target.Raw, c.target.Trying = true, nil
	j.Begin(entry)
	res, err := campaign.RunShare(c.target, share, func(p campaign.Position) { j.Next(p.Share, p.Index) }, s.stop)
	j.End()
	if res.Stats.Nondeterministic > 0 && c.unsteady == nil {
		c.unsteady = &share
	}
	if err != nil || res.Found == nil {
		return res, nil, err
	}
	s.elapsed = time.Since(s.start)
	s.limit = time.Time{} // what was found is made small, however long that takes
	execution := s.made + res.Found.Position.Index + 1
	res.Found.Counterexample.Execution = execution
	raw := c.save(res.Found.Counterexample)
	share.Runs = res.Found.Position.Index + 1
	entry.File, entry.Shrinking = raw.path, true
	c.target.Raw = false
	c.target.Trying = func() { s.trials++; j.Tick() }
	c.target.Enough = func() bool { return s.trials >= mostTrials || s.interrupted() }
	j.Begin(entry)
	small, err := campaign.RunShare(c.target, share, nil, nil)
	j.End()
	if err != nil || small.Found == nil {
		return res, raw, err // it does not do the same twice; what was found is what there is
	}
	small.Found.Counterexample.Execution = execution
	file := c.save(small.Found.Counterexample)
	if file.path != raw.path && file.kept {
		raw.remove()
	}
	return small, file, nil
}

// stop is asked before each execution.
func (s *search) stop() bool {
	s.late = s.late || !s.limit.IsZero() && time.Now().After(s.limit)
	done := false
	if s.c.skipped != nil {
		_, done = s.c.skipped()
	}
	return s.late || done || s.interrupted()
}

// interrupted reports whether the process was asked to end.
func (s *search) interrupted() bool {
	select {
	case s.signal = <-s.signals:
	default:
	}
	return s.signal != nil
}

// leave ends the process as the signal would have, having said how far the check has come. What is logged to a test that does not end is
// never shown, so it goes to standard error.
func (s *search) leave(sum *campaign.Summary, found *savedCase) {
	if found != nil {
		os.Stderr.WriteString("tenter: " + s.c.name + ": interrupted\n" + s.c.fail(found, sum).fault + "\n")
	} else {
		os.Stderr.WriteString("tenter: " + s.c.name + ": interrupted; no violation so far: " + s.c.summary(sum) + "\n")
	}
	signal.Reset(s.signal)
	if self, err := os.FindProcess(os.Getpid()); err == nil && self.Signal(s.signal) == nil {
		time.Sleep(time.Second) // until the signal strikes
	}
	os.Exit(2)
}

// fail reports a violation.
func (c *checker) fail(file *savedCase, sum *campaign.Summary) outcome {
	x := sum.Found.Counterexample
	if x.Verdict == verdict.Nondeterminism {
		return failed("nondeterminism: %s (seed %08x, execution %d) — look for map iteration, math/rand, the real time, or state that outlives an execution; %s",
			x.Message, x.Seed, x.Execution, file.where())
	}
	r, err := campaign.Replay(c.target, x)
	if err != nil {
		return failed("%v: %s; and running it again failed: %v", x.Verdict, x.Message, err)
	}
	return outcome{fault: c.report(x, r, file, sum.Elapsed)}
}

// conclude judges a search without a violation.
func (c *checker) conclude(sum *campaign.Summary) outcome {
	o := outcome{logs: append([]string{c.summary(sum)}, c.warnings(sum)...)}
	if outcomes := sum.Stats.Histogram(); len(outcomes) > 0 {
		o.logs = append(o.logs, "outcomes:\n"+strings.Join(outcomes, "\n"))
	}
	switch {
	case sum.Stats.Executions == 0:
		o.fault = "unknown: the budget was spent before the first execution"
	case sum.Verdict != verdict.OK:
		o.fault = c.undecided(sum)
	}
	return o
}

// position tells which execution of the whole search it was, as well as that can be told from its share alone.
func position(e *postmortem.Entry) int { return e.Share*e.Runs + e.Index + 1 }
