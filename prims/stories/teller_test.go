package stories_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }

var update = flag.Bool("update", false, "write the golden files")

// teller is a test that listens: what a check has to say is kept, and a violation is no failure.
type teller struct {
	*testing.T
	report string
}

func (t *teller) Error(args ...any) { t.report += fmt.Sprint(args...) + "\n" }

// story is one program of the tutorials.
type story struct {
	name string
	tell func(t testing.TB)
	full bool // its whole text is golden, as an example of its verdict
}

// What a report says of the search that led to it differs whenever the search is changed.
var (
	foundWith = regexp.MustCompile(`\n +\(found with[^)]*\)|   \(found with[^)]*\)`)
	rounds    = regexp.MustCompile(`the same [0-9]+ times`)
	foot      = regexp.MustCompile(`(?s)\n(replay|more) .*`)
)

// whole is what of a report is to stay as it is.
func whole(report string) string {
	report = foundWith.ReplaceAllString(report, "")
	report = rounds.ReplaceAllString(report, "the same many times")
	return foot.ReplaceAllString(report, "")
}

// TestStories tells each story and compares what is found with the golden files: for all of them the verdict, the size, and the lines
// of the source that the report shows; for one of each verdict the whole report.
func TestStories(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	t.Setenv("COLUMNS", "100")
	forget := func() { _ = os.RemoveAll(filepath.Join("testdata", "tenter")) } // cases that are saved would be tried first
	forget()
	defer forget()
	var structure strings.Builder
	for _, s := range stories() {
		report := ""
		t.Run(s.name, func(t *testing.T) {
			l := &teller{T: t}
			s.tell(l)
			report = l.report
		})
		fmt.Fprintf(&structure, "%s\n%s", s.name, outline(report))
		if s.full {
			golden(t, filepath.Join("testdata", s.name+".txt"), whole(report))
		}
	}
	golden(t, filepath.Join("testdata", "structure.txt"), structure.String())
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; go test ./prims/stories -update writes it", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got); if that is as it should be, go test ./prims/stories -update:\n%s", filepath.Base(file), diff)
	}
}

var (
	verdictLine = regexp.MustCompile(`^(?:\S+: )?(wrong result|lost wakeup|deadlock|livelock|goroutine leak|panic|unknown)`)
	sizeLine    = regexp.MustCompile(`smallest: +(.*)`)
	place       = regexp.MustCompile(`[a-z_]+\.go:[0-9]+`)
)

// outline is the structure of a report.
func outline(report string) string {
	if report == "" {
		return "    ok\n"
	}
	kind, size := verdictLine.FindStringSubmatch(report), sizeLine.FindStringSubmatch(report)
	if kind == nil || size == nil {
		return "    " + strings.ReplaceAll(strings.TrimSpace(report), "\n", "\n    ") + "\n"
	}
	var places []string
	for _, at := range place.FindAllString(report, -1) {
		file, _, _ := strings.Cut(at, ":")
		if _, err := os.Stat(file); err == nil && !strings.HasSuffix(file, "_test.go") { // of this folder
			places = append(places, at)
		}
	}
	slices.Sort(places)
	smallest, _, _ := strings.Cut(size[1], "   (")
	return fmt.Sprintf("    %s; %s\n    %s\n", kind[1], smallest, strings.Join(slices.Compact(places), " "))
}
