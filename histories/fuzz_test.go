package histories

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzOpen reads anything at all: it is refused with its line, or is a history that
// is the same once it has been written and read again.
func FuzzOpen(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(line1)
	f.Fuzz(func(t *testing.T, text string) {
		events, err := read(t, text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "h.txt:") {
				t.Fatalf("error without a place: %v", err)
			}
			return
		}
		var b strings.Builder
		w := NewWriter(&b, "")
		for _, e := range events {
			if err := w.Write(e); err != nil {
				if strings.Contains(err.Error(), "can't be written") { // EDN can
					return
				}
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			return
		}
		again, err := read(t, b.String())
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		for i := range events {
			events[i].Line = 0
		}
		for i := range again {
			again[i].Line = 0
		}
		if diff := cmp.Diff(events, again); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		l := &Long{}
		for _, e := range events {
			if l.Add(e) != nil {
				return
			}
		}
		l.Finish()
		l.History(func(string) int { return 0 })
	})
}
