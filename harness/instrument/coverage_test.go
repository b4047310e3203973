package instrument

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCoverage compares the coverage profiles of the stock and of the controlled build.
func TestCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("runs tests of a module four times")
	}
	for _, flags := range [][]string{
		{"-cover", "-covermode=atomic"},
		{"-cover", "-coverpkg=./..."},
		{"-cover", "-coverpkg", "all"},
	} {
		t.Run(strings.Join(flags, " "), func(t *testing.T) {
			t.Parallel()
			m := newModule(t, app)
			m.write("p/q_test.go", "package p\n\nimport _ \"example.com/app/q\"\n")
			want, got := filepath.Join(m.dir, "want.out"), filepath.Join(m.dir, "got.out")
			stock := []string{"-cover", "-covermode=atomic"}
			if flags[1] != "-covermode=atomic" {
				stock = []string{"-cover", "-coverpkg=./..."} // of all, the standard library is left out
			}
			m.goRun(append(append([]string{"test"}, stock...), "-coverprofile="+want, "./p")...)
			cfg := m.config(flags...)
			cfg.Packages = []string{"./p"}
			b, err := Prepare(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			cmd := b.Command(t.Context(), "test", "-coverprofile="+got, "./p")
			if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "warning") {
				t.Fatalf("%v\n%s", err, out)
			}
			if diff := cmp.Diff(profile(m.read("want.out")), profile(m.read("got.out"))); diff != "" {
				t.Errorf("stock (-) and rewritten (+) differ:\n%s", diff)
			}
		})
	}
}

// profile takes a coverage profile apart into the number of visits of each block.
func profile(text string) map[string]string {
	blocks := map[string]string{}
	for line := range strings.Lines(text) {
		if i := strings.LastIndexByte(line, ' '); i > 0 {
			blocks[line[:i]] = strings.TrimSpace(line[i:])
		}
	}
	return blocks
}

// TestFuzz builds a test binary for fuzzing, whose packages are compiled in another way than the shims were.
func TestFuzz(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles with another instrumentation")
	}
	m := usingApp(t)
	m.write("p/fuzz_test.go", `package p

import (
	"os"
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
	_ "github.com/tenter-go/tenter/harness/shim/sync"
)

func FuzzSum(f *testing.F) {
	f.Add(uint16(1), uint16(2))
	f.Fuzz(func(t *testing.T, a, b uint16) {
		if Sum(int(a), int(b)) != 3 {
			t.Fatal("found: " + sched.Stamp())
		}
	})
}

func TestMain(m *testing.M) { os.Exit(m.Run()) }
`)
	exe := filepath.Join(t.TempDir(), "p.test")
	if err := m.prepare().Run(t.Context(), "test", "-c", "-fuzz=FuzzSum", "-o", exe, "./p"); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.fuzz=FuzzSum", "-test.fuzztime=20s", "-test.parallel=1", "-test.fuzzcachedir="+t.TempDir(), "-test.run=^$")
	cmd.Dir = filepath.Join(m.dir, "p")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "package=example.com/app/p ") {
		t.Errorf("%v\n%s", err, out)
	}
}
