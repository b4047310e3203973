package sched_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness/sched"
)

// TestNativeWait has a task wait in the runtime: the execution is given up, says where, and the next one is made.
func TestNativeWait(t *testing.T) {
	never := make(chan int)
	s := sched.New()
	res, _ := s.Run(0, sched.Config{Strategy: &sched.Replay{}, Patience: time.Nanosecond}, func() {
		current := sched.Current()
		current.Go(func() { <-never })
		current.Point(sched.KindGosched, nil)
	})
	if !res.Abandoned || res.Ending != sched.EndForeign || !strings.Contains(res.Why, "deputy_test.go:18") || !strings.Contains(res.Why, "chan receive") {
		t.Errorf("%+v", res)
	}
	next := sched.New()
	defer next.Close()
	defer close(never) // the task comes back to an execution that is over
	ran := 0
	res, _ = next.Run(0, sched.Config{Strategy: &sched.Replay{}, Patience: time.Hour}, func() { ran++ })
	if ran != 1 || res.Ending != sched.EndQuiet {
		t.Errorf("the next execution: %+v", res)
	}
}

// TestDeputyHandsOn has an execution by a deputy end in the ways in which its caller must hear of it.
func TestDeputyHandsOn(t *testing.T) {
	s := sched.New()
	defer s.Close()
	run := func(quiet func()) {
		s.Run(0, sched.Config{Strategy: &sched.Replay{}, Patience: time.Hour, OnQuiescence: func(*sched.Run) bool { quiet(); return false }}, nil)
	}
	var got any
	func() {
		defer func() { got = recover() }()
		run(func() { panic("boom") })
	}()
	if got != "boom" {
		t.Errorf("recovered %v, want boom", got)
	}
	over := make(chan bool)
	go func() {
		defer close(over)
		run(runtime.Goexit)
		over <- true
	}()
	if <-over {
		t.Error("runtime.Goexit did not end the caller")
	}
	ran := false
	run(func() { ran = true })
	if !ran {
		t.Error("the scheduler can't be used any more")
	}
}

func BenchmarkDeputy(b *testing.B) {
	for name, patience := range map[string]time.Duration{"none": 0, "watched": time.Hour} {
		b.Run(name, func(b *testing.B) {
			s := sched.New()
			defer s.Close()
			cfg := sched.Config{Strategy: &sched.Random{}, Patience: patience}
			for b.Loop() {
				s.Run(1, cfg, func() {})
			}
		})
	}
}
