package racelog

import (
	"strings"
	"testing"
)

func TestLogFile(t *testing.T) {
	for options, want := range map[string]string{
		"":                                    "",
		"halt_on_error=1":                     "",
		"log_path=stderr":                     "",
		"log_path=/a/b history_size=2":        "/a/b.7",
		`log_path=/a/b log_path="/c d/race" `: "/c d/race.7",
	} {
		if got := logFile(options, 7); got != want {
			t.Errorf("%q: got %q, want %q", options, got, want)
		}
	}
}

func TestEnvironmentKeepsTheUsersOptions(t *testing.T) {
	env := Environment([]string{"A=b", "GORACE=history_size=3 exitcode=9"}, "/tmp/a folder")
	got := strings.Join(env, "\n")
	if !strings.Contains(got, "GORACE=history_size=3 exitcode=9 suppress") || !strings.Contains(got, usersEnv+"=history_size=3 exitcode=9") {
		t.Errorf("got %s", got)
	}
	for _, kv := range env {
		if value, ok := strings.CutPrefix(kv, "GORACE="); ok && strings.Contains(value, "log_path") && logFile(value, 1) != "/tmp/a folder/race.1" {
			t.Errorf("%q: the detector would write to %q", value, logFile(value, 1))
		}
	}
}
