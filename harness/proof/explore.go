package proof

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Finding is what an exploration of a kernel found.
type Finding struct {
	Kernel    Kernel
	Verdict   string   // in the report's words; "" if there was none
	Execution int      // the execution in which it was found, the first being 1
	Leaked    []string // the goroutines that the report names: as Go's list has them, "function() [wait]"
	Beside    []string // those of them that Go's list does not have
	Report    string   // what go test printed
}

// Explore runs harness.Explore on every kernel, with the settings that it has when nobody says otherwise, but for runs, the number of
// executions after which it gives up. The module that this takes is laid out in dir, which is emptied before.
func Explore(ctx context.Context, dir string, kernels []Kernel, runs int) ([]Finding, error) {
	m, err := newModule(dir)
	if err != nil {
		return nil, err
	}
	const folder = "kernels"
	if err := layKernels(m, folder, kernels); err != nil {
		return nil, err
	}
	if err := m.write(folder+"/kernels_test.go", exploration); err != nil {
		return nil, err
	}
	out, err := m.goCommand(ctx, []string{"TENTER_RUNS=" + strconv.Itoa(runs)}, "test", "-count=1", "-vet=off", "-json", "-timeout=60m", "./"+folder)
	if err != nil {
		return nil, err
	}
	tests, err := readOutcomes(out)
	if err != nil {
		return nil, err
	}
	known, err := loadSites(ctx, m, folder)
	if err != nil {
		return nil, err
	}
	var found []Finding
	for _, k := range kernels {
		o := tests["TestKernel/"+k.Name]
		if o == nil || o.status == "" {
			return nil, fmt.Errorf("%s was not explored to its end:\n%s", k.Name, tail(out))
		}
		f := readFinding(o.output)
		if f.verdict == "" && o.status != "pass" {
			return nil, fmt.Errorf("%s was not explored:\n%s", k.Name, o.output)
		}
		found = append(found, k.finding(known, f, o.output))
	}
	return found, nil
}

func tail(text string) string { return text[max(0, len(text)-4000):] }

const exploration = `package main

import (
	"maps"
	"slices"
	"testing"

	"github.com/tenter-go/tenter/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }

func TestKernel(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(kernels)) {
		t.Run(name, func(t *testing.T) {
			harness.Explore(t, func(*harness.T) { kernels[name]() })
		})
	}
}
`

// finding puts a report into the words of Go's list.
func (k Kernel) finding(known *sites, f finding, report string) Finding {
	found := Finding{Kernel: k, Verdict: f.verdict, Execution: f.execution, Report: report}
	for _, s := range f.stuck {
		ways := known.ways(s)
		i := slices.IndexFunc(ways, k.lists)
		switch {
		case len(ways) == 0:
			ways = []string{fmt.Sprintf("started at %v, waits at %v", s.started, s.waits)}
			fallthrough
		case i < 0:
			found.Beside = append(found.Beside, ways[0])
			i = 0
		}
		found.Leaked = append(found.Leaked, ways[i])
	}
	return found
}

// lists reports whether Go's list has the leak.
func (k Kernel) lists(leak string) bool {
	return slices.ContainsFunc(k.Leaks, func(l Leak) bool { return l.Pattern.MatchString(leak) })
}

// ways returns the words that the runtime may have for a stuck goroutine.
func (s *sites) ways(at stuck) []string {
	var list []string
	names := s.started[at.started]
	if at.started.line == 0 {
		names = []string{s.within[at.waits]}
	}
	for _, name := range names {
		for _, wait := range s.waits[at.waits] {
			list = append(list, name+"() ["+wait+"]")
		}
	}
	return list
}

// Missing returns what Go's list expects and the finding lacks: each leak that the stock scheduler always shows, and of those that it shows now and
// then one at least.
func (f *Finding) Missing() []string {
	var missing []string
	some, unsure := false, 0
	for _, l := range f.Kernel.Leaks {
		has := slices.ContainsFunc(f.Leaked, l.Pattern.MatchString)
		switch {
		case !l.Sure:
			unsure++
			some = some || has
		case !has:
			missing = append(missing, l.Pattern.String())
		}
	}
	if unsure > 0 && !some {
		var all []string
		for _, l := range f.Kernel.Leaks {
			all = append(all, l.Pattern.String())
		}
		missing = append(missing, "one of "+strings.Join(all, " "))
	}
	return missing
}
