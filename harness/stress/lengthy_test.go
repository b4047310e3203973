package stress_test

import (
	"sync"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/stress"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// worn is a counter that forgets an addition once it has seen many: no short execution shows that.
type worn struct {
	mu        sync.Mutex
	sum, seen int
}

func (w *worn) add(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen++; w.seen != 200 {
		w.sum += n
	}
}

func (w *worn) load() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sum
}

func wornTarget(t *testing.T) *campaign.Target {
	t.Helper()
	m := models.New(0,
		models.Do("Inc", func(w *worn) { w.add(1) }, func(n int) int { return n + 1 }),
		models.Get("Load", (*worn).load, func(n int) int { return n }),
	)
	target := &campaign.Target{Configs: []*models.Subject{m.Bind(func() *worn { return &worn{} })}}
	t.Cleanup(target.Close)
	return target
}

// TestLengthyExecutions: what shows after hundreds of calls only is found by a campaign, and kept as the shortest beginning of the history that is illegal.
func TestLengthyExecutions(t *testing.T) {
	target := wornTarget(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	res := run(t, target, seed, 100_000)
	if res.Found == nil {
		t.Fatalf("not found in %d executions: %v", res.Stats.Executions, res.Stats.Strategies)
	}
	c := res.Found.Counterexample
	if c.Verdict != verdict.WrongResult {
		t.Fatalf("%v, want a wrong result", c.Verdict)
	}
	h := c.Observed.History
	if n := len(h.Operations); n < 200 || n > 1200 {
		t.Errorf("the history has %d calls, want a few more than 200", n)
	}
	l, err := histories.LongOf(h)
	if err != nil {
		t.Fatal(err)
	}
	j := verdict.NewJudge(target.Configs[0].Spec)
	if f := j.CheckLong(l); f.Kind != verdict.WrongResult {
		t.Errorf("the history that was kept is judged as %v", f.Kind)
	}
	var before histories.Long
	events := h.Events()
	for _, e := range events[:len(events)-1] {
		if err := before.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	before.Finish()
	if f := j.CheckLong(&before); f.Kind != verdict.OK {
		t.Errorf("the history is not the shortest: without its last event it is %v", f.Kind)
	}
	if r, err := stress.Replay(target, c, stress.Options{Patience: 50 * time.Millisecond}, func() bool { return false }); err != nil || r.Verdict != verdict.WrongResult {
		t.Errorf("replayed: %v, %v", r, err)
	}
}
