package builtin

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
)

var hyphened = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// TestTable checks what others script against.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	var names []string
	for _, p := range All() {
		names = append(names, p.Name)
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			if key := strings.ToLower(name); seen[key] && key != p.Name {
				t.Errorf("%s: the alias %q is taken", p.Name, name)
			} else {
				seen[key] = true
			}
		}
		if !hyphened.MatchString(p.Name) || p.About == "" || len(p.Operations()) == 0 || len(p.Configurations()) == 0 {
			t.Errorf("%+v: the row is not complete, or its name is not lower case with hyphens", p)
		}
		mutants := map[string]bool{}
		for _, m := range p.Mutants {
			if !hyphened.MatchString(m.Name) || mutants[m.Name] || m.About == "" {
				t.Errorf("%s: mutant %+v", p.Name, m)
			}
			mutants[m.Name] = true
			if m.Kind != "D" && m.Kind != "S" || !m.Verdict.Violation() {
				t.Errorf("%s: mutant %s is of kind %q and has the verdict %v", p.Name, m.Name, m.Kind, m.Verdict)
			}
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("the table is not in the order of the names: %v", names)
	}
}

// TestTargets makes an object of each configuration of everything, and finds it again under its own name.
func TestTargets(t *testing.T) {
	for _, p := range All() {
		names := []string{""}
		for _, m := range p.Mutants {
			names = append(names, m.Name)
		}
		for _, mutant := range names {
			target, err := Target(counterexample.Target{Prim: strings.ToUpper(p.Name), Mutant: mutant})
			if err != nil {
				t.Errorf("%s %s: %v", p.Name, mutant, err)
				continue
			}
			if target.Name.Prim != p.Name || target.Name.Mutant != mutant {
				t.Errorf("%s %s is called %+v", p.Name, mutant, target.Name)
			}
			for _, c := range target.Configs {
				if c.Spec.Name != p.Name || !slices.Contains(exec.Offered(c), true) {
					t.Errorf("%s %s: a %s that offers %v", p.Name, mutant, c.Spec.Name, exec.Offered(c))
				}
			}
		}
	}
}

func TestFind(t *testing.T) {
	for name, want := range map[string]string{
		"Semaphore": "semaphore", "threading.Semaphore": "semaphore", "BoundedSemaphore": "bounded-semaphore",
		"threading.boundedsemaphore": "bounded-semaphore",
	} {
		if p, err := Find(name); err != nil || p.Name != want {
			t.Errorf("%q is %+v, %v; want %s", name, p, err, want)
		}
	}
	for name, want := range map[string]string{
		"semaphor": `did you mean "semaphore"?`, "sempahore": `did you mean "semaphore"?`,
		"bounded_semaphore": `did you mean "bounded-semaphore"?`, "samovar": "'check list' shows them all",
	} {
		if _, err := Find(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want it to say %q", name, err, want)
		}
	}
	if _, err := Find("samovar"); strings.Contains(err.Error(), "did you mean") {
		t.Errorf("a samovar is near to nothing: %v", err)
	}
}

func TestFindMutant(t *testing.T) {
	p, err := Find("semaphore")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"lost-grand": `did you mean "lost-grant"?`, "old-bound": "use --prim bounded-semaphore", "": "no mutant",
	} {
		if _, err := p.Mutant(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want it to say %q", name, err, want)
		}
	}
}
