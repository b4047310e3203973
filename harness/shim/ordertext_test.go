package shim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
)

// A trace shows in which order a loop goes over a map: the reader could not know otherwise what the schedule has chosen.
func TestMapOrderIsInTheTrace(t *testing.T) {
	sch := sched.New()
	defer sch.Close()
	body := func() {
		for range 2 {
			for r := shim.Range(map[string]bool{"a": true, "b": false}); r.Next(); {
			}
		}
		for r := shim.Range(map[int]int{5: 1, 4: 1, 3: 1, 2: 1, 1: 1}); r.Next(); {
		}
		for r := shim.Range(map[[1]int8]int{{1}: 1, {2}: 1}); r.Next(); {
		}
	}
	res, _ := sch.Run(0, sched.Config{Strategy: &sched.Replay{Schedule: []sched.Decision{{From: 0, Seq: 2, To: 1, Data: true}}}, Trace: true}, body)
	var got []any
	for _, s := range res.Trace {
		if s.Kind == sched.KindOrder {
			got = append(got, s.Result)
		}
	}
	want := []any{`order "a", "b"`, `order "b", "a"`, "order 1, 2, 3, 4, ...", "order [1]int8, [1]int8"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
