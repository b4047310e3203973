package harness

import (
	"fmt"
	"path/filepath"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/twin"
)

// inquest is what a check does in a process that was started because another one has died of an execution. Checks that the death was not
// in do nothing.
func (c *checker) inquest() outcome {
	e := c.child.Entry
	if e == nil || e.Check != c.name {
		return outcome{}
	}
	if c.child.Role == twin.RoleConfirm {
		return c.confirm(e)
	}
	return c.writeDown(e)
}

// confirm makes the execution again, with each of its decisions in the journal. If the process survives that, it says nothing.
func (c *checker) confirm(e *twin.Entry) outcome {
	j := c.child.Journal
	j.Begin(twin.Entry{Check: c.name, Share: probing})
	fault := c.prepare()
	j.End()
	switch {
	case fault != "" || e.Share == probing:
		return outcome{}
	case e.File != "":
		if x, err := c.load(e.File); err == nil {
			_, _, _ = c.again(e.File, x)
		}
		return outcome{}
	}
	c.target.Raw, c.target.Decided = true, j.Decided
	j.Begin(twin.Entry{Check: c.name, Seed: e.Seed, Share: e.Share, Runs: e.Runs})
	// Those before it are made as well: strategies learn from them.
	share := campaign.Share{Seed: e.Seed, Number: e.Share, Runs: e.Index + 1}
	_, _ = campaign.RunShare(c.target, share, func(p campaign.Position) { j.Next(p.Share, p.Index) }, nil)
	j.End()
	return outcome{}
}

// writeDown turns what the journal says into a counterexample and fails the test with it.
func (c *checker) writeDown(e *twin.Entry) outcome {
	d := c.child.Death
	if e.Share == probing {
		return failed("the process ended while the constructor was tried, before any scenario: %s\n\n%s", d.Message(), d.Excerpt())
	}
	if fault := c.prepare(); fault != "" {
		return failed("%s", fault)
	}
	switch {
	case d == nil:
		return c.unshrunk(e.File)
	case e.File != "":
		x, err := c.load(e.File)
		if err != nil {
			return failed("%s: %v", filepath.ToSlash(e.File), err)
		}
		x.Died, x.Message, x.Output = true, d.Message(), d.Excerpt()
		return outcome{fault: c.report(x, nil, &savedCase{path: e.File, kept: true}, 0)}
	}
	x := c.died(e, d)
	return outcome{fault: c.report(x, nil, c.save(x), 0)}
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
		return failed("%v: %s; run again, it ended well: %s", x.Verdict, x.Message, fmt.Sprint(filepath.ToSlash(file)))
	}
	return outcome{fault: text}
}
