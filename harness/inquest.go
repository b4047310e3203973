package harness

import (
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/twin"
	"github.com/tenter-go/tenter/harness/verdict"
)

// confirm makes an execution again that another process has died of, with each of its decisions in the journal. If this process survives
// that, it says nothing. Checks that the death was not in do nothing.
func (c *checker) confirm() outcome {
	e, j := c.child.Entry, c.child.Journal
	if e == nil || e.Check != c.name {
		return outcome{}
	}
	switch fault := c.probed(); {
	case fault != "" || e.Share == probing:
		return outcome{}
	case e.File != "":
		if x, err := c.load(e.File); err == nil {
			_, _, _ = c.again(e.File, x)
		}
		return outcome{}
	}
	c.target.Raw, c.target.Decided = true, j.Decided
	j.Begin(postmortem.Entry{Check: c.name, Seed: e.Seed, Share: e.Share, Runs: e.Runs})
	// Those before it are made as well: strategies learn from them.
	share := campaign.Share{Seed: e.Seed, Number: e.Share, Runs: e.Index + 1}
	_, _ = campaign.RunShare(c.target, share, func(p campaign.Position) { j.Next(p.Share, p.Index) }, nil)
	j.End()
	return outcome{}
}

// deathOf is the outcome of a check of which an earlier process has died. If another process dies later, the tests that were in progress
// are begun anew, and this is asked once more; it then says the same without doing the work again.
func (c *checker) deathOf(d *twin.Death) outcome {
	h := fnv.New64a()
	h.Write([]byte(c.name))
	known := filepath.Join(c.child.Folder, fmt.Sprintf("report-%016x", h.Sum64()))
	if text, err := os.ReadFile(known); err == nil {
		return outcome{fault: string(text)}
	}
	o := c.writeDown(d)
	_ = os.WriteFile(known, []byte(o.fault), 0o666)
	return o
}

// writeDown turns what is known of a death into a counterexample.
func (c *checker) writeDown(d *twin.Death) outcome {
	e := &d.Entry
	if e.Share == probing {
		return failed("the process ended while the constructor was tried, before any scenario: %s\n\n%s", d.Message(), d.Excerpt())
	}
	fault := c.probed()
	switch {
	case fault != "":
		return failed("%s", fault)
	case e.Shrinking:
		return c.unshrunk(e.File)
	case !d.Again:
		return failed("unknown: %s, in the middle of an execution, but that execution alone came to its end (seed %08x, share %d, index %d) — something else has "+
			"ended the process, or it depends on the executions before", d.Message(), e.Seed, e.Share, e.Index)
	case e.File != "":
		x, err := c.load(e.File)
		if err != nil {
			return failed("%s: %v", filepath.ToSlash(e.File), err)
		}
		c.describe(x, d)
		return outcome{fault: c.reportDeath(x, d, &savedCase{path: e.File, kept: true}, *e)}
	}
	x := c.died(d)
	raw := c.save(x) // whatever becomes of shrinking
	small, last := c.shrinkDeath(x, d)
	file := c.save(small)
	if file.path != raw.path && file.kept {
		raw.remove()
	}
	return outcome{fault: c.reportDeath(small, d, file, last)}
}

// died makes a counterexample of the execution that was the end of the process.
func (c *checker) died(d *twin.Death) *counterexample.Counterexample {
	e := &d.Entry
	config, sc := campaign.Scenario(c.target, campaign.Share{Seed: e.Seed, Number: e.Share, Runs: e.Runs}, e.Index)
	name := c.target.Name
	name.Config, name.Model = config, c.target.Configs[config].Spec.Label
	x := &counterexample.Counterexample{
		Target: name, Seed: e.Seed, Execution: position(e), Scenario: sc, Schedule: e.Schedule, GoVersion: goVersion(),
	}
	x.Found = x.Size()
	c.describe(x, d)
	return x
}

// Trials that are spent on making a deadly case smaller. Each takes a process; of an endless execution it takes the patience too.
const (
	deathTrials   = 120
	endlessTrials = 40
)

// shrinkDeath makes a deadly case smaller. last is what the journal said of it.
func (c *checker) shrinkDeath(x *counterexample.Counterexample, d *twin.Death) (small *counterexample.Counterexample, last postmortem.Entry) {
	stall, err := stallFromEnv()
	if err != nil {
		return x, last
	}
	trials, message := deathTrials, d.Message()
	if d.Endless {
		trials, stall = endlessTrials, twin.Patience(stall)
	}
	file := filepath.Join(c.child.Folder, "trial.txt")
	var alone bool
	small, alone, err = postmortem.Minimize(x, trials, func(x *counterexample.Counterexample) (*counterexample.Counterexample, bool, error) {
		text, err := counterexample.Format(x, c.spec)
		if err == nil {
			err = os.WriteFile(file, text, 0o666)
		}
		if err != nil {
			return x, false, err
		}
		again, err := c.child.Try(c.name, file, stall)
		if err != nil || again == nil || again.Endless != d.Endless || !d.Endless && again.Message() != message {
			return x, false, err
		}
		same := *x
		same.Schedule = again.Entry.Schedule
		last = again.Entry
		return &same, true, nil
	})
	switch {
	case err == nil && !alone:
		small.Message += "; made alone in a fresh process, the execution ended well: it takes those before it"
	case err != nil && !errors.Is(err, twin.ErrAsked):
		small.Message += fmt.Sprintf("; it could not be made smaller: %v", err)
	}
	return small, last
}

// describe enters in a case what the process died of.
func (c *checker) describe(x *counterexample.Counterexample, d *twin.Death) {
	x.Verdict, x.Died, x.Message, x.Output = verdict.Panic, true, d.Message(), d.Excerpt()
	if d.Endless {
		x.Verdict = verdict.Unknown
	}
}

// reportDeath is the report on a case that the process died of. Of an endless execution it names the file with the stacks of all
// goroutines, of which it shows the few that matter.
func (c *checker) reportDeath(x *counterexample.Counterexample, d *twin.Death, file *savedCase, last postmortem.Entry) string {
	var r *campaign.Replayed
	if x := campaign.Approach(c.target, x, last.Task, last.Steps); x != nil {
		r = &campaign.Replayed{Execution: x}
	}
	if !d.Endless || d.Output == "" {
		return c.report(x, r, file, 0)
	}
	stacks := filepath.Join(spareFolder(), escape(c.name)+".stacks.txt")
	if err := writeFile(stacks, []byte(d.Output)); err != nil {
		return c.report(x, r, file, 0, fmt.Sprintf("the stacks of all goroutines could not be kept: %v", err))
	}
	return c.report(x, r, file, 0, "the stacks of all goroutines are in "+stacks)
}

// unshrunk reports a case that was saved as it was found.
func (c *checker) unshrunk(file string) outcome {
	x, err := c.load(file)
	if err != nil {
		return failed("%s: %v", filepath.ToSlash(file), err)
	}
	text, fault, err := c.again(file, x)
	switch {
	case err != nil:
		return failed("%s: %v", filepath.ToSlash(file), err)
	case !fault:
		return failed("%v: %s; run again, it ended well: %s", x.Verdict, x.Message, filepath.ToSlash(file))
	}
	return outcome{fault: text}
}
