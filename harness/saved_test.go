package harness

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/twin"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

func TestFolder(t *testing.T) {
	for check, want := range map[string]string{
		"TestSem":           "testdata/tenter/TestSem",
		"TestSem/a_b#01":    "testdata/tenter/TestSem/a_b#01",
		"TestSem~2":         "testdata/tenter/TestSem~2",
		"TestSem/../x":      "testdata/tenter/TestSem/%2E./x",
		"TestSem//x":        "testdata/tenter/TestSem/%/x",
		`TestSem/a\b:c%2Ed`: "testdata/tenter/TestSem/a%5Cb%3Ac%252Ed",
		"TestSem/é":         "testdata/tenter/TestSem/%C3%A9",
	} {
		if got := filepath.ToSlash(folder(check)); got != want {
			t.Errorf("%q: %q, want %q", check, got, want)
		}
	}
}

func TestWriteFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	name := filepath.Join(dir, "case.txt")
	for _, text := range []string{"one", "two"} {
		if err := writeFile(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != text {
			t.Errorf("%q, %v, want %q", got, err, text)
		}
	}
	files, err := listCases(dir)
	if d := cmp.Diff([]string{name}, files); err != nil || d != "" {
		t.Errorf("%v (-want +got):\n%s", err, d)
	}
	if err := writeFile(filepath.Join(name, "below"), nil); err == nil {
		t.Error("a file can't be a folder")
	}
	if files, err := listCases(filepath.Join(dir, "none")); err != nil || files != nil {
		t.Errorf("a folder that does not exist: %q, %v", files, err)
	}
}

// TestSavedYield: a case says what was a yield point where it was found, and is left alone where that is another thing.
func TestSavedYield(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv(twin.YieldEnv, "statements")
	spec := models.Semaphore(1).Spec()
	sc, err := parseScenario([]string{"Acquire(1)"}, spec)
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{name: "TestSem", spec: spec}
	x := &counterexample.Counterexample{Target: counterexample.Target{Test: "TestSem"}, Verdict: verdict.WrongResult, Scenario: sc}
	x.Target.Model = spec.Label
	s := c.save(x)
	if !s.kept {
		t.Fatalf("not kept: %v", s.why)
	}
	read, err := c.load(s.path)
	if err != nil || read.Yield != "statements" {
		t.Fatalf("it was read as %+v, %v", read, err)
	}
	if err := sameYield(read.Yield); err != nil {
		t.Error(err)
	}
	if got := replayCommand("TestSem"); !strings.HasPrefix(got, "TENTER_YIELD=statements go test -run ") {
		t.Errorf("it is repeated by %q", got)
	}
	t.Setenv(twin.YieldEnv, "")
	if _, _, err := c.again(s.path, read); err == nil || !strings.Contains(err.Error(), "found with TENTER_YIELD=statements") {
		t.Errorf("without: %v", err)
	}
	t.Setenv(twin.YieldEnv, "statements")
	if err := sameYield(""); err == nil || !strings.Contains(err.Error(), "found without TENTER_YIELD=statements") {
		t.Errorf("found without: %v", err)
	}
}

func TestParseScenario(t *testing.T) {
	spec := models.Semaphore(1).Spec()
	sc, err := parseScenario([]string{"prefix: Release(1)", "Acquire(2) cancellable; Release(1)", "AcquireTimeout(1) timeout 1ms", "epilogue:Free()"}, spec)
	if err != nil {
		t.Fatal(err)
	}
	if len(sc.Tasks) != 2 || len(sc.Tasks[0]) != 2 || len(sc.Prefix) != 1 || len(sc.Epilogue) != 1 || sc.Tasks[0][0].Mode != histories.Cancellable {
		t.Errorf("it was read as\n%s", sc)
	}
	for _, bad := range [][]string{nil, {"prefix: Release(1)"}, {"Release"}, {"Jump(1)"}, {"Release(1) sometimes"}, {"Release(1);"}} {
		if sc, err := parseScenario(bad, spec); err == nil {
			t.Errorf("%q was read as\n%s", bad, sc)
		}
	}
}
