package harness_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// own is the prefix of this module's packages.
const own = "github.com/tenter-go/tenter/"

// layers lists the packages from the bottom up. A package may import those listed before it, and none listed after.
var layers = []string{
	"prims/mutant", "prims/internal/peers", "prims/internal/script", "prims/internal/waitlist",
	"prims/lock", "prims/lock/internal/contract", "prims/lock/mutants", "prims/event",
	"prims/event/internal/contract", "prims/event/mutants", "prims/rlock", "prims/rlock/internal/contract",
	"prims/rlock/mutants", "prims/semaphore", "prims/semaphore/internal/contract", "prims/semaphore/mutants",
	"prims/queue", "prims/queue/mutants", "prims/deque", "prims/deque/mutants",
	"prims/future", "prims/future/internal/contract", "prims/future/mutants", "prims/condition",
	"prims/condition/internal/contract", "prims/condition/mutants", "prims/barrier", "prims/barrier/internal/contract",
	"prims/barrier/mutants", "prims/threadpool", "prims/threadpool/gated", "prims/threadpool/internal/contract",
	"prims/threadpool/mutants", "prims/local", "prims/local/mutants", "prims/thread",
	"prims/thread/mutants", "prims/stdlib", "prims/gil", "prims/gil/internal/contract",
	"prims/gil/mutants", "prims/eventloop", "prims/eventloop/mutants", "prims/pipe",
	"prims/pipe/mutants", "prims/pipe/ospipe", "prims/process", "prims/process/mutants",
	"prims/process/children", "prims/processpool", "prims/processpool/mutants", "prims/stories",
	"prims/orderedlock", "prims/orderedlock/internal/contract", "prims/orderedlock/mutants", "prims/sharedmemory",
	"prims/sharedmemory/mutants", "prims/sharedmemory/mapped", "prims/processqueue", "prims/processqueue/mutants", "prims/processqueue/shared", "prims/stdlib/mutants", "prims",
	"histories", "models",
	"harness/sched/internal/g", "harness/sched/edge", "harness/sched", "harness/sched/racelog", "harness/confine",
	"harness/shim", "harness/shim/atomic", "harness/shim/sync", "harness/shim/time", "harness/shim/tests", "harness/shim/io", "harness/shim/rand", "harness/shim/randv2", "harness/shim/digest", "harness/shim/maphash", "harness/shim/entropy", "harness/shim/linked", "harness/shim/internal/shimtest", "harness/reach",
	"harness/instrument/rewriter", "harness/instrument",
	"harness/scenario", "harness/spelling", "harness/bound", "harness/family", "harness/bind", "harness/verdict/monitor", "harness/verdict", "harness/exec", "harness/counterexample", "harness/shrink", "harness/report",
	"harness/postmortem", "harness/campaign", "harness/stress", "harness/builtin", "harness/worker/binary", "harness/worker", "harness/bound/program", "harness/impl", "histories/catalogue", "harness/worker/hostile", "harness/suite", "harness/twin", "harness",
	"harness/proof", "harness/proof/goker", "harness/proof/mutants",
	"cmd/check/worker", "cmd/check",
}

// sole says which modules have only one importer among the packages, tests aside.
var sole = map[string][]string{
	"github.com/anishathalye/porcupine": {"harness/verdict"},
	"pgregory.net/rapid":                {"harness/scenario", "harness/shrink"},
	"go.uber.org/goleak":                {"harness"},
	"github.com/spf13/cobra":            {"cmd/check"},
	"github.com/spf13/pflag":            {"cmd/check"},
	"golang.org/x/tools/go/packages":    {"harness/impl"},
	"golang.org/x/mod/modfile":          {"harness/impl"},
}

func TestImportsPointDown(t *testing.T) {
	height := map[string]int{}
	for i, p := range layers {
		height[p] = i
	}
	for _, pkg := range listed(t) {
		name := strings.TrimPrefix(pkg.ImportPath, own)
		mine, ok := height[name]
		if !ok {
			t.Errorf("%s has no place among the layers", name)
			continue
		}
		for _, imp := range pkg.Imports {
			if dep, inside := strings.CutPrefix(imp, own); inside && height[dep] >= mine {
				t.Errorf("%s imports %s, which stands above it", name, dep)
			}
			if only, ok := sole[imp]; ok && !slices.Contains(only, name) {
				t.Errorf("%s imports %s; only %v may", name, imp, only)
			}
			if strings.HasPrefix(name, "prims/") && strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") && !strings.HasPrefix(imp, own+"prims/") {
				t.Errorf("%s imports %s; primitives stand on the standard library", name, imp)
			}
		}
	}
}

type listedPackage struct {
	ImportPath string
	Imports    []string
}

func listed(t *testing.T) (list []listedPackage) {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", own+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listedPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// TestFacadeCarriesTheShims holds harness to importing every shim, so that a vendor folder has them all: rewritten code would else be compiled
// against other copies than those it is linked with.
func TestFacadeCarriesTheShims(t *testing.T) {
	imports := map[string][]string{}
	for _, p := range listed(t) {
		imports[p.ImportPath] = p.Imports
	}
	carried := map[string]bool{}
	for todo := []string{own + "harness"}; len(todo) > 0; todo = todo[1:] {
		for _, imp := range imports[todo[0]] {
			if strings.HasPrefix(imp, own) && !carried[imp] {
				carried[imp] = true
				todo = append(todo, imp)
			}
		}
	}
	for p := range imports {
		if strings.HasPrefix(p, own+"harness/shim") && !strings.Contains(p, "/internal/") && !carried[p] {
			t.Errorf("package harness does not import %s", p)
		}
	}
}
