package stress

import (
	"fmt"
	"strings"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// violation is an execution that the subject is accused by.
type violation struct {
	o       *object
	kind    verdict.Kind
	message string
	history *histories.History
	stacks  string // of the goroutines that are stuck, or were left behind, or of a panic
}

// accuse ends the stride with a violation: what has been seen of the object so far.
func (s *stride) accuse(o *object, f finding) {
	c := s.e.court
	if !f.fresh || !lengthy(o.group.sc) { // else it is there, cut short
		c.scribe.write(&c.h, o)
	}
	if o.failed == nil && !s.finalFailure(o) {
		c.confirm(o.group.config, f.kind)
	}
	v := &violation{o: o, kind: f.kind, history: c.h.Clone()}
	switch f.kind {
	case verdict.LostWakeup:
		v.message, v.stacks = s.stuckText(o)
		open, _ := o.open()
		if calls := circle(open, of(s.e.dumps.take(), o)); calls != nil {
			v.kind, v.message = verdict.Deadlock, circleText(calls)
		}
	case verdict.Panic:
		failure, where := o.failure()
		v.message, v.stacks = fmt.Sprintf("panic: %v, in %s", failure.Value, where), failure.Stack
	case verdict.WrongResult:
		v.message = fmt.Sprintf("no order of the calls explains the results by the model %s", o.group.subject.Spec.Label)
		if lengthy(o.group.sc) {
			v.message += fmt.Sprintf(" (after %d calls): %s", len(v.history.Operations), f.reason)
		}
	}
	s.found = v
}

func (s *stride) finalFailure(o *object) bool {
	_, where := o.failure()
	return where == endOfObject
}

const endOfObject = "the end of the object"

// failure returns the first panic of the execution, and in what it was.
func (o *object) failure() (f *exec.Failure, where string) {
	if o.failed != nil {
		return o.failed, "the constructor"
	}
	for _, l := range o.lines {
		for i := range l.calls {
			switch f := l.calls[i].failure; {
			case f != nil && l.final:
				return f, endOfObject
			case f != nil:
				return f, fmt.Sprintf("%v of %s", l.ops[i], o.group.sc.ClientName(l.client))
			}
		}
	}
	return &exec.Failure{}, ""
}

// stuckText says which calls are stuck, and where.
func (s *stride) stuckText(o *object) (message, stacks string) {
	at := map[int64]goroutine{}
	for _, g := range of(s.e.dumps.take(), o) {
		at[g.id] = g
	}
	open, _ := o.open()
	var texts []string
	for i, call := range open {
		g := at[call.line.goid]
		name := call.line.ops[call.index].Name
		if i == 0 {
			message = name + " waits for ever"
			if place := postmortem.SubjectFrame(g.frames); place != "" {
				message += " at " + place
			}
			message += " although by the model it must not"
		}
		texts = append(texts, fmt.Sprintf("%v of %s [%s]:\n%s", call.line.ops[call.index], o.group.sc.ClientName(call.line.client), g.state, subjectsFrames(g.frames)))
	}
	if n := len(open) - 1; n > 0 {
		message += fmt.Sprintf("; %d more calls are stuck", n)
	}
	return message, strings.Join(texts, "\n")
}

// subjectsFrames leaves out the frames of the harness below those of the subject.
func subjectsFrames(frames string) string {
	const ours = "github.com/tenter-go/tenter/"
	lines := strings.Split(frames, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ours+"models.") || strings.HasPrefix(l, ours+"harness/stress.") {
			return strings.Join(lines[:i], "\n")
		}
	}
	return frames
}
