package shrink

import (
	"flag"
	"fmt"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/tenter-go/tenter/harness/scenario"
)

// rapidFlags are rapid's settings while a case is shrunk: a fixed seed, so that shrinking is reproducible, and no files of its own.
var rapidFlags = map[string]string{"rapid.nofailfile": "true", "rapid.seed": "1", "rapid.checks": "100", "rapid.failfile": ""}

// flagsMu keeps two shrinks from setting the flags at once. A test of the user's that runs rapid in parallel to one that is
// being shrunk may see them.
var flagsMu sync.Mutex

// byRapid lets rapid shrink the case: a property that fails whenever the kept parts still fail, anchored on the case itself.
func (s *shrinker) byRapid(budget int) {
	flagsMu.Lock()
	defer flagsMu.Unlock()
	defer setFlags()()
	start := s.best
	rapid.Check(&quietTB{}, func(t *rapid.T) {
		c, all := s.draw(t, start)
		if all {
			s.best = start // the anchor: known to fail, so it need not be run again
			t.Fatalf("fails")
		}
		got, ok := s.fails(c, budget)
		if !ok {
			return
		}
		if k, best := s.costOf(got), s.cost(); k.less(best) || k == best && len(got.Schedule) < len(s.best.Schedule) {
			s.best = got
		}
		t.Fatalf("fails")
	})
}

// draw proposes a part of the case: each element is kept if its word is not zero.
func (s *shrinker) draw(t *rapid.T, from Case) (c Case, all bool) {
	keep := func() bool { return rapid.Uint64().Draw(t, "") != 0 }
	all = true
	part := func(ops []scenario.Op) []scenario.Op {
		var kept []scenario.Op
		for _, o := range ops {
			if !keep() {
				all = false
				continue
			}
			if choices := s.calls.Simpler(from.Config, o); len(choices) > 0 && !keep() {
				o, all = choices[0], false
			}
			kept = append(kept, o)
		}
		return kept
	}
	c = Case{Config: from.Config, Scenario: &scenario.Scenario{Tasks: make([][]scenario.Op, len(from.Scenario.Tasks))}}
	for i, ops := range from.Scenario.Tasks {
		if !keep() {
			all = all && len(ops) == 0
			continue
		}
		c.Scenario.Tasks[i] = part(ops)
	}
	c.Scenario.Prefix = part(from.Scenario.Prefix)
	c.Scenario.Epilogue = part(from.Scenario.Epilogue)
	for _, d := range from.Schedule {
		if keep() {
			c.Schedule = append(c.Schedule, d)
		} else {
			all = false
		}
	}
	return c, all
}

// setFlags sets rapid's flags and returns what restores them.
func setFlags() (restore func()) {
	if !flag.Parsed() { // not in a test binary: rapid asks testing.Short, which wants parsed flags
		testing.Init()
		_ = flag.CommandLine.Parse(nil)
	}
	old := map[string]string{}
	for name, value := range rapidFlags {
		f := flag.Lookup(name)
		old[name] = f.Value.String()
		if err := f.Value.Set(value); err != nil {
			panic(fmt.Sprintf("shrink: flag %s: %v", name, err))
		}
	}
	return func() {
		for name, value := range old {
			_ = flag.Lookup(name).Value.Set(value)
		}
	}
}

// quietTB takes what rapid has to say, which nobody is to read: the report speaks for the case.
type quietTB struct{ failed bool }

func (t *quietTB) Helper()               {}
func (t *quietTB) Name() string          { return "tenter-shrink" }
func (t *quietTB) Logf(string, ...any)   {}
func (t *quietTB) Log(...any)            {}
func (t *quietTB) Skipf(string, ...any)  {}
func (t *quietTB) Skip(...any)           {}
func (t *quietTB) SkipNow()              {}
func (t *quietTB) Errorf(string, ...any) { t.failed = true }
func (t *quietTB) Error(...any)          { t.failed = true }
func (t *quietTB) Fatalf(string, ...any) { t.failed = true }
func (t *quietTB) Fatal(...any)          { t.failed = true }
func (t *quietTB) FailNow()              { t.failed = true }
func (t *quietTB) Fail()                 { t.failed = true }
func (t *quietTB) Failed() bool          { return t.failed }

var _ rapid.TB = (*quietTB)(nil)
