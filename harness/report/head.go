package report

import (
	"strings"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// writeHead writes the sentence and the size.
func (a *analysis) writeHead(p *page) {
	c := a.in.Counterexample
	at := ""
	if a.in.At != "" {
		at = a.in.At + ": "
	}
	taken := strings.Repeat("x", min(a.opt.Taken, p.width/2))
	for i, l := range Wrap(taken+at+a.sentence(), p.width) {
		l = strings.TrimPrefix(l, taken)
		if word := c.Verdict.String(); i == 0 {
			l = strings.Replace(l, word, p.style.bad(word), 1)
		}
		p.line("%s", l)
	}
	if c.Scenario == nil {
		return
	}
	p.line("")
	what := c.Target.Model
	if what == "" {
		what = strings.TrimSpace(c.Target.Prim + " " + c.Target.Test)
	}
	label := "smallest: "
	if a.kind() == verdict.Nondeterminism || c.Observed != nil {
		label = "case:     " // making it smaller takes executions that can be repeated
	}
	line := label + sizeText(c.Size())
	switch {
	case c.Observed != nil:
		line = label + observedSize(c.Size())
	case a.body() && a.in.Execution == nil:
		line = label + plural(c.Size().Preemptions, "preemption")
	case a.body():
		line = label + plural(a.tl.goroutines(), "goroutine") + ", " + plural(c.Size().Preemptions, "preemption")
	}
	found := ""
	switch {
	case c.Observed != nil && c.Found != c.Size():
		found = "(found with " + observedSize(c.Found) + ")"
	case c.Found == c.Size() || c.Found.Operations == 0:
	case a.body():
		found = "(found with " + plural(c.Found.Preemptions, "preemption") + ")"
	default:
		found = "(found with " + sizeText(c.Found) + ")"
	}
	if found != "" && len(line)+3+len(found) > p.width {
		p.line("%s", line)
		line, found = strings.Repeat(" ", len("smallest: "))+found, ""
	}
	p.line("%s", joinedBy("   ", line, found))
	if c.Target.Mutant != "" {
		what += "; mutant " + c.Target.Mutant
	}
	if what != "" {
		for i, l := range Wrap(what, p.width-len("subject:  ")) {
			p.line("%s", pad(map[bool]string{true: "subject:"}[i == 0], len("subject:  "))+l)
		}
	}
}

// prelude says what was called before the tasks began.
func (a *analysis) prelude() []string {
	s := a.tl.scenario
	return a.part("before", s.PrefixClient(), s.EpilogueClient())
}

// aftermath says what was called when the tasks had ended or were stuck.
func (a *analysis) aftermath() []string {
	s := a.tl.scenario
	lines := a.part("after", s.EpilogueClient(), s.RescueClient())
	return append(lines, a.rescued()...)
}

// part says what the clients from first up to end called, unless they have columns of their own.
func (a *analysis) part(name string, first, end int) []string {
	var calls []string
	for op := range a.tl.history.Operations {
		o := &a.tl.history.Operations[op]
		if o.Task >= first && o.Task < end && !a.shown(&actor{client: o.Task}) {
			calls = append(calls, callText(o, a.tl.planned(op))+" "+returnText(o))
		}
	}
	if len(calls) == 0 {
		return nil
	}
	return []string{pad(name+":", 8) + strings.Join(calls, "; ")}
}

// rescued says what the operations that should free the stuck calls did.
func (a *analysis) rescued() []string {
	var calls, freed []string
	for op := range a.tl.history.Operations {
		o := &a.tl.history.Operations[op]
		if o.Task >= a.tl.scenario.RescueClient() && !a.shown(&actor{client: o.Task}) {
			calls = append(calls, o.Invocation()+" "+returnText(o))
		}
	}
	if len(calls) == 0 {
		return nil
	}
	for _, op := range a.stuckOps() {
		if o := &a.tl.history.Operations[op]; o.Outcome != histories.Stuck {
			freed = append(freed, a.call(op)+" "+returnText(o))
		}
	}
	text := "and nobody was freed"
	if len(freed) > 0 {
		text = "and then " + strings.Join(freed, "; ")
	}
	return []string{pad("rescue:", 8) + strings.Join(calls, "; ") + ", " + text}
}

// writePlan writes what was to be called, where no trace tells what happened.
func (a *analysis) writePlan(p *page) {
	s := a.in.Counterexample.Scenario
	if s == nil {
		return
	}
	var lines []string
	part := func(name string, ops []scenario.Op) {
		if len(ops) == 0 {
			return
		}
		texts := make([]string, len(ops))
		for i, o := range ops {
			texts[i] = o.String()
		}
		lines = append(lines, pad(name+":", 10)+strings.Join(texts, "; "))
	}
	part("before", s.Prefix)
	for i, ops := range s.Tasks {
		part("task "+scenario.TaskName(i), ops)
	}
	part("after", s.Epilogue)
	p.block("What was called", lines)
}
