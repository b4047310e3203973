// Package reach says how far a program is under control, from what its build has noted (sched.Stamp), and what it means for a result where
// control ends.
package reach

import (
	"fmt"
	"slices"
	"strings"
)

// Limit is a place that the scheduler does not control.
type Limit struct {
	Package string
	Place   string // FILE:LINE, or a file name
	Reason  string // what stands there: os/exec.Cmd.Wait
}

// Limits returns the limits that a stamp names. They are few, but a stamp has room for only so many.
func Limits(stamp string) (list []Limit) {
	for field := range strings.SplitSeq(stamp, ";") {
		value, ok := strings.CutPrefix(field, "limit=")
		if !ok {
			continue
		}
		pkg, rest, _ := strings.Cut(value, " ")
		place, reason, _ := strings.Cut(rest, " ")
		list = append(list, Limit{pkg, place, reason})
	}
	return list
}

// mostPlaces is how many places one line names.
const mostPlaces = 3

// Lines names each reason once, with the places where it stands and with what it means for a result.
func Lines(limits []Limit) (lines []string) {
	var reasons []string
	places := map[string][]string{}
	for _, l := range limits {
		if !slices.Contains(reasons, l.Reason) {
			reasons = append(reasons, l.Reason)
		}
		places[l.Reason] = append(places[l.Reason], l.Place+" of "+l.Package)
	}
	for _, reason := range reasons {
		where := places[reason]
		text := strings.Join(where[:min(len(where), mostPlaces)], ", ")
		if more := len(where) - mostPlaces; more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		lines = append(lines, fmt.Sprintf("%s (%s): %s", reason, text, Meaning(reason)))
	}
	return lines
}

// meanings are looked up by the beginning of the reason, the first that fits.
var meanings = []struct{ reason, meaning string }{
	{"os/signal.", "a task that waits for a signal when no other can run makes the execution unknown"},
	{"os.Getpid", "it differs from process to process: where it decides, the verdict is nondeterminism"},
	{"os.Getppid", "it differs from process to process: where it decides, the verdict is nondeterminism"},
	{"net/http.TimeoutHandler", "it waits in a package that is not controlled: an execution in which the handler does not return at once is unknown"},
	{"net/http", "servers and clients run goroutines that are not controlled: what waits for them is unknown, and where their timing shows the verdict is nondeterminism"},
	{"reflect.", "the order is the runtime's: where it decides, the verdict is nondeterminism"},
	{"runtime.ReadMemStats", "the memory of control counts as well: a test that fails by it alone is unknown"},
	{"runtime/metrics.", "the memory of control counts as well: a test that fails by it alone is unknown"},
	{"testing.AllocsPerRun", "the allocations of control count as well: a test that fails by it alone is unknown"},
	{"runtime.", "it runs when the garbage collector likes: where that decides, the verdict is nondeterminism"},
	{"weak.", "the garbage collector decides: where that matters, the verdict is nondeterminism"},
	{"testing/synctest.", "goroutines in the bubble are not controlled: an execution that waits for them is unknown"},
	{"cgo", "what it does is not seen: a task that waits in it makes the execution unknown"},
	{"assembly", "what it does to shared memory is not seen: no other task can run in between"},
	{"linkname", "what it does is not seen: a task that waits in it makes the execution unknown"},
	{"go statement", "the goroutine is not controlled: an execution that waits for it is unknown"},
	{"receive into", "it is no yield point: a task that waits in it makes the execution unknown"},
}

// Meaning says what it means for a result that something is not controlled.
func Meaning(reason string) string {
	for _, m := range meanings {
		if strings.HasPrefix(reason, m.reason) {
			return m.meaning
		}
	}
	return "a task that waits in it stops all others: the execution is unknown"
}
