package mutant

import (
	"fmt"
	"regexp"
	"slices"
)

var hyphened = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// verdicts are the violations that a mutant can be for.
var verdicts = []string{"wrong result", "lost wakeup", "deadlock", "livelock", "panic", "data race", "goroutine leak"}

// Flaws returns what is wrong with a table: names that are malformed or taken, verdicts that do not
// exist, minima that make no sense, fewer than half of kind S. Every package of mutants tests that
// its table has none.
func Flaws[New any](table []Mutant[New]) (flaws []string) {
	seen := make(map[string]bool)
	schedule := 0
	for _, m := range table {
		add := func(format string, args ...any) {
			flaws = append(flaws, fmt.Sprintf("mutant %q: ", m.Name)+fmt.Sprintf(format, args...))
		}
		if !hyphened.MatchString(m.Name) {
			add("the name is not lower case with hyphens")
		}
		if seen[m.Name] {
			add("the name is taken")
		}
		seen[m.Name] = true
		if m.Mistake == "" {
			add("no mistake is stated")
		}
		if !slices.Contains(verdicts, m.Verdict) {
			add("no verdict is called %q", m.Verdict)
		}
		switch m.Kind {
		case S:
			schedule++
		case D:
		default:
			add("no kind is called %q", m.Kind)
		}
		if flaw := m.Minimum.flaw(m.Kind); flaw != "" {
			add("%s", flaw)
		}
	}
	if schedule*2 < len(table) {
		flaws = append(flaws, fmt.Sprintf("%d of %d mutants are of kind S, fewer than half", schedule, len(table)))
	}
	return flaws
}

func (m *Minimum) flaw(kind Kind) string {
	switch {
	case m == nil:
		return ""
	case m.Tasks < 1 || m.Operations < m.Tasks:
		return fmt.Sprintf("%d operations of %d tasks are no minimum: a task makes at least one", m.Operations, m.Tasks)
	case m.Why == "":
		return "the minimum has no argument"
	case kind == D && m.Preemptions != 0:
		return fmt.Sprintf("kind D, and a minimum of %d preemptions", m.Preemptions)
	}
	return ""
}
