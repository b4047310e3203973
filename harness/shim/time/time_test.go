package time_test

import (
	"testing"
	stdtime "time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/time"
)

// clock notes what happens when, in milliseconds of virtual time.
type clock struct {
	shimtest.Log
	start time.Time
}

func (c *clock) mark(v ...any) {
	for i := range v {
		if d, ok := v[i].(time.Duration); ok && d >= time.Millisecond {
			v[i] = d.Round(time.Microsecond) // a clock that is looked at goes on by nanoseconds
		}
	}
	c.Add(v...)
	c.Add("@", time.Since(c.start).Milliseconds())
}

// TestVirtualTime runs programs in the default order, in which time passes only when nobody can run.
func TestVirtualTime(t *testing.T) {
	const ms = time.Millisecond
	for _, test := range []struct {
		name    string
		program func(c *clock)
		want    string
	}{
		{"sleepers wake in the order of their times", func(c *clock) {
			for _, d := range []time.Duration{30, 10, 20, 0, -5} {
				shim.Go(func() { time.Sleep(d * ms); c.mark(d) })
			}
		}, "0s @ 0 -5ns @ 0 10ns @ 10 20ns @ 20 30ns @ 30"},
		{"sleeping for no time is not waiting", func(c *clock) {
			shim.Go(func() { time.Sleep(0); time.Sleep(-1); c.Add("first") })
			shim.Go(func() { c.Add("second") })
		}, "first second"},
		{"hours pass at once", func(c *clock) {
			time.Sleep(1000 * time.Hour)
			c.mark("slept")
		}, "slept @ 3600000000"},
		{"timers due together fire in the order of starting", func(c *clock) {
			for i := range 3 {
				time.AfterFunc(5*ms, func() { c.mark(i) })
			}
		}, "0 @ 5 1 @ 5 2 @ 5"},
		{"a timer sends the time once", func(c *clock) {
			tm := time.NewTimer(7 * ms)
			at := shim.From(tm.C).Recv()
			c.mark(at.Sub(c.start), tm.Stop(), tm.Reset(3*ms))
			at = shim.From(tm.C).Recv()
			c.mark(at.Sub(c.start))
		}, "7ms false false @ 7 10ms @ 10"},
		{"stopping takes back what was not received", func(c *clock) {
			tm := time.NewTimer(1 * ms)
			time.Sleep(2 * ms)
			c.mark(tm.Stop(), tm.Stop())
			var sent time.Time
			select {
			case sent = <-tm.C:
			default:
			}
			c.mark(sent.IsZero())
		}, "true false @ 2 true @ 2"},
		{"resetting takes back what was not received", func(c *clock) {
			tm := time.NewTimer(1 * ms)
			time.Sleep(2 * ms)
			c.mark(tm.Reset(5 * ms))
			c.mark(shim.From(tm.C).Recv().Sub(c.start))
		}, "true @ 2 7ms @ 7"},
		{"the buffer is not to be seen", func(c *clock) {
			tm := time.NewTimer(1 * ms)
			time.Sleep(2 * ms)
			c.mark(shim.Len(tm.C), shim.Cap(tm.C))
			shim.From(tm.C).Recv()
		}, "0 0 @ 2"},
		{"a stopped function is not called", func(c *clock) {
			tm := time.AfterFunc(5*ms, func() { c.mark("called") })
			c.mark(tm.Stop(), tm.Stop())
			c.mark(tm.Reset(6 * ms))
		}, "true false @ 0 false @ 0 called @ 6"},
		{"a ticker ticks, and drops what is not received", func(c *clock) {
			tick := time.NewTicker(10 * ms)
			shim.From(tick.C).Recv()
			c.mark("tick")
			time.Sleep(35 * ms)
			c.mark(shim.From(tick.C).Recv().Sub(c.start))
			c.mark(shim.From(tick.C).Recv().Sub(c.start))
			tick.Reset(3 * ms)
			shim.From(tick.C).Recv()
			c.mark("faster")
			tick.Stop()
		}, "tick @ 10 20ms @ 45 50ms @ 50 faster @ 53"},
		{"after and tick", func(c *clock) {
			shim.From(time.After(4 * ms)).Recv()
			c.mark("after")
			ticks := time.Tick(5 * ms)
			shim.From(ticks).Recv()
			shim.From(ticks).Recv()
			c.mark("ticks", time.Tick(0) == nil, time.Tick(-1) == nil)
		}, "after @ 4 ticks true true @ 14"},
		{"until and since agree with sub", func(c *clock) {
			deadline := time.Now().Add(5 * ms)
			time.Sleep(2 * ms)
			c.mark(time.Until(deadline), time.Since(c.start), time.Now().Sub(c.start))
		}, "3ms 2ms 2ms @ 2"},
		{"what was slept is over when it is looked at", func(c *clock) {
			last := time.Now()
			time.Sleep(2 * ms)
			c.mark(time.Now().After(last.Add(2 * ms)))
		}, "true @ 2"},
		{"a clock that is looked at twice has moved", func(c *clock) {
			c.mark(time.Now().Before(time.Now()))
		}, "true @ 0"},
		{"a select with a time-out", func(c *clock) {
			never, timeout := make(chan time.Time), time.After(8*ms)
			switch c0, c1 := shim.From(never), shim.From(timeout); shim.Select(func(i int, x shim.Op) shim.Result {
				if i == 0 {
					return c0.Do(x)
				}
				return c1.Do(x)
			}, false, c0.Key(), c1.Key()) {
			case 1:
				c.mark("timed out", c1.V.Sub(c.start), c1.Ok)
			}
		}, "timed out 8ms true @ 8"},
		{"a late tick does not shift the next", func(c *clock) {
			tick := time.NewTicker(4 * ms)
			for time.Since(c.start) < 15*ms { // moves the clock by more than a period at once
				shim.Gosched()
			}
			shim.From(tick.C).Recv()
			for range 2 {
				c.Add(shim.From(tick.C).Recv().Sub(c.start) % (4 * ms))
			}
			tick.Stop()
		}, "1ns 1ns"},
		{"waiting for the clock by looking at it", func(c *clock) {
			for time.Since(c.start) < 50*ms {
				shim.Gosched()
			}
			c.Add("passed")
		}, "passed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var c clock
			res := shimtest.Default(t, func() {
				c.start = time.Now()
				test.program(&c)
			})
			if d := cmp.Diff(test.want, c.Outcome()); d != "" || res.Panic != nil || len(res.Stuck) > 0 || res.Ending != sched.EndQuiet {
				t.Errorf("ended %v, panic %v, stuck %v (-want +got):\n%s", res.Ending, res.Panic, res.Stuck, d)
			}
		})
	}
}

