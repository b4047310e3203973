package campaign

import (
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
)

func TestDeadlockText(t *testing.T) {
	for _, c := range []struct {
		stuck []sched.Stuck
		want  string
	}{
		{[]sched.Stuck{{ID: 1, Holder: 2}, {ID: 2, Holder: 1}}, "tasks wait for each other's locks"},
		{[]sched.Stuck{{ID: 1, Holder: -1}, {ID: 2, Holder: 2}}, "a task waits for a lock that it holds itself"},
	} {
		if got := deadlockText(c.stuck); got != c.want {
			t.Errorf("%+v: %q, want %q", c.stuck, got, c.want)
		}
	}
}
