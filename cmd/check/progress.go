package main

import (
	"fmt"
	"time"

	"github.com/tenter-go/tenter/harness/worker"
)

// clearLine goes back to the beginning of a terminal's line and clears it.
const clearLine = "\r\x1b[K"

// progress is the line on a terminal that says how far a campaign is.
type progress struct {
	app *app
	o   worker.Options
}

// newProgress returns nil, which shows nothing, unless somebody watches.
func newProgress(a *app, o worker.Options) *progress {
	if a.quiet || !isTerminal(a.stderr) {
		return nil
	}
	return &progress{app: a, o: o}
}

// show rewrites the line. The supervisor calls it at most ten times a second.
func (p *progress) show(executions int, elapsed time.Duration) {
	text := fmt.Sprintf("%d", executions)
	if p.o.Runs > 0 {
		text += fmt.Sprintf(" of %d", p.o.Runs)
	}
	text += fmt.Sprintf(" executions, %.0f a second, %.1f s", float64(executions)/max(elapsed.Seconds(), 0.001), elapsed.Seconds())
	if p.o.Budget > 0 {
		text += fmt.Sprintf(" of %v", p.o.Budget)
	}
	text += ", seed " + seedText(p.o.Seed)
	fmt.Fprint(p.app.stderr, clearLine, text[:min(len(text), columns(p.app.stderr)-1)]) // a second line would stay
}

// clear removes the line.
func (p *progress) clear() {
	if p != nil {
		fmt.Fprint(p.app.stderr, clearLine)
	}
}
