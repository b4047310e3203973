package spelling

import "testing"

func TestSuggest(t *testing.T) {
	known := []string{"semaphore", "bounded-semaphore", "queue"}
	for word, want := range map[string]string{
		"semaphor": `; did you mean "semaphore"?`, "Semahpore": `; did you mean "semaphore"?`, "qeue": `; did you mean "queue"?`,
		"bounded-semaphor": `; did you mean "bounded-semaphore"?`, "toaster": "", "": "",
	} {
		if got := Suggest(word, known); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "ab", 1}, {"abc", "axc", 1}, {"", "abc", 3}, {"runs", "rums", 1}} {
		if got := distance(test.a, test.b); got != test.want {
			t.Errorf("%q to %q: %d, want %d", test.a, test.b, got, test.want)
		}
	}
}
