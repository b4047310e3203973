package sched_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
)

// A program whose only choice is one of data has more than one execution.
func TestChoiceOfDataBranches(t *testing.T) {
	for _, test := range []struct{ choices, want int }{{0, 0}, {1, 0}, {2, 1}} {
		s := sched.New()
		res, _ := s.Run(0, sched.Config{Strategy: &sched.Replay{}}, func() { sched.Current().Choose(test.choices) })
		s.Close()
		if res.Branched != test.want {
			t.Errorf("%d possibilities: %d choice points, want %d", test.choices, res.Branched, test.want)
		}
	}
}
