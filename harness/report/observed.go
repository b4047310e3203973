package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// A case that was found without control has no trace. What there is to show is the history, why it is wrong, and where somebody was stuck.

// writeObserved writes the report on such a case.
func (a *analysis) writeObserved(p *page) {
	o := a.in.Counterexample.Observed
	if h := o.History; h != nil && len(h.Operations) > 0 {
		p.line("")
		a.writeHistory(p, h)
	} else {
		a.writePlan(p)
	}
	why := a.observedWhy()
	p.block(a.whyTitle(), why)
	title := "Where they were"
	if c := a.in.Counterexample; c.Verdict == verdict.Panic {
		title = "Where it panicked"
	}
	p.block(title, a.observedStacks(o.Stacks))
}

// seen is a row of a history: what a task did at one moment.
type seen struct {
	client int
	text   string
}

// lastRows is how many rows of a history are shown: of a long one those before its end.
const lastRows = 60

// writeHistory writes the history in columns, time running downwards.
func (a *analysis) writeHistory(p *page, h *histories.History) {
	rows := a.seenRows(h)
	var clients []int
	width := map[int]int{}
	for _, r := range rows {
		if r.client >= 0 && !slices.Contains(clients, r.client) {
			clients = append(clients, r.client)
		}
	}
	prefix := a.in.Counterexample.Scenario.PrefixClient()
	slices.SortFunc(clients, func(x, y int) int { // what came first stands first
		return cmp.Or(cmp.Compare(b2i(x != prefix), b2i(y != prefix)), cmp.Compare(x, y))
	})
	name := a.in.Counterexample.Scenario.ClientName
	heading := func(client int) string {
		if n := name(client); client >= len(a.in.Counterexample.Scenario.Tasks) {
			return n
		} else {
			return "task " + n
		}
	}
	for _, c := range clients {
		width[c] = len(heading(c))
	}
	for _, r := range rows {
		width[r.client] = max(width[r.client], len(r.text))
	}
	total := gutter
	for _, c := range clients {
		total += width[c] + 3
	}
	beside := total <= p.width
	line := strings.Repeat(" ", gutter)
	for _, c := range clients {
		line += pad(heading(c), width[c]+3)
	}
	if beside {
		p.line("%s", line)
	}
	for i, r := range rows {
		if left := len(rows) - lastRows; i < left && left > 1 {
			if i == 0 {
				p.line("%s", pad("", gutter)+plural(left, "row")+" before these; the file has all")
			}
			continue
		}
		line := pad(itoa(i+1), gutter)
		switch {
		case r.client < 0:
			line += r.text
		case !beside:
			line += pad(heading(r.client)+":", 10) + r.text
		default:
			for _, c := range clients {
				if c == r.client {
					line += r.text
					break
				}
				line += strings.Repeat(" ", width[c]+3)
			}
		}
		p.line("%s", line)
	}
	if h.Unordered {
		for _, l := range Wrap("Each task's calls are in their order. What tasks did at the same time was not measured: it may have come in any order.", p.width-gutter) {
			p.line("%s", strings.Repeat(" ", gutter)+l)
		}
	}
}

// seenRows lists the events of the history. A call at whose end nothing else had happened is one row.
func (a *analysis) seenRows(h *histories.History) (rows []seen) {
	type event struct {
		at   int64
		kind int // 0 call, 1 cancel, 2 return, 3 quiescence
		op   int
	}
	var events []event
	for i := range h.Operations {
		o := &h.Operations[i]
		events = append(events, event{o.Call, 0, i})
		if o.Cancel > 0 && o.Mode == histories.Cancellable {
			events = append(events, event{o.Cancel, 1, i})
		}
		if o.Return != histories.Forever {
			events = append(events, event{o.Return, 2, i})
		}
	}
	for k, q := range h.Quiescences {
		if len(q.Stuck) > 0 {
			events = append(events, event{q.At, 3, k})
		}
	}
	slices.SortFunc(events, func(x, y event) int { return int(x.at - y.at) })
	for i := 0; i < len(events); i++ {
		e := events[i]
		switch o := at(h, e.op); {
		case e.kind == 0 && i+1 < len(events) && events[i+1].kind == 2 && events[i+1].op == e.op:
			rows = append(rows, seen{o.Task, o.String()})
			i++
		case e.kind == 0 && o.Outcome == histories.Stuck:
			rows = append(rows, seen{o.Task, o.Invocation() + " ... never returns"})
		case e.kind == 0:
			rows = append(rows, seen{o.Task, o.Invocation() + " ..."})
		case e.kind == 1:
			rows = append(rows, seen{o.Task, "(context of " + o.Invocation() + " cancelled)"})
		case e.kind == 2:
			rows = append(rows, seen{o.Task, "... " + o.String()})
		default:
			rows = append(rows, seen{-1, "-- nothing can run; stuck: " + a.stuckThen(h, e.op) + " --"})
		}
	}
	return rows
}

func at(h *histories.History, op int) *histories.Operation {
	if op >= len(h.Operations) {
		return &histories.Operation{}
	}
	return &h.Operations[op]
}

func (a *analysis) stuckThen(h *histories.History, quiescence int) string {
	labels := h.Labels()
	var names []string
	for _, i := range h.Quiescences[quiescence].Stuck {
		names = append(names, labels[i])
	}
	return listed(names, "and")
}

// observedWhy says why the history is wrong.
func (a *analysis) observedWhy() (lines []string) {
	c := a.in.Counterexample
	switch {
	case c.Died:
		return a.whyDied()
	case c.Verdict == verdict.GoroutineLeak:
		return []string{"All calls on the object have returned, and nothing of it runs any more, but what they started still waits."}
	case a.in.Explanation != nil:
		for l := range strings.Lines(a.in.Explanation.String()) {
			lines = append(lines, strings.TrimRight(l, "\n"))
		}
		return lines
	}
	return a.why()
}

// observedStacks shortens the stacks: of each goroutine its heading and the frames of the code under test.
func (a *analysis) observedStacks(text string) (lines []string) {
	for block := range strings.SplitSeq(text, "\n") {
		if strings.HasSuffix(block, "]:") { // a heading
			lines = append(lines, block)
		}
	}
	if len(lines) == 0 {
		return a.stack(textFrames(text), 8)
	}
	var out []string
	rest := text
	for i, head := range lines {
		_, body, _ := strings.Cut(rest, head+"\n")
		if i+1 < len(lines) {
			body, rest, _ = strings.Cut(body, "\n"+lines[i+1])
			rest = lines[i+1] + rest
		}
		out = append(out, head)
		for _, f := range a.stack(textFrames(body), 6) {
			out = append(out, "  "+f)
		}
	}
	return out
}

// observedSize leaves out the preemptions, which nobody has counted.
func observedSize(s counterexample.Size) string {
	return plural(s.Tasks, "task") + ", " + plural(s.Operations, "operation")
}
