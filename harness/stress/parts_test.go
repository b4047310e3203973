package stress

import (
	"context"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/histories"
)

// noted is a call with its ticks, of a line.
type noted struct{ call, ret int64 }

// objectOf makes an object on which clients have made calls at the given ticks; a call with the return 0 is pending.
func objectOf(quiets []int64, lines ...[]noted) *object {
	o := &object{group: &group{sc: &scenario.Scenario{Tasks: make([][]scenario.Op, len(lines))}}, quiets: quiets}
	for client, calls := range lines {
		ops := make([]scenario.Op, len(calls))
		for i := range ops {
			ops[i] = scenario.Op{Name: "Touch"}
		}
		l := newLine(o, client, ops)
		for i, c := range calls {
			l.calls[i].call, l.calls[i].ret = c.call, c.ret
			at := uint32(2*i + 2)
			if c.ret == 0 {
				at--
			}
			l.at.Store(at)
		}
	}
	return o
}

// TestTicksBecomeStamps: equal ticks are at the same time, and where that can't be said the history is Unordered.
func TestTicksBecomeStamps(t *testing.T) {
	for _, test := range []struct {
		name      string
		o         *object
		unordered bool
		overlap   bool // of the first calls of tasks 0 and 1
	}{
		{"apart", objectOf(nil, []noted{{1, 2}}, []noted{{3, 4}}), false, false},
		{"overlapping", objectOf(nil, []noted{{1, 3}}, []noted{{2, 4}}), false, true},
		{"one ends when the other begins", objectOf(nil, []noted{{1, 2}}, []noted{{2, 3}}), false, true},
		{"a boundary of one's own", objectOf(nil, []noted{{1, 2}, {2, 3}}, []noted{{4, 5}}), false, false},
		{"two boundaries at once", objectOf(nil, []noted{{1, 2}, {2, 3}}, []noted{{1, 2}, {2, 3}}), true, true},
		{"no ticks but the phase", objectOf([]int64{2}, []noted{{1, 1}, {1, 1}}, []noted{{1, 1}}, []noted{{3, 3}}), true, true},
		{"pending at a quiescence", objectOf([]int64{5}, []noted{{1, 2}, {3, 0}}, []noted{{1, 4}}), false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var s scribe
			var h histories.History
			s.write(&h, test.o)
			if err := h.Validate(); err != nil {
				t.Fatalf("%v\n%v", err, &h)
			}
			if h.Unordered != test.unordered {
				t.Errorf("unordered %v, want %v\n%v", h.Unordered, test.unordered, &h)
			}
			var first [2]*histories.Operation
			for i := len(h.Operations) - 1; i >= 0; i-- {
				if o := &h.Operations[i]; o.Task < 2 {
					first[o.Task] = o
				}
			}
			if overlap := first[0].Call < first[1].Return && first[1].Call < first[0].Return; overlap != test.overlap {
				t.Errorf("overlap %v, want %v\n%v", overlap, test.overlap, &h)
			}
		})
	}
}

// TestDump: a dump tells state and owner of a goroutine, also of one that it has started.
func TestDump(t *testing.T) {
	showLabels()
	release, parked := make(chan int), make(chan int64)
	go pprof.Do(t.Context(), pprof.Labels(labelKey, "t#1.2:3"), func(context.Context) {
		go func() {
			parked <- ownID()
			<-release
		}()
	})
	id := <-parked
	defer close(release)
	var d dumper
	for {
		for _, g := range d.take() {
			if g.id != id {
				continue
			}
			if g.label != "t#1.2:3" {
				t.Fatalf("label %q in %+v", g.label, g)
			}
			if g.state != "chan receive" {
				continue // not there yet
			}
			if !strings.Contains(g.frames, "parts_test.go") || g.creator == 0 {
				t.Errorf("%+v", g)
			}
			return
		}
	}
}

func TestParseHead(t *testing.T) {
	for head, want := range map[string]goroutine{
		"goroutine 7 [running]:": {id: 7, state: "running"},
		"goroutine 12 [select, 3 minutes, locked to thread labels:{\"a\": \"b\", \"tenter\": \"x:1/object\"}]:": {id: 12, state: "select", label: "x:1/object"},
		"goroutine 5 gp=0xc0 m=nil [chan receive]:":                                                             {id: 5, state: "chan receive"},
	} {
		if got, ok := parseHead(head); !ok || got != want {
			t.Errorf("%s: %+v, %v", head, got, ok)
		}
	}
	if _, ok := parseHead("created by main.main"); ok {
		t.Error("that is no head")
	}
}

// TestTimedWaits: a wait is for a timer if its source says so.
func TestTimedWaits(t *testing.T) {
	const source = `package p
func f(done chan int, late <-chan time.Time, x struct{ C chan int }) {
	t := time.NewTimer(1)
	expired := t.C
	<-done
	<-t.C
	<-expired
	<-late
	<-time.After(1)
	select {
	case <-done:
	}
	select {
	case <-done:
	case v := <-expired:
	}
	for range time.Tick(1) {}
}
var g = func() { <-time.After(1) }
`
	timed := map[int]bool{6: true, 7: true, 8: true, 9: true, 13: true, 15: true, 17: true, 19: true}
	for line := 1; line <= 19; line++ {
		if got := timedIn("p.go", []byte(source), line); got != timed[line] {
			t.Errorf("line %d: %v, want %v", line, got, timed[line])
		}
	}
}

// TestCandidates: each has less in it, and none is the scenario itself changed.
func TestCandidates(t *testing.T) {
	op := scenario.Op{Name: "Touch"}
	sc := &scenario.Scenario{Prefix: []scenario.Op{op}, Tasks: [][]scenario.Op{{op, op}, {op}}, Epilogue: []scenario.Op{op, op}}
	_, whole := sc.Size()
	n := 0
	for c := range candidates(sc) {
		n++
		if _, size := c.Size(); size >= whole || len(c.Tasks) != len(sc.Tasks) {
			t.Errorf("%v", c)
		}
	}
	if _, size := sc.Size(); n != 8 || size != whole {
		t.Errorf("%d candidates, and the scenario is now\n%v", n, sc)
	}
}

// TestRealTimeouts: a virtual hour must not be waited for.
func TestRealTimeouts(t *testing.T) {
	for _, virtual := range []time.Duration{-1, 0, time.Millisecond, time.Hour} {
		got := realTimeout(virtual)
		if got > longTimeout || (got <= 0) != (virtual <= 0) {
			t.Errorf("%v in place of %v", got, virtual)
		}
	}
}