func TestVirtualTimeBeginsAnew(t *testing.T) {
	want := time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	for range 2 {
		var began time.Time
		shimtest.Default(t, func() {
			began = time.Now()
			time.Sleep(time.Hour)
		})
		if began != want {
			t.Errorf("an execution began at %v, want %v", began, want)
		}
	}
}

// TestTimersRace lets a short timer fire before, between and after the steps of a task.
func TestTimersRace(t *testing.T) {
	got := shimtest.Outcomes(t, 2, func() func() string {
		var l shimtest.Log
		time.AfterFunc(time.Millisecond, func() { l.Add("fired") })
		shim.Go(func() { shim.Gosched(); l.Add("a"); shim.Gosched(); l.Add("b") })
		return l.Outcome
	})
	if d := cmp.Diff([]string{"a b fired", "a fired b", "fired a b"}, got); d != "" {
		t.Errorf("outcomes (-want +got):\n%s", d)
	}
}

// TestLateTimersAreNotEarly keeps an hour from passing while a task can run: nobody would believe such a schedule.
func TestLateTimersAreNotEarly(t *testing.T) {
	got := shimtest.Outcomes(t, 3, func() func() string {
		var l shimtest.Log
		time.AfterFunc(time.Hour, func() { l.Add("fired") })
		shim.Go(func() { shim.Gosched(); l.Add("a"); shim.Gosched(); l.Add("b") })
		return l.Outcome
	})
	if d := cmp.Diff([]string{"a b fired"}, got); d != "" {
		t.Errorf("outcomes (-want +got):\n%s", d)
	}
}

