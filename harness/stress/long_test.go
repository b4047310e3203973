package stress_test

import (
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness/stress"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// TestRecord: long runs on what is right are legal by judges that take histories of any length, and whoever waits is let go.
func TestRecord(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	for _, test := range []struct {
		prim   string
		config int
		only   []string
		stamps stress.Stamps
	}{
		{"simple-queue", 0, nil, stress.Counter}, {"queue", 4, []string{"Put", "Get", "TryGet"}, stress.Clock},
		{"lock", 0, []string{"Acquire", "Release", "TryAcquire"}, stress.Counter}, {"semaphore", 1, nil, stress.Clock},
	} {
		t.Run(test.prim, func(t *testing.T) {
			target := target(t, test.prim, "")
			var l histories.Long
			long := stress.Long{Config: test.config, Clients: 3, Operations: 1500, Stamps: test.stamps, Seed: seed, Only: test.only}
			if err := stress.Record(target, long, stress.Options{Alone: true}, l.Add); err != nil {
				t.Fatal(err)
			}
			l.Finish()
			j := verdict.NewJudge(target.Configs[test.config].Spec)
			j.LongBudget = 200_000 // undecided is no violation
			if f := j.CheckLong(&l); f.Kind.Violation() {
				t.Errorf("%v: %s", f.Kind, f.Text(func(call int) string { return l.Operation(call, 0).String() }))
			}
			if len(l.Calls) < 100 {
				t.Errorf("%d calls: whoever waits was not let go", len(l.Calls))
			}
			for _, c := range l.Calls {
				name := l.Names()[c.Name]
				if test.only != nil && name != test.only[0] && name != test.only[1] && name != test.only[2] {
					t.Fatalf("%s was called, want only %v", name, test.only)
				}
			}
		})
	}
}

func TestRecordErrors(t *testing.T) {
	target := target(t, "queue", "")
	none := func(histories.Event) error { return nil }
	if err := stress.Record(target, stress.Long{Config: 99, Clients: 1, Operations: 1}, stress.Options{}, none); err == nil {
		t.Error("there is no configuration 99")
	}
	if err := stress.Record(target, stress.Long{Clients: 1, Operations: 1, Only: []string{"Jump"}}, stress.Options{}, none); err == nil {
		t.Error("there is no operation Jump")
	}
}
