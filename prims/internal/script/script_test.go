package script_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/tenter-go/tenter/prims/internal/script"
)

// gate is a subject of which everything is known: it opens once.
func gate() script.Verbs {
	open := make(chan struct{})
	return script.Verbs{
		"open": func(script.Call) string { close(open); return "ok" },
		"wait": func(c script.Call) string {
			select {
			case <-open:
				return fmt.Sprint(c.Int(0))
			case <-c.Ctx.Done():
				return script.Words{}.Outcome(c.Ctx.Err())
			}
		},
	}
}

// Check must not pass a script that it does not understand, or one that does not come true.
func TestCheckReports(t *testing.T) {
	for _, tc := range []struct{ script, want string }{
		{"open", "no arrow"},
		{"-> ok", "no verb"},
		{"shut -> ok", `unknown verb "shut"`},
		{"wait -> waits", "needs a name"},
		{"a: wait -> waits\n a: wait -> waits", "waits already"},
		{"cancel a -> done", `no call named "a" waits`},
		{"open -> waits", "open -> ok, want waits"},
		{"a: wait 3 -> waits\n open -> ok", "open -> ok, a 3, want ok"},
		{"a: late wait -> waits", "late wait -> canceled, want waits"},
	} {
		synctest.Test(t, func(t *testing.T) {
			err := script.Check(gate(), tc.script)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("Check(%q) = %v, want an error with %q", tc.script, err, tc.want)
			}
		})
	}
}

func TestCheckPasses(t *testing.T) {
	script.Test(t, []script.Case{{Name: "all steps", Script: `
		a: wait 1 -> waits
		b: wait 2 -> waits
		cancel a  -> done, a canceled
		pass 1h   -> done
		open      -> ok, b 2
		c: late wait 3 -> canceled`}}, func(int) script.Verbs {
		open := make(chan struct{})
		v := gate()
		v["open"] = func(script.Call) string { close(open); return "ok" }
		v["wait"] = func(c script.Call) string {
			if err := c.Ctx.Err(); err != nil {
				return script.Words{}.Outcome(err)
			}
			select {
			case <-open:
				return fmt.Sprint(c.Int(0))
			case <-c.Ctx.Done():
				return script.Words{}.Outcome(c.Ctx.Err())
			}
		}
		return v
	})
}

func TestFlaws(t *testing.T) {
	if got := script.Flaws([]script.Case{{Name: "a"}, {Name: "a"}, {Name: "b"}}); len(got) != 1 {
		t.Errorf("flaws %q, want one", got)
	}
}