func misuse(l *shimtest.Log) {
	l.Try(func() { new(time.Timer).Stop() })
	l.Try(func() { new(time.Timer).Reset(1) })
	l.Try(func() { new(time.Ticker).Reset(1) })
	new(time.Ticker).Stop()
	l.Try(func() { time.NewTicker(0) })
	l.Try(func() { time.NewTicker(1).Reset(-1) })
}

func TestMisuse(t *testing.T) {
	const want = "time: Stop called on uninitialized Timer time: Reset called on uninitialized Timer " +
		"time: Reset called on uninitialized Ticker non-positive interval for NewTicker non-positive interval for Ticker.Reset"
	var native, controlled shimtest.Log
	misuse(&native)
	shimtest.Default(t, func() { misuse(&controlled) })
	if d := cmp.Diff(want, native.Outcome()); d != "" {
		t.Errorf("natively (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want, controlled.Outcome()); d != "" {
		t.Errorf("under control (-want +got):\n%s", d)
	}
}

// TestNativeTimers uses the real clock, where only the order of things is certain.
func TestNativeTimers(t *testing.T) {
	start := time.Now()
	tm, called := time.NewTimer(time.Hour), make(chan bool)
	if !tm.Stop() || tm.Stop() || tm.Reset(1) {
		t.Error("a timer that has hours to go was not pending once and only once")
	}
	<-tm.C
	time.AfterFunc(1, func() { close(called) })
	<-called
	<-time.After(1)
	tick := time.NewTicker(1)
	<-tick.C
	tick.Reset(2)
	<-tick.C
	tick.Stop()
	<-time.Tick(1)
	time.Sleep(1)
	if time.Since(start) <= 0 || time.Until(start) >= 0 {
		t.Errorf("%v have passed since the start", time.Since(start))
	}
}

// TestNativeTimerUnderControl hands timers over that were made outside of the execution.
func TestNativeTimerUnderControl(t *testing.T) {
	tm, tick := time.NewTimer(time.Hour), time.NewTicker(time.Hour)
	var c clock
	res := shimtest.Default(t, func() {
		c.start = time.Now()
		c.mark(tm.Reset(5 * time.Millisecond))
		shim.From(tm.C).Recv()
		c.mark("fired")
		tick.Reset(time.Millisecond)
		shim.From(tick.C).Recv()
		shim.From(tick.C).Recv()
		c.mark("ticked")
		tick.Stop()
	})
	if d := cmp.Diff("true @ 0 fired @ 5 ticked @ 7", c.Outcome()); d != "" || len(res.Stuck) > 0 {
		t.Errorf("stuck %v (-want +got):\n%s", res.Stuck, d)
	}
	if tm.Stop() || tm.Reset(1) {
		t.Error("a virtual timer that has fired is still pending after the execution")
	}
}

// TestVirtualTimerOutlivesItsExecution uses a timer natively, and in the next execution.
func TestVirtualTimerOutlivesItsExecution(t *testing.T) {
	s := sched.New()
	defer s.Close()
	cfg := sched.Config{Strategy: &sched.Replay{}}
	var tm *time.Timer
	s.Run(0, cfg, func() { tm = time.NewTimer(time.Hour); tm.Stop() })
	if tm.Stop() || tm.Reset(1) {
		t.Error("a stopped timer is pending after its execution")
	}
	var c clock
	s.Run(0, cfg, func() {
		c.start = time.Now()
		tm.Reset(2 * time.Millisecond)
		shim.From(tm.C).Recv()
		c.mark("fired")
	})
	if got := c.Outcome(); got != "fired @ 2" {
		t.Errorf("in the next execution: %q, want fired @ 2", got)
	}
}

// TestForeignStop stops a virtual timer from outside.
func TestForeignStop(t *testing.T) {
	var l shimtest.Log
	res := shimtest.WithForeign(t, func(start func(func())) {
		tm := time.AfterFunc(time.Hour, func() { l.Add("called") })
		stopped := make(chan bool) // used natively
		start(func() { stopped <- tm.Stop() })
		l.Add(<-stopped)
		time.Sleep(2 * time.Hour)
		l.Add("over")
	})
	if d := cmp.Diff("true over", l.Outcome()); d != "" || len(res.Stuck) > 0 {
		t.Errorf("stuck %v (-want +got):\n%s", res.Stuck, d)
	}
}

func TestUnwindingIsInert(t *testing.T) {
	reached := 0
	res := shimtest.Default(t, func() {
		shim.Go(func() {
			defer func() { reached++ }()
			defer time.Sleep(time.Hour) // would wait: ends this call only
			defer func() { shim.From(time.After(1)).Recv() }()
			tm := time.NewTimer(time.Hour)
			defer tm.Reset(time.Second)
			defer tm.Stop()
			shim.Block()
		})
	})
	if len(res.Stuck) != 1 || reached != 1 {
		t.Errorf("stuck %v, the outermost deferred call ran %d times; want one task, once", res.Stuck, reached)
	}
}

func TestTickersDoNotKeepAnExecutionGoing(t *testing.T) {
	res := shimtest.Default(t, func() {
		time.NewTicker(time.Second)
		shim.Go(func() { shim.Block() })
	})
	if res.Ending != sched.EndQuiet || len(res.Stuck) != 1 {
		t.Errorf("ended %v, stuck %v; want one task found blocked beside a ticker that nobody stops", res.Ending, res.Stuck)
	}
}

func TestAliases(t *testing.T) {
	var d time.Duration = stdtime.Second
	var loc *time.Location = stdtime.UTC
	at, err := time.ParseInLocation(time.DateTime, "2001-02-03 04:05:06", loc)
	if want := stdtime.Date(2001, stdtime.February, 3, 4, 5, 6, 0, stdtime.UTC); err != nil || !at.Equal(want) || d != time.Second {
		t.Errorf("parsed %v, %v, want %v", at, err, want)
	}
}

func BenchmarkNow(b *testing.B) {
	b.Run("std", func(b *testing.B) {
		for b.Loop() {
			stdtime.Now()
		}
	})
	b.Run("shim", func(b *testing.B) {
		for b.Loop() {
			time.Now()
		}
	})
}

func BenchmarkNewTimer(b *testing.B) {
	b.Run("std", func(b *testing.B) {
		for b.Loop() {
			stdtime.NewTimer(stdtime.Hour).Stop()
		}
	})
	b.Run("shim", func(b *testing.B) {
		for b.Loop() {
			time.NewTimer(time.Hour).Stop()
		}
	})
}

// nativeStart is what programs keep of the moment at which they were started.
var nativeStart = stdtime.Now()

// A task that measures the time since the program was started must not see the real time, nor a clock that has run backwards.
func TestTimeSinceNativeMoment(t *testing.T) {
	var seen [2][2]time.Duration
	for n := range seen {
		shimtest.Default(t, func() {
			seen[n][0] = time.Since(nativeStart)
			time.Sleep(time.Minute)
			seen[n][1] = -time.Until(nativeStart)
		})
	}
	if seen[0] != seen[1] || seen[0][0] <= 0 || seen[0][1]-seen[0][0] < time.Minute {
		t.Errorf("times since the program was started: %v", seen)
	}
}
