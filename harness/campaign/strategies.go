package campaign

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
)

// Strategies returns the names that Target.Strategy may have, besides "" for all of them in turn.
func Strategies() []string { return []string{"pct", "random", "sticky"} }

// strategies returns the strategies that the executions of a scenario take in turn, fresh for each share.
func (t *Target) strategies() []sched.Strategy {
	all := Portfolio()
	for _, s := range all {
		if pct, ok := s.(*sched.PCT); ok {
			pct.Learn(t.Longest)
		}
	}
	if t.Strategy == "" {
		return all
	}
	var some []sched.Strategy
	for _, s := range all {
		if strategyName(s) == t.Strategy {
			some = append(some, s)
		}
	}
	list := make([]sched.Strategy, len(all))
	for i := range list {
		list[i] = some[i%len(some)]
	}
	return list
}

func strategyName(s sched.Strategy) string {
	switch s.(type) {
	case *sched.PCT:
		return "pct"
	case *sched.Random:
		return "random"
	case *sched.Sticky:
		return "sticky"
	}
	return ""
}

// CheckStrategy returns an error if there is no strategy of that name.
func CheckStrategy(name string) error {
	if name == "" || slices.Contains(Strategies(), name) {
		return nil
	}
	return fmt.Errorf("unknown strategy %q; there are %s", name, strings.Join(Strategies(), ", "))
}
