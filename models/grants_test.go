package models

import (
	"strings"
	"testing"
	"time"
)

// TestGrants lets events through on a clock of its own, and wants to be told of those that are too many and of those refused for no reason.
func TestGrants(t *testing.T) {
	start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	type call struct {
		at   time.Duration
		ok   bool
		want string
	}
	for _, c := range []struct {
		name  string
		slack int
		calls []call
	}{
		{"burst", 0, []call{{0, true, ""}, {0, true, ""}, {0, false, ""}}},
		{"one too many", 0, []call{{0, true, ""}, {0, true, ""}, {0, true, "3 events within 0s, where there may be 2"}}},
		{"refilled", 0, []call{{0, true, ""}, {0, true, ""}, {time.Second, true, ""}, {time.Second, true, ""}}},
		{"refilled too soon", 0, []call{{0, true, ""}, {0, true, ""}, {time.Second / 4, true, "3 events within 250ms"}}},
		{"refused while there is room", 0, []call{{0, true, ""}, {0, false, "refused, although no more than 2 events of 2"}}},
		{"slack", 1, []call{{0, true, ""}, {0, true, ""}, {0, true, ""}, {0, true, "4 events"}}},
	} {
		g := &grants{burst: 2, slack: c.slack}
		for i, step := range c.calls {
			got := g.ask(func() time.Time { return start.Add(step.at) }, 1, true, func() bool { return step.ok })
			if text, _ := got.(string); (got == nil) != (step.want == "") || !strings.Contains(text, step.want) {
				t.Errorf("%s, call %d: %v, want %q", c.name, i+1, got, step.want)
			}
		}
	}
}

// TestShelf finds a value that was stored for a while at the end of its time, and after it.
func TestShelf(t *testing.T) {
	now := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	s := &shelf{now: func() time.Time { return now }, until: map[[2]int]time.Time{}}
	end := s.storeFor(1, 2, time.Second)
	if text := s.stale(1, 2, now.Add(time.Hour)); text != "" {
		t.Errorf("while it is being stored: %s", text)
	}
	end()
	if text := s.stale(1, 2, now.Add(time.Second)); text != "" {
		t.Errorf("at the end of its time: %s", text)
	}
	if s.stale(1, 2, now.Add(time.Second+1)) == "" {
		t.Error("a value is found after its time, and nothing is said")
	}
	s.stored(1, 2)
	if text := s.stale(1, 2, now.Add(time.Hour)); text != "" {
		t.Errorf("the same value was stored to stay: %s", text)
	}
}
