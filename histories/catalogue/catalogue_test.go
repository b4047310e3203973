package catalogue_test

import (
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/bind"
	"github.com/tenter-go/tenter/harness/family"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories/catalogue"
)

// TestEntries holds every entry to naming a model, options and operations that there are, verdicts that can be given, and proofs that are Go.
func TestEntries(t *testing.T) {
	entries, err := catalogue.All()
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) < 18 {
		t.Errorf("%d entries; some have gone", len(entries))
	}
	for _, e := range entries {
		f, err := family.Find(e.Prim)
		if err != nil {
			t.Errorf("%s: %v", e.Name, err)
			continue
		}
		for _, text := range e.Ops {
			if op, err := bind.ParseOp(text); err != nil || f.Call(op.Name) == nil {
				t.Errorf("%s: op %q: %v, or %s has no such operation", e.Name, text, err, e.Prim)
			}
		}
		wrong := false
		for _, r := range e.Runs {
			wrong = wrong || !slices.Contains(r.Verdict, "ok")
			for _, v := range r.Verdict {
				if _, err := verdict.Parse(v); err != nil {
					t.Errorf("%s: %s: %v", e.Name, r.Impl, err)
				}
			}
			for _, op := range r.Leave {
				if f.Call(op) == nil {
					t.Errorf("%s: %s: leaves %q, which is no operation of %s", e.Name, r.Impl, op, e.Prim)
				}
			}
		}
		if !wrong {
			t.Errorf("%s: every version is as it should be, so it shows nothing", e.Name)
		}
		for _, file := range e.Proof {
			if _, err := parser.ParseFile(token.NewFileSet(), file.Name, file.Data, 0); err != nil {
				t.Errorf("%s: %v", e.Name, err)
			}
		}
	}
}

func TestParse(t *testing.T) {
	got, err := catalogue.Parse("x", []byte(`title: it errs
prim: semaphore
# for people
new: a.New(n)
op: Free=
run: example.com/a@v1.0.0 allow late-context leave Free gives lost wakeup, deadlock
run: example.com/a@v1.1.0 gives ok
-- main.go --
package main
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"--prim", "semaphore", "--impl", "example.com/a@v1.0.0", "--new", "a.New(n)", "--op", "Free=", "--op", "Free=", "--allow", "late-context"}
	if diff := cmp.Diff(want, got.Flags(got.Runs[0])); diff != "" {
		t.Errorf("flags differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"lost wakeup", "deadlock"}, got.Runs[0].Verdict); diff != "" || len(got.Runs) != 2 || len(got.Proof) != 1 {
		t.Errorf("%+v\n%s", got, diff)
	}
	for text, mistake := range map[string]string{
		"title: a\nprim: b":                              "needs a title, a prim and a run",
		"title: a\nprim: b\nrun: c@v1 gets ok":           `want "PKG@VERSION gives VERDICT"`,
		"title: a\nprim: b\nrun: c@v1 permit x gives ok": `"permit" is neither`,
		"tilte: a":           `unknown key "tilte"`,
		"title: a\ntitle: b": "title is given twice",
		"no colon":           `want "key: value"`,
	} {
		if _, err := catalogue.Parse("x", []byte(text)); err == nil || !strings.Contains(err.Error(), mistake) {
			t.Errorf("%q: %v; want it to say %q", text, err, mistake)
		}
	}
}
