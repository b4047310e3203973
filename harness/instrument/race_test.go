package instrument

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// needsRace skips a test where programs can't be built for the race detector.
func needsRace(t *testing.T) {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "race")
	if out, err := exec.Command("go", "build", "-race", "-o", exe, "fmt").CombinedOutput(); err != nil {
		t.Skipf("go build -race does not work here: %s", out)
	}
}

// runRacy runs a program of which the race detector has something to say.
func runRacy(t *testing.T, exe string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), "GORACE=suppress_equal_stacks=0 suppress_equal_addresses=0 exitcode=0 log_path="+filepath.Join(t.TempDir(), "log"))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestRaces explores pairs of programs for each construct that synchronizes. With it no execution has a race; without it some have one, which each
// repetition shows again, and whose accesses and go statements are the program's own.
func TestRaces(t *testing.T) {
	if testing.Short() {
		t.Skip("builds for the race detector")
	}
	needsRace(t)
	m := newModule(t, "")
	if err := os.CopyFS(m.dir, os.DirFS("testdata/races")); err != nil {
		t.Fatal(err)
	}
	m.require()
	var all map[string]struct {
		Executions, Races, Replays int
		Text                       string
		Endings                    []string
	}
	if err := json.Unmarshal(runRacy(t, m.build(m.prepare("-race"))), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) < 60 {
		t.Errorf("%d programs, want 60 or more", len(all))
	}
	for name, f := range all {
		switch {
		case !slices.Equal(f.Endings, []string{"quiet"}):
			t.Errorf("%s: ends %v", name, f.Endings)
		case strings.HasSuffix(name, "with") && f.Races > 0:
			t.Errorf("%s: %d of %d executions have a race:\n%s", name, f.Races, f.Executions, f.Text)
		case strings.HasSuffix(name, "without") && (f.Races == 0 || f.Replays != 100):
			t.Errorf("%s: %d of %d executions have a race, and %d of 100 repetitions", name, f.Races, f.Executions, f.Replays)
		case f.Races > 0 && strings.Count(f.Text, "example.com/races/pairs.") < 2:
			t.Errorf("%s: the detector does not tell of the program:\n%s", name, f.Text)
		}
	}
}

// racy are the programs of the corpus that have data races: what they come to depends on them.
var racy = []string{"RLocker shares", "TrySend and TryRecv", "WaitGroup.Add inside", "no lock", "send on closed", "struct copies"}

// TestRacesOfTheCorpus explores the programs of the corpus where the race detector looks.
func TestRacesOfTheCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("builds for the race detector")
	}
	needsRace(t)
	m := newModule(t, "")
	if err := os.CopyFS(m.dir, os.DirFS("testdata/corpus")); err != nil {
		t.Fatal(err)
	}
	m.require()
	var all map[string]found
	if err := json.Unmarshal(runRacy(t, m.build(m.prepare("-race")), "races"), &all); err != nil {
		t.Fatal(err)
	}
	for name, f := range all {
		if slices.Contains(racy, name) != (len(f.Got) > 0) {
			t.Errorf("%s: want a race: %v; the detector says: %s", name, slices.Contains(racy, name), f.Got)
		}
	}
}

// TestWhoTriesLocks builds a program that asks whether a lock is held, and one that doesn't.
func TestWhoTriesLocks(t *testing.T) {
	for call, want := range map[string]bool{"TryLock": true, "TryRLock": true, "Lock": false} {
		m := newModule(t, "-- go.mod --\nmodule tries\n\ngo 1.26.0\n-- main.go --\npackage main\n\nimport \"sync\"\n\nvar mu sync.RWMutex\n\nfunc main() { mu."+call+"() }\n")
		data, err := os.ReadFile(m.build(m.prepare()))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(data), ";tries=1;"); got != want {
			t.Errorf("a program that calls %s is said to ask whether locks are held: %v", call, got)
		}
	}
}
