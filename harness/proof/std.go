package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// suitePackages are the packages whose tests are run: those of the standard library as they are when they are taken out of it, by folder of the module,
// and those of modules that this one requires, as they are.
var suitePackages = []struct{ path, folder string }{
	{"sync", "stdsync"},
	{"context", "stdcontext"},
	{"golang.org/x/sync/errgroup", ""},
	{"golang.org/x/sync/semaphore", ""},
	{"golang.org/x/sync/singleflight", ""},
	{"golang.org/x/sync/syncmap", ""},
}

// Tested is what became of one test.
type Tested struct {
	Package, Test string
	Native        string // pass, fail or skip
	Control       string // a verdict; "" if it was not run
	Message       string
}

// Suite are the tests of those packages, laid out.
type Suite struct {
	m        *module
	patterns []string
	left     []Excluded // what could not be taken out of the standard library
}

// Suites lays the tests out in dir, which is emptied before.
func Suites(ctx context.Context, dir string) (*Suite, error) {
	m, err := newModule(dir)
	if err != nil {
		return nil, err
	}
	s := &Suite{m: m}
	for _, p := range suitePackages {
		if p.folder == "" {
			s.patterns = append(s.patterns, p.path)
			continue
		}
		left, err := extract(ctx, m, p.path, p.folder)
		if err != nil {
			return nil, err
		}
		s.left = append(s.left, left...)
		s.patterns = append(s.patterns, "./"+p.folder)
	}
	return s, nil
}

// Run runs the tests natively, and runs times under control, by check test, built with the given flags. Those of skip are left out.
func (s *Suite) Run(ctx context.Context, runs int, skip []string, flags ...string) ([]Tested, error) {
	skipping := "-skip=^(" + strings.Join(skip, "|") + ")$"
	out, err := s.m.goCommand(ctx, nil, slices.Concat([]string{"test", "-count=1", "-json", "-short", "-vet=off", "-run=^Test", skipping}, s.patterns)...)
	if err != nil {
		return nil, err
	}
	native, err := readTests(out)
	if err != nil {
		return nil, err
	}
	check := filepath.Join(s.m.dir, "check.exe")
	if _, err := s.m.goCommand(ctx, nil, "build", "-o", check, own+"/cmd/check"); err != nil {
		return nil, err
	}
	args := slices.Concat([]string{"test", "--json", "--runs", strconv.Itoa(runs), "--seed", "1", "-short", "-run=^Test", skipping}, flags, s.patterns)
	out, err = s.m.command(ctx, check, nil, args...)
	if err != nil {
		return nil, err
	}
	control, err := readVerdicts(out)
	if err != nil {
		return nil, err
	}
	for i := range native {
		t := &native[i]
		if v, ok := control[t.Package+" "+t.Test]; ok {
			t.Control, t.Message = v.Verdict, v.Message
		}
	}
	return native, nil
}

// readTests reads which tests, not counting parts of tests, go test -json tells of.
func readTests(stream string) (list []Tested, err error) {
	for line := range strings.Lines(stream) {
		var e struct{ Action, Package, Test string }
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			return nil, fmt.Errorf("cannot read what go test says: %q: %w", line, err)
		}
		if e.Test == "" || strings.Contains(e.Test, "/") || !slices.Contains([]string{"pass", "fail", "skip"}, e.Action) {
			continue
		}
		list = append(list, Tested{Package: e.Package, Test: e.Test, Native: e.Action})
	}
	return list, nil
}

type verdictEvent struct{ Action, Package, Test, Verdict, Message string }

// readVerdicts reads the events of check test --json, by package and test.
func readVerdicts(stream string) (map[string]verdictEvent, error) {
	verdicts := map[string]verdictEvent{}
	for line := range strings.Lines(stream) {
		var e verdictEvent
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			return nil, fmt.Errorf("cannot read what check test says: %q: %w", line, err)
		}
		if e.Action == "test" {
			verdicts[e.Package+" "+e.Test] = e
		}
	}
	return verdicts, nil
}
