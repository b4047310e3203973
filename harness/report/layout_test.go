package report

import "testing"

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		n    int
		want string
	}{{-3, ""}, {0, ""}, {1, "a"}, {3, "abc"}, {4, "a..."}, {6, "abcdef"}, {9, "abcdef"}} {
		if got := shorten("abcdef", c.n); got != c.want {
			t.Errorf("%d: %q, want %q", c.n, got, c.want)
		}
	}
}

// Rows are written in whatever room the names of their tasks leave.
func TestLabels(t *testing.T) {
	tl := timeline{actors: map[int]*actor{}}
	tab := &table{a: &analysis{tl: &tl}}
	for name, want := range map[string]string{
		"A":                                  "A",
		"TestGroup/one":                      "TestGroup/one",
		"TestGroup/panics_after_init/before": "before",
		"TestWaitWithContextCanceledAndOngoingTasks": "...AndOngoingTasks",
	} {
		tl.actors[0] = &actor{name: name}
		if got := tab.label(0); got != want || len(got) > longestLabel {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
