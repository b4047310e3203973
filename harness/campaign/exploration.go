package campaign

import (
	"iter"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
)

// exploration makes all executions of one scenario, or all that differ.
type exploration struct {
	config   int
	sc       *scenario.Scenario
	strategy sched.Strategy // *sched.Exhaustive or *sched.Bounded
	alike    []int          // see scenario.Scenario.Alike
	made     int            // executions
	done     bool           // there are no more
}

// ends reports whether the strategy asked for is one that ends when it has made every execution of a scenario.
func (t *Target) ends() bool { return t.Strategy != "" && ways[t.Strategy] == nil }

func (t *Target) exploration(config int, sc *scenario.Scenario) *exploration {
	x := &exploration{config: config, sc: sc, alike: sc.Alike()}
	if most, err := preemptions(t.Strategy); err == nil {
		x.strategy = &sched.Bounded{Preemptions: most}
	} else {
		x.strategy = t.newEngine().explorer()
	}
	return x
}

// explorer returns an Exhaustive that knows nothing, if it can be with the memory of one that is over.
func (e *engine) explorer() *sched.Exhaustive {
	if n := len(e.explorers); n > 0 {
		s := e.explorers[n-1]
		e.explorers = e.explorers[:n-1]
		s.Forget()
		return s
	}
	return &sched.Exhaustive{}
}

func (e *engine) recycle(x *exploration) {
	if s, ok := x.strategy.(*sched.Exhaustive); ok && e.target.Runner == nil {
		e.explorers = append(e.explorers, s)
	}
}

// tell adds to what is known of the space that has been explored.
func (x *exploration) tell(s *Stats) {
	classes := x.made
	if e, ok := x.strategy.(*sched.Exhaustive); ok {
		classes = e.Classes
		s.Redundant += e.Redundant
	}
	s.Classes += classes
	s.Doubts |= x.doubts()
	s.Exhausted += one(x.whole())
}

// whole reports whether every execution of the scenario has been made that differs from the others.
func (x *exploration) whole() bool { return x.done && x.doubts() == 0 }

func (x *exploration) doubts() sched.Doubt {
	switch s := x.strategy.(type) {
	case *sched.Exhaustive:
		return s.Doubts
	case *sched.Bounded:
		return s.Doubts
	}
	return 0
}

// parts returns how many shares have a part in exploring all that there is.
func (t *Target) parts() int {
	if t.Only {
		return t.beginnings()
	}
	return shares
}

// enumeration is the part of one share of all scenarios: each share has one of so many, in the order of all.
type enumeration struct {
	t    *Target
	pull func() (*exploration, bool)
	stop func()
	now  *exploration
}

func newEnumeration(t *Target, number int) *enumeration {
	e := &enumeration{t: t}
	e.pull, e.stop = iter.Pull(t.part(number))
	e.advance()
	return e
}

func (e *enumeration) current() *exploration { return e.now }

func (e *enumeration) advance() { e.now, _ = e.pull() }

// part yields the explorations of a share, the scenarios given first.
func (t *Target) part(number int) iter.Seq[*exploration] {
	return func(yield func(*exploration) bool) {
		n := 0
		mine := func(config int, sc *scenario.Scenario) bool {
			n++
			return (n-1)%t.parts() != number || yield(t.exploration(config, sc))
		}
		for k := range len(t.First) * len(t.Configs) {
			if !mine(t.beginning(k)) {
				return
			}
		}
		for config := range t.Configs {
			if t.Only {
				return
			}
			for sc := range t.generator(config).All() {
				if !mine(config, sc) {
					return
				}
			}
		}
	}
}
