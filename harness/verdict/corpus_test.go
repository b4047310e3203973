package verdict

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/verdict/monitor"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// TestGoldenHistories judges the histories of the corpus, each of which has its verdict
// in its name, by every judge that there is.
func TestGoldenHistories(t *testing.T) {
	files, err := filepath.Glob("../../histories/testdata/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	seen, covered := map[Kind]bool{}, map[string]bool{}
	for _, file := range files {
		name := filepath.Base(file)
		parts := strings.Split(name, ".")
		want, err := Parse(parts[1])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		l, spec := golden(t, file, parts[0])
		seen[want] = true
		covered[spec.Name+" "+want.String()] = true
		j := NewJudge(spec)
		if got := j.CheckLong(l); got.Kind != want {
			t.Errorf("%s: CheckLong = %v (%s)", name, got.Kind, got.Reason)
		}
		if want == Unknown {
			continue
		}
		for what, a := range map[string]monitor.Answer{"monitor.Judge": monitor.Judge(spec, l, 0), "searchAlong": j.searchAlong(l)} {
			if a.Verdict != monitor.Open && (a.Verdict == monitor.Legal) != (want == OK) {
				t.Errorf("%s: %s = %v (%s)", name, what, a.Verdict, a.Reason)
			}
		}
		if got, err := j.Confirm(l.History(spec.Index)); err != nil || got != want {
			t.Errorf("%s: Confirm = %v, %v", name, got, err)
		}
	}
	for _, k := range []Kind{OK, WrongResult, LostWakeup, Panic, Unknown} {
		if !seen[k] {
			t.Errorf("no history with the verdict %v", k)
		}
	}
	for _, name := range models.Names() {
		spec, err := models.Named(name)
		if err != nil {
			t.Fatal(err)
		}
		wants := []Kind{OK, WrongResult}
		if slices.ContainsFunc(spec.Operations, func(op models.Operation) bool { return op.Blocking }) {
			wants = append(wants, LostWakeup)
		}
		for _, k := range wants {
			if !covered[spec.Name+" "+k.String()] {
				t.Errorf("no history of the model %s with the verdict %v", name, k)
			}
		}
	}
}

// golden reads a history of the corpus. One that does not say of which model it is says so by the beginning of its name.
func golden(t *testing.T, file, name string) (*histories.Long, *models.Spec) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l, spec, err := Read(f, file, func(of string) (*models.Spec, error) {
		if of == "" {
			of, _, _ = strings.Cut(name, "-")
		}
		return models.Named(of)
	})
	if err != nil {
		t.Fatal(err)
	}
	return l, spec
}

// TestReadsFromAPipe judges a long history while it is being written: nothing seeks in it, or reads it twice.
func TestReadsFromAPipe(t *testing.T) {
	calls := 20_000
	if os.Getenv("TENTER_TESTS") == "full" {
		calls = 500_000
	}
	out, in := io.Pipe()
	go func() {
		w := histories.NewWriter(in, "queue")
		for v := range calls / 2 { // the get begins before the put ends
			_ = w.Write(histories.Event{Kind: histories.Call, Task: 0, Name: "PutN", Value: v})
			_ = w.Write(histories.Event{Kind: histories.Call, Task: 1, Name: "TryGet"})
			_ = w.Write(histories.Event{Kind: histories.End, Task: 0})
			_ = w.Write(histories.Event{Kind: histories.End, Task: 1, Value: v})
		}
		in.CloseWithError(w.Flush())
	}()
	l, spec, err := Read(out, "pipe", models.Named)
	if err != nil {
		t.Fatal(err)
	}
	f := NewJudge(spec).CheckLong(l)
	if f.Kind != OK || f.By != "queue monitor" || len(l.Calls) != calls {
		t.Errorf("%d calls: %v by the %s: %s; want %d calls, ok by the queue monitor", len(l.Calls), f.Kind, f.By, f.Reason, calls)
	}
}
