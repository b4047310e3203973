package suite

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/report"
)

// difference says where two executions under the same schedule part, and what may have been the cause: of the share in which some did, or else of the
// default schedule.
func (x *explorer) difference() string {
	var first, second *exec.Execution
	if x.unsteady != nil {
		_, first, second = campaign.Divergence(x.target, *x.unsteady)
	}
	if first == nil || second == nil {
		first, second = x.byDefault(), x.byDefault()
	}
	if first == nil || second == nil {
		return lookFor
	}
	at := 0
	for at < min(len(first.Trace), len(second.Trace)) && stepText(first, at) == stepText(second, at) {
		at++
	}
	source := report.Source(first, at, second, at)
	if source == "" {
		source = ". " + upper(lookFor)
	}
	if at == len(first.Trace) && at == len(second.Trace) {
		return "it did not when it was made twice more" + source
	}
	return fmt.Sprintf("step %d is %s the first time and %s the second%s", at+1, stepText(first, at), stepText(second, at), source)
}

// lookFor is what to look for where nothing that is known to be out of control was met.
const lookFor = "look for state that outlives an execution (package variables, files), addresses that decide (a hash or the order of pointers), and code that is not rewritten " +
	"(assembly, cgo, the standard library's own goroutines)"

func upper(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// byDefault makes the default execution, traced.
func (x *explorer) byDefault() *exec.Execution {
	c := &counterexample.Counterexample{Target: x.target.Name, Scenario: x.target.First[0]}
	r, err := campaign.Replay(x.target, c)
	if err != nil || r.Execution == nil || r.Execution.Frames == nil {
		return nil
	}
	return r.Execution
}

// stepText says what a step of a trace is, and where it was made.
func stepText(x *exec.Execution, i int) string {
	if i >= len(x.Trace) {
		return "none, since all have ended,"
	}
	s := &x.Trace[i]
	place := ""
	if x.Frames != nil {
		place = placeText(x.Frames(s.PCs))
	}
	return fmt.Sprintf("%v of task %d%s", s.Kind, s.Task, place)
}

// placeText names the innermost line of the program's own, as a reader knows it: lines of the standard library, where there is none else.
func placeText(frames []runtime.Frame) (place string) {
	for _, f := range frames {
		if !strings.HasSuffix(f.File, ".go") || strings.Contains(f.Function, "tenter/harness/") || strings.HasPrefix(f.Function, "iter.") || strings.HasPrefix(f.Function, "runtime.") {
			continue
		}
		own := !postmortem.IsStd(f.File)
		if own || place == "" {
			place = fmt.Sprintf(" at %s:%d", filepath.Base(f.File), f.Line)
		}
		if own {
			break
		}
	}
	return place
}
