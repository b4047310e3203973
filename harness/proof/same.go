package proof

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Difference is a program that ends otherwise under control than natively.
type Difference struct {
	Program string
	Native  string // what it wrote, and how it ended
	Control string
}

// Compare runs programs natively, each once in a process of its own, and runs times under control, and returns those that end otherwise. An
// execution under control ends with the program: goroutines that are still there are no fault.
func Compare(ctx context.Context, dir string, programs []Program, runs int) ([]Difference, error) {
	m, err := newModule(dir)
	if err != nil {
		return nil, err
	}
	if err := layPrograms(m, programs, "plain", "controlled"); err != nil {
		return nil, err
	}
	if err := m.write("plain/plain.go", plainProgram); err != nil {
		return nil, err
	}
	if err := m.write("controlled/controlled_test.go", controlledProgram); err != nil {
		return nil, err
	}
	if _, err := m.goCommand(ctx, nil, "build", "-o", "plain.exe", "./plain"); err != nil {
		return nil, err
	}
	out, err := m.goCommand(ctx, []string{"PROOF_RUNS=" + strconv.Itoa(runs)}, "test", "-count=1", "-vet=off", "-json", "-timeout=60m", "./controlled")
	if err != nil {
		return nil, err
	}
	tests, err := readOutcomes(out)
	if err != nil {
		return nil, err
	}
	var list []Difference
	for _, p := range programs {
		text, err := exec.CommandContext(ctx, filepath.Join(dir, "plain.exe"), p.Name).CombinedOutput()
		native := string(text) + "ends well\n"
		if err != nil {
			native = string(text) + err.Error() + "\n"
		}
		control := fmt.Sprintf("does not end:\n%s", tail(out))
		if o := tests["TestProgram/"+p.Name]; o != nil && o.status != "" {
			control = o.written()
		}
		if control != native {
			list = append(list, Difference{p.Name, native, control})
		}
	}
	return list, nil
}

// written returns what a test wrote, without what go test adds.
func (o *outcome) written() string {
	lines := slices.DeleteFunc(strings.SplitAfter(o.output, "\n"), func(l string) bool {
		l = strings.TrimSpace(l)
		return strings.HasPrefix(l, "=== ") || strings.HasPrefix(l, "--- ")
	})
	return strings.Join(lines, "")
}

const plainProgram = `package main

import "os"

func main() {
	name := os.Args[1]
	os.Args = os.Args[:1]
	for _, p := range programs {
		if p.name == name {
			p.main()
		}
	}
}
`

const controlledProgram = `package main

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/tenter-go/tenter/harness"
	"github.com/tenter-go/tenter/harness/sched"
)

func TestMain(m *testing.M) { harness.Main(m) }

func TestProgram(t *testing.T) {
	runs, err := strconv.Atoi(os.Getenv("PROOF_RUNS"))
	if err != nil {
		t.Fatal(err)
	}
	os.Args = os.Args[:1]
	for _, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			if end := explore(p.main, runs); end != "" {
				fmt.Println(end)
				t.FailNow()
			}
			fmt.Println("ends well")
		})
	}
}

func explore(main func(), runs int) string {
	s := sched.New()
	defer s.Close()
	strategies := []sched.Strategy{&sched.Replay{}, &sched.Sticky{Stay: 3}, &sched.Random{}, &sched.PCT{Depth: 3}}
	for n := range runs {
		ended := false
		over := func(*sched.Run) bool { return false }
		cfg := sched.Config{Strategy: strategies[n%len(strategies)], OnQuiescence: over, MaxSteps: 50_000_000}
		res, _ := s.Run(uint64(n), cfg, func() { main(); ended = true })
		switch {
		case res.Panic != nil:
			return fmt.Sprintf("execution %d: panic: %v\n%s", n, res.Panic.Value, res.Panic.Stack)
		case !ended:
			return fmt.Sprintf("execution %d: %v after %d steps, %d tasks of %d stuck, the first in a %v", n, res.Ending, res.Steps, len(res.Stuck), res.Tasks, res.Stuck[0].Kind)
		}
	}
	return ""
}
`
