package proof

import (
	_ "embed"
	"slices"
	"testing"
)

// within is the number of executions within which each kernel must be found.
const within = 1_000

// long are kernels that are left to the full form of the tests: found as quickly as the others, they have so many steps that making the
// counterexample small takes seconds.
var long = []string{"Cockroach2448", "Etcd7492", "Grpc3017", "Hugo3251", "Kubernetes11298", "Kubernetes13135", "Kubernetes58107"}

func TestKernelsAreFound(t *testing.T) {
	kernels, err := Kernels()
	skipMissing(t, err)
	if !full() {
		t.Logf("left to TENTER_TESTS=full, since they have many steps: %v", long)
		kernels = slices.DeleteFunc(kernels, func(k Kernel) bool { return slices.Contains(long, k.Name) })
	}
	as := changed(t, kernels, restored)
	for _, k := range differing(as, kernels) {
		t.Logf("%s can't block as it ships: see testdata/restored.txt, and TestKernelsThatCannotBlock", k.Name)
	}
	as = changed(t, as, steadied)
	found, err := Explore(t.Context(), folder(t), as, within)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Logf("%s: %s in execution %d: %v", f.Kernel.Name, f.Verdict, f.Execution, f.Leaked)
		switch {
		case f.Verdict != "deadlock" && f.Verdict != "goroutine leak":
			t.Errorf("%s: not found in %d executions: %q\n%s", f.Kernel.Name, within, f.Verdict, f.Report)
		case f.Kernel.Leaks == nil:
		case len(f.Missing()) > 0 || len(f.Beside) > 0:
			t.Errorf("%s: Go's list expects %q, and does not have %q:\n%s", f.Kernel.Name, f.Missing(), f.Beside, f.Report)
		}
	}
}

//go:embed testdata/fixes.txt
var fixes string

//go:embed testdata/restored.txt
var restored string

//go:embed testdata/steadied.txt
var steadied string

// changed returns the kernels with the changes that a text describes. Those of kernels that are not among them are left out.
func changed(t *testing.T, kernels []Kernel, text string) []Kernel {
	t.Helper()
	list, err := readFixes(text)
	if err != nil {
		t.Fatal(err)
	}
	kernels = slices.Clone(kernels)
	for _, f := range list {
		for i := range kernels {
			if kernels[i].Name != f.kernel {
				continue
			}
			if kernels[i], err = f.apply(kernels[i]); err != nil {
				t.Fatal(err)
			}
		}
	}
	return kernels
}

// differing returns the elements of a, in which b has other sources.
func differing(a, b []Kernel) (list []Kernel) {
	for i := range a {
		if string(a[i].Source) != string(b[i].Source) {
			list = append(list, a[i])
		}
	}
	return list
}

// leastFixed is how many kernels have a fixed counterpart at least.
const leastFixed = 15

func TestFixedKernelsAreNotAccused(t *testing.T) {
	if testing.Short() {
		t.Skip("explores sound programs")
	}
	kernels, err := Kernels()
	skipMissing(t, err)
	fixed := differing(changed(t, kernels, fixes), kernels)
	if len(fixed) < leastFixed {
		t.Errorf("only %d kernels have a fixed counterpart", len(fixed))
	}
	runs := 200
	if full() {
		runs = 10_000
	}
	found, err := Explore(t.Context(), folder(t), fixed, runs)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Verdict != "" {
			t.Errorf("%s, fixed, is accused: %s", f.Kernel.Name, f.Report)
		}
	}
}

func TestKernelsThatCannotBlock(t *testing.T) {
	if !full() {
		t.Skip("makes hundreds of thousands of executions; TENTER_TESTS=full")
	}
	kernels, err := Kernels()
	skipMissing(t, err)
	for _, k := range differing(kernels, changed(t, kernels, restored)) {
		n, err := Exhaust(t.Context(), folder(t), k)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: all %d executions end well", k.Name, n)
	}
}
