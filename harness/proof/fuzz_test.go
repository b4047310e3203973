package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// seen is what became of one sketch under control.
type seen struct {
	Sketch     int
	Executions int
	All        bool // these are all that there are
	Outcomes   []string
}

// mostStates bounds what the abstract machine enumerates for one sketch.
const mostStates = 5_000

func seed(t *testing.T) int {
	n := 1
	if full() {
		n = int(time.Now().Unix())
	}
	if text := os.Getenv("TENTER_SEED"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatalf("TENTER_SEED=%q: want a number", text)
		}
	}
	t.Logf("seed %d; repeat with TENTER_SEED=%[1]d", n)
	return n
}

// TestTinyProgramsHaveTheirOutcomes explores programs to the end: their outcomes must be those that the abstract machine has, no more and no
// less.
func TestTinyProgramsHaveTheirOutcomes(t *testing.T) {
	first, count, most := seed(t), 40, 4_000
	if full() {
		count, most = 1_000, 60_000
	}
	var list []sketch
	var want []map[string]bool
	for n := first * 1_000_000; len(list) < count; n++ {
		s := sketches(tinySizes).Example(n)
		if set, ok := outcomes(&s, mostStates); ok {
			list, want = append(list, s), append(want, set)
		}
	}
	complete, total := 0, 0
	m, err := layOut(folder(t), list)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range explored(t, m, most) {
		s := &list[got.Sketch]
		total += len(got.Outcomes)
		if got.All {
			complete++
		}
		for _, o := range got.Outcomes {
			if !want[got.Sketch][o] {
				t.Errorf("under control, but not by the rules of Go: %s\n%s", o, source(s))
				break
			}
		}
		if got.All && len(got.Outcomes) < len(want[got.Sketch]) {
			t.Errorf("by the rules of Go, but never under control: %v\n%s", missing(want[got.Sketch], got.Outcomes), source(s))
		}
	}
	t.Logf("%d programs with %d outcomes, %d of them explored to the end", len(list), total, complete)
	if complete < count/2 {
		t.Errorf("only %d of %d programs were explored to the end", complete, count)
	}
}

// TestNativeOutcomesAreReached runs programs natively: each outcome that is seen must be one that control can produce.
func TestNativeOutcomesAreReached(t *testing.T) {
	if testing.Short() {
		t.Skip("runs programs natively, many times")
	}
	first, count, runs, most := seed(t), 15, 10, 2_000
	if full() {
		count, runs, most = 150, 60, 20_000
	}
	var list []sketch
	for n := range count {
		list = append(list, sketches(smallSizes).Example(first*1_000_000+n))
	}
	m, err := layOut(folder(t), list)
	if err != nil {
		t.Fatal(err)
	}
	native := natively(t, m, list, runs)
	var wanted [][]string
	for _, set := range native {
		wanted = append(wanted, slices.Sorted(maps.Keys(set)))
	}
	text, err := json.Marshal(wanted)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.write("controlled/wanted.json", string(text)); err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, got := range explored(t, m, most) {
		total += len(native[got.Sketch])
		if lost := missing(native[got.Sketch], got.Outcomes); len(lost) > 0 {
			t.Errorf("natively, but not in %d executions under control (all: %v): %v\n%s", got.Executions, got.All, lost, source(&list[got.Sketch]))
		}
	}
	t.Logf("%d programs with %d outcomes in %d native runs each", len(list), total, runs)
}

func source(s *sketch) string {
	var b strings.Builder
	s.write(&b, "program")
	return b.String()
}

func missing(want map[string]bool, got []string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(want)), func(o string) bool { return slices.Contains(got, o) })
}

// layOut writes a module with all sketches in one package.
func layOut(dir string, list []sketch) (*module, error) {
	m, err := newModule(dir)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString(sketchSource)
	table := "var Sketches = []struct {\n\tRoutines int\n\tRun func(*Result)\n}{\n"
	for i := range list {
		name := fmt.Sprintf("sketch%d", i)
		list[i].write(&b, name)
		table += fmt.Sprintf("\t{%d, %s},\n", len(list[i].routines), name)
	}
	return m, m.write("sketches/sketches.go", b.String()+table+"}\n")
}

// explored makes every execution of each sketch, as long as they are not more than most.
func explored(t *testing.T, m *module, most int) (list []seen) {
	t.Helper()
	if err := m.write("controlled/controlled_test.go", sketchExploration); err != nil {
		t.Fatal(err)
	}
	env := []string{"PROOF_MOST=" + strconv.Itoa(most)}
	out, err := m.goCommand(t.Context(), env, "test", "-count=1", "-vet=off", "-v", "-timeout=60m", "./controlled")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out) {
		if text, ok := strings.CutPrefix(line, "seen "); ok {
			var s seen
			if err := json.Unmarshal([]byte(text), &s); err != nil {
				t.Fatal(err)
			}
			list = append(list, s)
		}
	}
	if !strings.Contains(out, "--- PASS: TestSketches") {
		t.Fatalf("the programs were not explored to the end:\n%s", tail(out))
	}
	return list
}

// natively runs each sketch as often as asked, in a process of its own, and returns the outcomes.
func natively(t *testing.T, m *module, list []sketch, runs int) []map[string]bool {
	t.Helper()
	if err := m.write("plain/plain.go", sketchRunner); err != nil {
		t.Fatal(err)
	}
	if _, err := m.goCommand(t.Context(), nil, "build", "-o", "plain.exe", "./plain"); err != nil {
		t.Fatal(err)
	}
	found := make([]map[string]bool, len(list))
	group, ctx := errgroup.WithContext(t.Context())
	group.SetLimit(4)
	for i := range list {
		group.Go(func() (err error) {
			found[i], err = nativeRuns(ctx, m, i, runs)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	return found
}

func nativeRuns(ctx context.Context, m *module, sketch, runs int) (map[string]bool, error) {
	out, err := exec.CommandContext(ctx, filepath.Join(m.dir, "plain.exe"), strconv.Itoa(sketch), strconv.Itoa(runs)).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("sketch %d: %w\n%s", sketch, err, out)
	}
	found := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		found[strings.TrimSuffix(line, "\n")] = true
	}
	return found, nil
}
