package campaign_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/shim/rand"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// tally counts with an atomic addition, or with a load and a store, which loses some.
type tally struct {
	n    atomic.Int64
	lose bool
	dice bool
}

func (c *tally) inc() {
	if c.dice {
		rand.Int63()
	}
	if c.lose {
		c.n.Store(c.n.Load() + 1)
		return
	}
	c.n.Add(1)
}

func (c *tally) get() int { return int(c.n.Load()) }

func tallyTarget(lose, dice bool, scenarios ...*scenario.Scenario) *campaign.Target {
	m := models.New(0,
		models.Do("Inc", (*tally).inc, func(n int) int { return n + 1 }),
		models.Get("Get", (*tally).get, func(n int) int { return n }))
	return &campaign.Target{
		Name:    counterexample.Target{Test: "tally"},
		Configs: []*models.Subject{m.Bind(func() *tally { return &tally{lose: lose, dice: dice} })},
		First:   scenarios,
	}
}

func tasks(calls ...string) *scenario.Scenario {
	sc := &scenario.Scenario{}
	for _, c := range calls {
		var ops []scenario.Op
		for name := range strings.SplitSeq(c, " ") {
			ops = append(ops, scenario.Op{Op: map[string]int{"Inc": 0, "Get": 1}[name], Name: name})
		}
		sc.Tasks = append(sc.Tasks, ops)
	}
	return sc
}

// explore makes a campaign of t as a command or a test does.
func explore(t *testing.T, target *campaign.Target, runs int) campaign.Summary {
	t.Helper()
	defer target.Close()
	var results []campaign.ShareResult
	for _, share := range target.Plan(1, runs) {
		r, err := campaign.RunShare(target, share, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if results = append(results, r); r.Found != nil || campaign.Explored(results) {
			break
		}
	}
	return campaign.Merge(1, results)
}

func TestAnExploredSpaceEndsTheCampaign(t *testing.T) {
	target := tallyTarget(false, false, tasks("Inc", "Get"))
	target.Only = true
	sum := explore(t, target, 10_000)
	if sum.Verdict != verdict.OK || !sum.Whole || !sum.Ended || sum.Stats.Executions > 100 {
		t.Errorf("verdict %v, whole %v, ended %v after %d executions", sum.Verdict, sum.Whole, sum.Ended, sum.Stats.Executions)
	}
	// The addition before the load or after it, and the calls apart or not: one returns before the other begins, or neither.
	want := []string{"all 4 classes of executions explored, 0 redundant executions"}
	if diff := cmp.Diff(want, sum.Coverage()); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
	outcomes := map[string]bool{}
	for text := range sum.Stats.Outcomes {
		outcomes[text] = true
	}
	if diff := cmp.Diff(map[string]bool{"A: Inc(); B: Get() = 0": true, "A: Inc(); B: Get() = 1": true}, outcomes); diff != "" {
		t.Errorf("outcomes, want (-), got (+):\n%s", diff)
	}
}

func TestADoubtKeepsTheCampaignGoing(t *testing.T) {
	target := tallyTarget(false, true, tasks("Inc", "Get"))
	target.Only = true
	sum := explore(t, target, 1000)
	if sum.Whole || sum.Stats.Executions != 1000 || !strings.Contains(strings.Join(sum.Coverage(), "; "), "random numbers") {
		t.Errorf("whole %v after %d executions: %q", sum.Whole, sum.Stats.Executions, sum.Coverage())
	}
}

// All scenarios within limits are explored, each in all of its executions.
func TestEveryScenarioIsExplored(t *testing.T) {
	for _, test := range []struct {
		strategy string
		limits   scenario.Limits
		want     string
	}{
		// Inc and Get alone, one execution each; then Inc with Get, which may come after each other or overlap, in two orders. Equal calls
		// overlap in one way only, since which of the two tasks is then first is the same.
		{"exhaustive", scenario.Limits{Tasks: 2, Ops: 1, Prefix: -1, Epilogue: -1}, "all 12 classes of executions explored, of all 5 scenarios, 0 redundant executions"},
		{"bounded:0", scenario.Limits{Tasks: 2, Ops: 1, Prefix: -1, Epilogue: -1}, "all 8 executions with at most 0 preemptions explored, of all 5 scenarios"},
	} {
		target := tallyTarget(false, false)
		target.Strategy, target.Limits = test.strategy, test.limits
		sum := explore(t, target, 0)
		if diff := cmp.Diff([]string{test.want}, sum.Coverage()); diff != "" || sum.Verdict != verdict.OK {
			t.Errorf("%s: verdict %v, want (-), got (+):\n%s", test.strategy, sum.Verdict, diff)
		}
	}
	target := tallyTarget(true, false)
	target.Strategy, target.Limits = "exhaustive", scenario.Limits{Tasks: 2, Ops: 1, Prefix: -1, Epilogue: 1}
	if sum := explore(t, target, 0); sum.Verdict != verdict.WrongResult {
		t.Errorf("the lost update: verdict %v", sum.Verdict)
	}
}

func TestStrategyNames(t *testing.T) {
	for _, name := range append(campaign.Strategies(), "bounded:1", "bounded:17", "") {
		if err := campaign.CheckStrategy(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		target := tallyTarget(true, false)
		target.Strategy = name
		sum := explore(t, target, 2000)
		if sum.Verdict != verdict.WrongResult {
			t.Errorf("strategy %q: verdict %v after %d executions", name, sum.Verdict, sum.Stats.Executions)
		}
	}
	for name, want := range map[string]string{"uwr": `did you mean "urw"?`, "bounded": "no number of preemptions", "bounded:-1": "no number of preemptions", "luck": "there are bounded:2, exhaustive"} {
		if err := campaign.CheckStrategy(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want one about %q", name, err, want)
		}
	}
}
