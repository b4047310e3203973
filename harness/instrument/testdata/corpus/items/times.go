package items

import (
	"fmt"
	"sync"
	"time"
)

var times = []Item{
	{Name: "sleepers wake in order", Want: []string{"1 2"}, Run: func() string {
		var w words
		both(func() { time.Sleep(60 * time.Millisecond); w.add(2) }, func() { time.Sleep(20 * time.Millisecond); w.add(1) })
		return w.String()
	}},
	{Name: "sleep long enough for a worker", Want: []string{"3"}, Run: func() string {
		jobs, done := make(chan int, 3), make(chan int, 3)
		go func() {
			for j := range jobs {
				yield()
				done <- j
			}
		}()
		for i := range 3 {
			jobs <- i
		}
		time.Sleep(50 * time.Millisecond)
		n := len(done)
		close(jobs)
		return fmt.Sprint(n)
	}},
	{Name: "timer stopped in time", Want: []string{"true"}, Run: func() string {
		t := time.NewTimer(time.Hour)
		return fmt.Sprint(t.Stop())
	}},
	{Name: "Stop takes back what was not received", Want: []string{"true 0"}, Run: func() string {
		t := time.NewTimer(time.Millisecond)
		time.Sleep(50 * time.Millisecond)
		stopped := t.Stop()
		return fmt.Sprint(stopped, len(t.C))
	}},
	{Name: "Reset after firing", Want: []string{"true"}, Run: func() string {
		start := time.Now()
		t := time.NewTimer(time.Millisecond)
		time.Sleep(20 * time.Millisecond)
		t.Reset(30 * time.Millisecond)
		at := <-t.C // of the second start
		return fmt.Sprint(at.Sub(start) >= 50*time.Millisecond)
	}},
	{Name: "callback runs although Stop came", Want: []string{"false true", "true false"}, Hangs: true, Run: func() string {
		var mu sync.Mutex
		ran := false
		t := time.AfterFunc(time.Millisecond, func() { mu.Lock(); ran = true; mu.Unlock() })
		time.Sleep(500 * time.Microsecond)
		stopped := t.Stop()
		time.Sleep(20 * time.Millisecond)
		mu.Lock()
		defer mu.Unlock()
		return fmt.Sprint(stopped, ran)
	}},
	{Name: "AfterFunc callback that overtakes Stop", Want: []string{"stopped too late: ran after it", "stopped too late: ran before", "stopped"}, Hangs: true, Run: func() string {
		var mu sync.Mutex
		over, late := false, false
		done := make(chan int)
		t := time.AfterFunc(time.Millisecond, func() {
			mu.Lock()
			late = over
			mu.Unlock()
			close(done)
		})
		time.Sleep(500 * time.Microsecond)
		if t.Stop() {
			return "stopped"
		}
		mu.Lock()
		over = true
		mu.Unlock()
		<-done
		if late {
			return "stopped too late: ran after it"
		}
		return "stopped too late: ran before"
	}},
	{Name: "Tick", Want: []string{"true"}, Run: func() string {
		start := time.Now()
		tick := time.Tick(10 * time.Millisecond)
		for range 3 {
			<-tick
		}
		return fmt.Sprint(time.Since(start) >= 30*time.Millisecond)
	}},
	{Name: "ticker drops ticks", Want: []string{"1"}, Run: func() string {
		t := time.NewTicker(10 * time.Millisecond)
		time.Sleep(55 * time.Millisecond)
		t.Stop()
		<-time.After(time.Millisecond)
		n := 1
		select {
		case <-t.C:
			n = 2 // Stop has taken it back
		default:
		}
		return fmt.Sprint(n)
	}},
	{Name: "timeout or value", Want: []string{"timeout", "value"}, Hangs: true, Run: func() string {
		c := make(chan int, 1)
		go func() { time.Sleep(5 * time.Millisecond); c <- 1 }()
		select {
		case <-c:
			return "value"
		case <-time.After(5 * time.Millisecond):
			return "timeout"
		}
	}},
	{Name: "timeouts far apart keep their order", Want: []string{"value"}, Run: func() string {
		c := make(chan int, 1)
		go func() { time.Sleep(2 * time.Millisecond); c <- 1 }()
		select {
		case <-c:
			return "value"
		case <-time.After(time.Hour):
			return "timeout"
		}
	}},
	{Name: "method values of timers", Want: []string{"true"}, Run: func() string {
		t := time.NewTimer(time.Hour)
		stop := t.Stop
		return fmt.Sprint(stop())
	}},
	{Name: "deadline loop", Want: []string{"true"}, Run: func() string {
		deadline := time.Now().Add(20 * time.Millisecond)
		n := 0
		for time.Now().Before(deadline) {
			time.Sleep(time.Millisecond)
			n++
		}
		return fmt.Sprint(n > 0 && n <= 20)
	}},
	{Name: "busy deadline loop", Want: []string{"over"}, Run: func() string {
		deadline := time.Now().Add(2 * time.Millisecond)
		for time.Now().Before(deadline) {
		}
		return "over"
	}},
}
