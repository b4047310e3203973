package sched

import "strings"

// Doubt is a set of reasons why Exhaustive may have passed over an execution that differs from all that it has made.
type Doubt uint64

// The reasons.
const (
	DoubtSteps      Doubt = 1 << iota // under the same decisions the program took other steps
	DoubtTasks                        // it has more tasks than can be told apart
	DoubtData                         // it draws random numbers, or goes through large maps
	DoubtTime                         // it looks at the clock, or has timers
	DoubtGoroutines                   // it counts goroutines
	DoubtPool                         // it has a sync.Pool
	DoubtUnlock                       // a task gives back a lock that another one has taken
	DoubtForeign                      // goroutines that are not under control take part
	DoubtLong                         // an execution went on for so long that tasks took turns
	DoubtMemory                       // statements are yield points, and some accesses of memory are none
	DoubtSize                         // an execution has more steps than can be compared with each other
)

// fatal are those after which there is no going on.
const fatal = DoubtSteps | DoubtTasks | DoubtSize

// mostEvents bounds the steps of an execution that is explored: each may have to be compared with all before it, so that one of a hundred thousand would
// take minutes, and nobody would live to see the second.
const mostEvents = 5_000

var doubtTexts = [...]string{
	"under the same decisions the program took other steps",
	"there are more tasks than can be told apart",
	"it draws random numbers or goes through large maps, and one order of many was taken",
	"it has timers or looks at the clock",
	"it counts goroutines",
	"it has a sync.Pool",
	"a task gives back a lock that another one has taken",
	"goroutines that are not under control take part",
	"an execution was so long that tasks took turns",
	"it shares memory that nothing guards, and some accesses are no steps of their own",
	"an execution was too long to be explored",
}

// String lists the reasons.
func (d Doubt) String() string {
	var list []string
	for i, text := range doubtTexts {
		if d>>i&1 != 0 {
			list = append(list, text)
		}
	}
	return strings.Join(list, "; ")
}

// doubt looks at a step that t is about to make.
func (s *Exhaustive) doubt(t *Task) {
	switch {
	case conflicts[t.kind] == onClock:
		s.Doubts |= DoubtTime
	case t.kind == KindRead || t.kind == KindWrite:
		s.Doubts |= DoubtMemory
	case t.kind == KindPool:
		s.Doubts |= DoubtPool
	case t.kind == KindLoad && t.obj == nil:
		s.Doubts |= DoubtGoroutines
	}
}

// doubtEnd looks at an execution that has come to its end.
func (s *Exhaustive) doubtEnd(r *Run) {
	if r.steps > r.cfg.FairAfter {
		s.Doubts |= DoubtLong
	}
	if r.met || r.delayed {
		s.Doubts |= DoubtForeign
	}
}
