package prims_test

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/sched"
)

func itoa(n int) string { return strconv.Itoa(n) }

// mostExecutions is after how many executions the search for a bug is given up.
const mostExecutions = 10_000

// contestant is a way to search: a fresh list of strategies that executions take in turn.
type contestant struct {
	name  string
	fresh func() []sched.Strategy
}

func alone(name string, fresh func() sched.Strategy) contestant {
	return contestant{name, func() []sched.Strategy { return []sched.Strategy{fresh()} }}
}

func contestants() []contestant {
	return []contestant{
		alone("random", func() sched.Strategy { return &sched.Random{} }),
		alone("PCT-3", func() sched.Strategy { return &sched.PCT{Depth: 3} }),
		alone("PCT-10", func() sched.Strategy { return &sched.PCT{Depth: 10} }),
		alone("POS", func() sched.Strategy { return &sched.POS{} }),
		alone("URW", func() sched.Strategy { return &sched.URW{} }),
		alone("SURW", func() sched.Strategy { return &sched.SURW{} }),
		alone("reads-from", func() sched.Strategy { return &sched.ReadsFrom{} }),
		{"portfolio", campaign.Portfolio},
	}
}

// search returns the number of the execution in which the bug of a shape showed, or 0.
func search(s *sched.Scheduler, sh shape, c contestant, seed uint64) int {
	strategies := c.fresh()
	for n := range mostExecutions {
		res, _ := s.Run(seed*1_000_003+uint64(n), sched.Config{Strategy: strategies[n%len(strategies)]}, sh.run)
		if sh.wrong(len(res.Stuck)) {
			return n + 1
		}
	}
	return 0
}

// TestBugShapes prints how many executions each way of searching needs, if TENTER_TESTS is full; else it is enough that the default finds
// every bug.
func TestBugShapes(t *testing.T) {
	if sched.Stamp() == "" {
		t.Fatal("not under control")
	}
	s := sched.New()
	defer s.Close()
	seeds, ways := 3, contestants()
	if os.Getenv("TENTER_TESTS") == "full" {
		seeds = 200
	} else {
		ways = ways[len(ways)-1:]
	}
	var table strings.Builder
	fmt.Fprintf(&table, "executions until the bug shows: mean over %d seeds, its standard error, and in how many it was found\n%-28s", seeds, "")
	for _, c := range ways {
		fmt.Fprintf(&table, " %18s", c.name)
	}
	for _, sh := range shapes() {
		fmt.Fprintf(&table, "\n%-28s", sh.name)
		for _, c := range ways {
			var found, sum, squares float64
			for seed := range seeds {
				if n := float64(search(s, sh, c, uint64(seed))); n > 0 {
					found++
					sum += n
					squares += n * n
				}
			}
			mean := sum / found
			fmt.Fprintf(&table, " %18s", fmt.Sprintf("%.1f±%.1f (%.0f)", mean, math.Sqrt(max(0, squares/found-mean*mean)/found), found))
			if c.name == "portfolio" && int(found) < seeds {
				t.Errorf("%s: the portfolio found the bug with %.0f seeds of %d", sh.name, found, seeds)
			}
		}
	}
	t.Log("\n" + table.String())
}
