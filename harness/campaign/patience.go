package campaign

import "github.com/tenter-go/tenter/harness/exec"

// patience decides, execution by execution of a share, how long the strategy may have its way before tasks take turns. Turns are for programs
// that would otherwise never end: a loop that waits, with work of its own in each round, for a task that a strategy never chooses. A program
// that ends by itself, only late, is another one when it is made fair: what a task does that was kept waiting through a long loop is never
// seen. Which it is, one execution tells that is given nearly all of its steps.
type patience struct {
	long    bool // an execution went on past the first limit
	endless bool // one went on past the second as well
}

// patientShares is how many shares there are to one that is patient: long executions take a second.
const patientShares = 8

// The limits, in steps. The second leaves room for the program to end once it is made fair.
const (
	fairEarly = 20_000
	fairLate  = 800_000
)

// fair returns the limit for the next execution; 0 stands for the first, which is the scheduler's own.
func (p *patience) fair() int {
	if p.long && !p.endless {
		return fairLate
	}
	return 0
}

func (p *patience) learn(x *exec.Execution) {
	p.endless = p.endless || x.Steps > fairLate
	p.long = p.long || x.Steps > fairEarly
}
