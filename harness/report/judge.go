package report

import (
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// accused returns the operation that the explanation says can't be still waiting, or -1.
func (a *analysis) accused() int {
	x, best := a.in.Explanation, -1
	if x == nil || a.kind() != verdict.LostWakeup {
		return -1
	}
	for _, op := range a.stuckOps() {
		o := &a.tl.history.Operations[op]
		if label := a.labels[op]; !strings.Contains(a.allReasons(), label+" must return at once") && !strings.Contains(a.allReasons(), label+" waits, and ") {
			continue
		}
		if best < 0 || o.Outcome != histories.Stuck && a.tl.history.Operations[best].Outcome == histories.Stuck {
			best = op
		}
	}
	return best
}

func (a *analysis) allReasons() string {
	var b strings.Builder
	for _, o := range slices.Concat(a.in.Explanation.Orders, a.in.Explanation.Obstacles) {
		b.WriteString(o.Why)
		b.WriteByte('\n')
	}
	return b.String()
}

// nth tells a call from equal calls of its task, " (2nd)", where the explanation speaks of one of them.
func (a *analysis) nth(op int) string {
	nth := a.tl.history.Repeats()[op]
	if nth == "" || a.in.Explanation == nil {
		return ""
	}
	x := a.in.Explanation
	for _, o := range slices.Concat(x.Orders, x.Obstacles, []verdict.Order{{Calls: x.Prefix, Why: x.Claim}}) {
		if strings.Contains(o.Why+"\n"+strings.Join(o.Calls, "\n"), a.labels[op]) {
			return nth
		}
	}
	return ""
}

// although says what by the model would have let a stuck call go on: "1 permit is free".
func (a *analysis) although(op int) string {
	if s := a.in.Spec; s != nil && op >= 0 {
		if o := a.tl.history.Operations[op].Op; o >= 0 && o < len(s.Operations) && !s.Operations[o].Blocking {
			return "although it must never wait"
		}
	}
	if x := a.in.Explanation; x != nil && op >= 0 {
		call := a.labels[op]
		for line := range strings.Lines(a.allReasons()) {
			state, rest, ok := strings.Cut(line, ", and "+call)
			if ok && strings.HasPrefix(rest, " must return at once") {
				return "although " + state
			}
		}
		for line := range strings.Lines(a.allReasons()) {
			if waits, rest, ok := strings.Cut(line, " waits, and "); ok && strings.HasPrefix(waits, call) {
				if by, _, ok := strings.Cut(rest, " must let it go on"); ok {
					return "although " + a.renamed(by) + " had to let it go on"
				}
			}
		}
	}
	return "although by the model it can go on"
}

// judged writes the explanation of the judge.
func (a *analysis) judged() []string {
	x := a.in.Explanation
	if x == nil {
		return nil
	}
	lines := []string{a.renamed(x.Claim)}
	x = abridged(x)
	lines = append(lines, a.orders(x.Orders)...)
	if len(x.Obstacles) == 0 {
		return lines
	}
	if len(x.Prefix) > 0 {
		lines = append(lines, "The longest beginning of an order that it allows:", "  "+a.renamed(strings.Join(x.Prefix, ", then ")))
		lines = append(lines, "Then "+a.renamed(x.State)+", and none of these can be next:")
	} else {
		lines = append(lines, "At the beginning "+a.renamed(x.State)+", and none of these can be first:")
	}
	return append(lines, a.orders(x.Obstacles)...)
}

// abridged leaves out the beginnings of long orders.
func abridged(x *verdict.Explanation) *verdict.Explanation {
	const most, keep = 8, 4
	short := *x
	cut := func(calls []string) []string {
		if len(calls) <= most {
			return calls
		}
		return append([]string{itoa(len(calls)-keep) + " calls"}, calls[len(calls)-keep:]...)
	}
	all := func(orders []verdict.Order) []verdict.Order {
		var list []verdict.Order
		for _, o := range orders {
			list = append(list, verdict.Order{Calls: cut(o.Calls), Why: o.Why})
		}
		return list
	}
	short.Orders, short.Obstacles, short.Prefix = all(x.Orders), all(x.Obstacles), cut(x.Prefix)
	return &short
}

// orders writes each order beside its reason, or above it where they don't fit beside each other.
func (a *analysis) orders(orders []verdict.Order) []string {
	widest, longest := 0, 0
	for _, o := range orders {
		widest, longest = max(widest, len(a.renamed(o.String()))), max(longest, len(a.renamed(o.Why)))
	}
	var lines []string
	for _, o := range orders {
		order, why := a.renamed(o.String()), a.renamed(o.Why)
		if 2+widest+4+longest > a.opt.Width-2 {
			lines = append(lines, "  "+order+":", "      "+why)
			continue
		}
		lines = append(lines, "  "+pad(order, widest)+"    "+why)
	}
	return lines
}

// renamed calls the parts of a scenario that are no tasks by their names: the judge knows them by letters only.
func (a *analysis) renamed(text string) string {
	s := a.tl.scenario
	for _, o := range a.tl.history.Operations {
		if o.Task < s.PrefixClient() {
			continue
		}
		text = replaceWord(text, " of "+histories.TaskName(o.Task), " of the "+s.ClientName(o.Task))
	}
	return text
}

// replaceWord replaces old where no letter, digit or apostrophe follows.
func replaceWord(text, old, by string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, old)
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		end := i + len(old)
		if end < len(text) && (isLetter(text[end]) || text[end] == '\'') {
			b.WriteString(text[:end])
		} else {
			b.WriteString(text[:i] + by)
		}
		text = text[end:]
	}
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
