package report

import (
	"strings"
)

// Event is a counterexample as one line of newline-delimited JSON.
type Event struct {
	Action      string `json:"action"` // "counterexample"
	Verdict     string `json:"verdict"`
	Message     string `json:"message"`
	Tasks       int    `json:"tasks"`
	Operations  int    `json:"operations"`
	Preemptions int    `json:"preemptions"`
	Executions  int    `json:"executions"` // up to and including the one that found it
	Shrinks     int    `json:"shrinks"`
	File        string `json:"file"`

	Model  string   `json:"model,omitempty"`
	Mutant string   `json:"mutant,omitempty"`
	Test   string   `json:"test,omitempty"`
	Stuck  []Stuck  `json:"stuck,omitempty"`
	Why    []string `json:"why,omitempty"`
	Missed []string `json:"missed,omitempty"`
	Replay []string `json:"replay,omitempty"`
}

// Stuck is a task that waits for ever.
type Stuck struct {
	Task string `json:"task"`
	Call string `json:"call,omitempty"`
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Code string `json:"code,omitempty"`
}

// JSON returns the report as an event. file is where the counterexample was written.
func JSON(in Input, opt Options, file string) Event {
	a, c := analyse(in, opt), in.Counterexample
	size := sizeOf(c)
	e := Event{
		Action: "counterexample", Verdict: c.Verdict.String(), Message: a.happened(),
		Tasks: size.Tasks, Operations: size.Operations, Preemptions: size.Preemptions,
		Executions: c.Execution, Shrinks: c.Shrinks, File: file,
		Model: c.Target.Model, Mutant: c.Target.Mutant, Test: c.Target.Test, Missed: a.missedLines(), Replay: in.Replay,
	}
	for _, l := range a.why() {
		e.Why = append(e.Why, strings.TrimSpace(l))
	}
	for _, w := range a.waits {
		s := Stuck{Task: a.who(w.task), Line: w.site.at().line}
		if w.op >= 0 {
			s.Call = a.opName(w.op)
		}
		if at := w.site.at(); at.known() {
			s.File, s.Code = a.src.path(at.file), a.src.expression(w.site, w.kind).text
		}
		e.Stuck = append(e.Stuck, s)
	}
	return e
}
