package report

import (
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
)

// A helper is a function of the user's that a step was made in, below the operation that was called. Where several steps in a row are made
// below the same call of a helper, that call has a row of its own and its steps are indented below it; a single step only says where the
// helper was called from.

// maxDepth bounds the indentation.
const maxDepth = 3

// trim returns the user's frames without those that only lead to the subject: in a call of an operation, the function literals of the
// adapter.
func (a *analysis) trim(s *site, inOperation bool) []place {
	chain := s.chain
	for inOperation && len(chain) > 1 && strings.Contains(chain[len(chain)-1].fn, ".func") {
		chain = chain[:len(chain)-1]
	}
	return chain
}

func (a *analysis) trimmed(i int) []place { return a.trim(a.tl.sites[i], a.tl.op[i] >= 0) }

// helpers adds rows for the helpers that are entered with step i and left later. It returns the depth of the step's own row, and where
// its function was called if no row tells.
func (tr *tracer) helpers(i int) (depth int, from place) {
	var before, after []place
	if p := tr.visibleBefore(i); p >= 0 {
		before = tr.a.trimmed(p)
	}
	if n := tr.visibleAfter(i); n >= 0 {
		after = tr.a.trimmed(n)
	} else if w, ok := tr.a.waitOfTask(tr.t.trace[i].Task); ok && w.step < 0 {
		after = tr.a.trim(w.site, w.op >= 0) // it is to come to a lock that it never gets
	}
	return tr.enter(tr.t.trace[i].Task, tr.a.trimmed(i), before, after)
}

// enter does so for a step whose frames are chain, between steps of the same task with the frames before and after.
func (tr *tracer) enter(task int, chain, before, after []place) (depth int, from place) {
	for k := len(chain) - 1; k >= 1; k-- {
		open, stays := sharesFrom(chain, before, k), sharesFrom(chain, after, k)
		if !open && !stays || depth == maxDepth {
			return depth, chain[1]
		}
		if !open {
			e := tr.a.src.find(chain[k], sched.KindCall, lastName(chain[k-1].fn))
			tr.add(row{kind: rowHelper, task: task, depth: depth, at: chain[k], expr: e.text})
		}
		depth++
	}
	return depth, place{}
}

// sharesFrom reports whether chains a and b agree from the outermost frame down to frame k of a, and b goes on below it.
func sharesFrom(a, b []place, k int) bool {
	outer := len(a) - k // frames that must agree
	if len(b) <= outer {
		return false
	}
	for n := 1; n <= outer; n++ {
		if a[len(a)-n] != b[len(b)-n] {
			return false
		}
	}
	return true
}

// visibleBefore returns the step before i that the same task made in the user's code during the same call, or -1.
func (tr *tracer) visibleBefore(i int) int {
	for p := tr.t.before[i]; p >= tr.t.first && tr.t.op[p] == tr.t.op[i]; p = tr.t.before[p] {
		if len(tr.t.sites[p].chain) > 0 {
			return p
		}
	}
	return -1
}

// visibleAfter returns the next step after i that the same task made in the user's code during the same call and elsewhere, or -1. Those who
// spin make tens of thousands of steps at one place, so all answers are found in one walk from the end.
func (tr *tracer) visibleAfter(i int) int {
	t := tr.t
	if tr.elsewhere == nil {
		tr.elsewhere = fill(len(t.trace), -1)
		for k := len(t.trace) - 1; k >= 0; k-- {
			n := t.after[k]
			if n < 0 || n >= t.cut || t.op[n] != t.op[k] {
				continue
			}
			if len(t.sites[n].chain) == 0 {
				n = tr.elsewhere[n]
			}
			if n >= 0 && sameChain(t.sites[k], t.sites[n]) {
				n = tr.elsewhere[n]
			}
			tr.elsewhere[k] = n
		}
	}
	return tr.elsewhere[i]
}
