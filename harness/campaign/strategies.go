package campaign

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/spelling"
)

// ways are the strategies that can be asked for by name, each fresh: where there are several they take turns.
var ways = map[string]func() []sched.Strategy{
	"pct": func() []sched.Strategy {
		return []sched.Strategy{&sched.PCT{Depth: 2}, &sched.PCT{Depth: 3}, &sched.PCT{Depth: 5}, &sched.PCT{Depth: 8}}
	},
	"pos":        func() []sched.Strategy { return []sched.Strategy{&sched.POS{}} },
	"random":     func() []sched.Strategy { return []sched.Strategy{&sched.Random{}} },
	"reads-from": func() []sched.Strategy { return []sched.Strategy{&sched.ReadsFrom{}} },
	"sticky": func() []sched.Strategy {
		return []sched.Strategy{&sched.Sticky{Stay: 3}, &sched.Sticky{Stay: 6}, &sched.Sticky{Stay: 2}, &sched.Sticky{Stay: 12}}
	},
	"surw": func() []sched.Strategy { return []sched.Strategy{&sched.SURW{}} },
	"urw":  func() []sched.Strategy { return []sched.Strategy{&sched.URW{}} },
}

// The names of strategies that end when they have made every execution of a scenario.
const (
	exhaustive = "exhaustive"
	bounded    = "bounded"
)

// Strategies returns the names that Target.Strategy may have, besides "" for the portfolio. The number of preemptions in bounded:2 may be
// another one.
func Strategies() []string {
	names := []string{exhaustive, bounded + ":2"}
	for name := range ways {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// CheckStrategy returns an error if there is no strategy of that name.
func CheckStrategy(name string) error {
	if name == "" || name == exhaustive || ways[name] != nil {
		return nil
	}
	if k, ok := strings.CutPrefix(name, bounded); ok {
		if _, err := preemptions(name); err != nil {
			return fmt.Errorf("strategy %q: %q is no number of preemptions; write %s:2 for all executions with at most two", name, strings.TrimPrefix(k, ":"), bounded)
		}
		return nil
	}
	return fmt.Errorf("unknown strategy %q; there are %s%s", name, strings.Join(Strategies(), ", "), spelling.Suggest(name, Strategies()))
}

// preemptions reads the bound of bounded:k.
func preemptions(name string) (int, error) {
	k, _ := strings.CutPrefix(name, bounded+":")
	n, err := strconv.ParseUint(k, 10, 16)
	return int(n), err
}

// strategies returns the strategies that the executions of a scenario take in turn, fresh for each share.
func (t *Target) strategies() []sched.Strategy {
	list := Portfolio()
	if fresh := ways[t.Strategy]; fresh != nil {
		list = fresh()
	}
	for _, s := range list {
		if pct, ok := s.(*sched.PCT); ok {
			pct.Learn(t.Longest)
		}
	}
	return list
}

// nameOf returns what a strategy is called in statistics.
func nameOf(s sched.Strategy) string {
	switch s := s.(type) {
	case *sched.PCT:
		return "pct"
	case *sched.POS:
		return "pos"
	case *sched.Random:
		return "random"
	case *sched.ReadsFrom:
		return "reads-from"
	case *sched.Sticky:
		return "sticky"
	case *sched.SURW:
		return "surw"
	case *sched.URW:
		return "urw"
	case *sched.Exhaustive:
		return exhaustive
	case *sched.Bounded:
		return fmt.Sprint(bounded, ":", s.Preemptions)
	}
	return "default order"
}
