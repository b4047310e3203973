package family

import (
	"slices"
	"strings"
	"testing"
)

// TestTable holds the table to what the binder relies on.
func TestTable(t *testing.T) {
	var names []string
	for _, f := range All() {
		names = append(names, f.Name)
		if len(f.Needs) == 0 || len(f.Types) == 0 || f.About == "" {
			t.Errorf("%s: it needs nothing, has no names of types, or says nothing about itself", f.Name)
		}
		for _, group := range f.Needs {
			for _, name := range group {
				if f.Call(name) == nil {
					t.Errorf("%s needs %s, which it does not have", f.Name, name)
				}
			}
		}
		for _, c := range f.Calls {
			for _, loose := range c.Loose {
				if !slices.Contains(c.Args, loose) {
					t.Errorf("%s: %s may lack %s, which it does not have", f.Name, c.Name, loose)
				}
			}
			if len(c.Names) == 0 {
				t.Errorf("%s: nothing is called like %s", f.Name, c.Name)
			}
		}
		if got := len(Options(slices.Concat(f.Allows, f.Demands))); got != len(f.Allows)+len(f.Demands) {
			t.Errorf("%s knows %v and %v, of which %d are options", f.Name, f.Allows, f.Demands, got)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("the families are not in the order of their names: %v", names)
	}
}

// TestVariants makes the specifications of all contracts, with all options, as the supervisor does; and the code and the calls for a person's test.
func TestVariants(t *testing.T) {
	for _, f := range All() {
		for _, all := range []bool{false, true} {
			offers := func(string) bool { return all }
			for _, sized := range []bool{false, true} {
				if sized && f.Size.None() || !sized && !f.Size.None() && !f.Size.Optional {
					continue
				}
				for _, name := range f.Variants(sized, offers) {
					c := Choice{Variant: name, Allow: f.Allows, Demand: f.Demands}
					if sized {
						c.Sizes = f.Size.Values
					}
					list, err := f.Subjects(c, nil)
					if err != nil || len(list) != max(1, len(c.Sizes)) {
						t.Errorf("%s, %s: %d subjects, %v", f.Name, name, len(list), err)
					}
					if code := f.Code(c); !strings.HasPrefix(code, "models.") || !strings.HasSuffix(code, ")") {
						t.Errorf("%s, %s: its model is %q", f.Name, name, code)
					}
					if d, _, never := f.Direct(name); d == nil && never == "" {
						t.Errorf("%s, %s: no calls for a test, and no reason", f.Name, name)
					}
				}
			}
		}
		if len(f.Variants(!f.Size.None(), func(string) bool { return false })) == 0 {
			t.Errorf("%s: a subject has no contract", f.Name)
		}
	}
}

func TestMistakes(t *testing.T) {
	if _, err := Find("semaphor"); err == nil || !strings.Contains(err.Error(), `did you mean "semaphore"`) {
		t.Errorf("Find: %v", err)
	}
	f, err := Find("counting-semaphore")
	if err != nil || f.Name != "semaphore" {
		t.Fatalf("Find by an alias: %v, %v", f, err)
	}
	if err := f.Check([]string{"late-contxt"}, nil); err == nil || !strings.Contains(err.Error(), `did you mean "late-context"`) {
		t.Errorf("Check: %v", err)
	}
	if err := f.Check(nil, []string{"zeroes"}); err == nil {
		t.Error("a semaphore is told to store zeroes")
	}
	if _, err := f.Subjects(Choice{Variant: "fair"}, nil); err == nil {
		t.Error("a semaphore has a variant that it does not have")
	}
}

// TestWordOfSeveralNames has a word that is in several names list them, and one that is in one name find it.
func TestWordOfSeveralNames(t *testing.T) {
	_, err := Find("Pool")
	if err == nil {
		t.Fatal("a pool is found, of which there are several kinds")
	}
	for _, want := range []string{`--prim: "Pool": 3 models`, "--prim item-pool", "--prim resource-pool", "--prim worker-pool"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
	f, err := Find("keyed")
	if err != nil || f.Name != "keyed-lock" {
		t.Errorf("Find by a word of one name: %v, %v", f, err)
	}
}
