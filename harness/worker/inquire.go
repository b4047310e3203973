package worker

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
)

// errInterrupted ends an inquiry: the campaign is over, and nobody waits for it.
var errInterrupted = errors.New("interrupted while looking into the end of a worker")

// inquire finds out what the failure f of worker w in the middle of a share was about, and makes a result for the share of it. The worker's
// own counts are lost with it; the executions before the last one are made again for them.
func (s *supervisor) inquire(share campaign.Share, w *process, f *failure) (res campaign.ShareResult, hung bool, err error) {
	if s.killed.Load() {
		return res, false, errInterrupted
	}
	at, err := readNote(w.note)
	if err != nil {
		return res, false, err
	}
	if !at.started || at.position.Share != share.Number {
		return res, false, fmt.Errorf("the worker %s before the first execution of its share\n%s", f.how(), f.output)
	}
	index := at.position.Index
	if res, err = s.before(share, index); err != nil {
		return res, false, err
	}
	if f.hung {
		s.enterHang(&res, f)
		return res, true, nil
	}
	d := &death{s: s, share: share, index: index, first: f}
	if err = d.inquire(); err != nil {
		return res, false, err
	}
	if d.again != nil && d.again.hung {
		s.enterHang(&res, d.again)
		return res, true, nil
	}
	res.Stats.Executions++
	res.Found = &campaign.Found{Position: at.position, Counterexample: d.c}
	return res, false, nil
}

// before makes the executions of a share that come before the one with the given index, for their counts.
func (s *supervisor) before(share campaign.Share, index int) (campaign.ShareResult, error) {
	lead := share
	lead.Runs = index
	none := campaign.ShareResult{Share: share}
	none.Stats.Add(&campaign.Stats{})
	if index == 0 {
		return none, nil
	}
	r, f, err := s.fresh(command{Do: verbShare, Share: lead})
	if err != nil {
		return none, err
	}
	if f != nil { // it does not do the same twice; what it did the first time is known at least
		none.Stats.Executions = index
		return none, nil
	}
	res, err := s.result(share, r)
	res.Found = nil
	return res, err
}

func (s *supervisor) enterHang(res *campaign.ShareResult, f *failure) {
	res.Stats.Executions++
	res.Stats.Unknown++
	res.Stats.Reasons[s.hangText(f)]++
}

func (s *supervisor) hangText(f *failure) string {
	place := f.place
	if place == "" {
		place = "at a place that could not be found out"
	}
	return fmt.Sprintf("an execution made no progress for %v: %s", s.o.Patience, place)
}

// fresh has one command carried out by a worker of its own.
func (s *supervisor) fresh(c command) (reply, *failure, error) {
	r, f, _, err := s.noted(c)
	return r, f, err
}

// noted is fresh, and returns also what the worker has noted at the end.
func (s *supervisor) noted(c command) (r reply, f *failure, at noted, err error) {
	if s.killed.Load() {
		return r, nil, at, errInterrupted
	}
	w, err := s.launch()
	if err != nil {
		return r, nil, at, err
	}
	defer w.end()
	if r, f, err = w.ask(c, s.o.looks()); err == nil {
		at, err = readNote(w.note)
	}
	return r, f, at, err
}

// death is an execution of which the process died, on its way to a counterexample.
type death struct {
	s     *supervisor
	share campaign.Share
	index int
	first *failure
	again *failure // when the execution was made again; nil if the process survived that
	c     *counterexample.Counterexample
}

// inquire makes the execution again with its decisions noted, then alone, and makes it smaller.
func (d *death) inquire() error {
	plan, f, err := d.s.fresh(command{Do: verbPlan, Share: d.share, Index: d.index})
	switch {
	case err != nil:
		return err
	case f != nil:
		return fmt.Errorf("the worker %s while it drew a scenario\n%s", f.how(), f.output)
	}
	if d.c, err = counterexample.Parse([]byte(plan.Case), d.s.o.Find.spec); err != nil {
		return err
	}
	r, f, at, err := d.s.noted(command{Do: verbOne, Share: d.share, Index: d.index})
	if err != nil {
		return err
	}
	d.again = f
	switch {
	case f == nil:
		return d.survived(r)
	case f.hung:
		return nil
	}
	d.c.Schedule = at.schedule
	d.c.Found = d.c.Size()
	d.describe(f)
	return d.shrink()
}

// survived is for an execution that was not the end of the process when it was made again. Either it is a violation, and the process died
// while that was made smaller: then it stands as it was found. Or the end depends on more than we control.
func (d *death) survived(r reply) error {
	res, err := d.s.result(d.share, r)
	if err != nil {
		return err
	}
	if res.Found != nil {
		d.c = res.Found.Counterexample
		return nil
	}
	d.describe(d.first)
	d.c.Verdict = verdict.Nondeterminism
	d.c.Message += "; made again in a fresh process, the same execution ended well"
	return nil
}

func (d *death) describe(f *failure) {
	d.c.Verdict, d.c.Died = verdict.Panic, true
	d.c.Message = "the process ended: " + f.cause()
	d.c.Output = f.excerpt()
}

// fatal matches the line in which the Go runtime says why it ends the process.
var fatal = regexp.MustCompile(`(?m)^(fatal error: .*|panic: .*|runtime: goroutine stack exceeds .*|SIG[A-Z]+: .*|unexpected signal .*)$`)

func (f *failure) cause() string { return Cause(f.status, f.output) }

// Cause says in a phrase why a process ended, from its status, as os.ProcessState writes it, and the last that it has printed.
func Cause(status, output string) string {
	line := fatal.FindString(output)
	switch {
	case strings.HasPrefix(line, "runtime: goroutine stack exceeds"):
		return "fatal error: stack overflow"
	case strings.Contains(line, "out of memory") || strings.Contains(line, "cannot allocate memory"):
		return "fatal error: out of memory" // how much was asked for last differs from run to run
	case line != "":
		return line
	}
	if code, ok := strings.CutPrefix(status, "exit status "); ok {
		return "os.Exit(" + code + ")"
	}
	return status
}

// Bounds of the output that is kept with a counterexample.
const (
	excerptLines = 40
	excerptBytes = 4 << 10
)

func (f *failure) excerpt() string { return Excerpt(f.output) }

// Excerpt returns the part of a process's output that tells most: from the runtime's message to the end of the first goroutine's stack, or
// else the last lines.
func Excerpt(text string) string {
	if at := fatal.FindStringIndex(text); at != nil {
		text = text[at[0]:]
		head, stack, ok := strings.Cut(text, "\n\ngoroutine ")
		if ok {
			stack, _, _ = strings.Cut(stack, "\n\n")
			text = head + "\n\ngoroutine " + stack
		}
		lines := strings.SplitAfter(text, "\n")
		return strings.TrimRight(strings.Join(lines[:min(len(lines), excerptLines)], ""), "\n")
	}
	lines := slices.Collect(strings.Lines(text[max(0, len(text)-excerptBytes):]))
	return strings.TrimRight(strings.Join(lines[max(0, len(lines)-excerptLines):], ""), "\n")
}
