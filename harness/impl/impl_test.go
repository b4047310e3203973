package impl

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/family"
)

// TestGoMod holds the subject's modules at their versions, whatever tenter requires, and folders where they are.
func TestGoMod(t *testing.T) {
	tenter := t.TempDir()
	own := "module github.com/tenter-go/tenter\n\ngo 1.26.0\n\nrequire (\n\tgolang.org/x/sync v0.24.0\n\tpgregory.net/rapid v1.3.0\n)\n"
	if err := os.WriteFile(filepath.Join(tenter, "go.mod"), []byte(own), 0o666); err != nil {
		t.Fatal(err)
	}
	p := &place{pkg: "example.com/a/internal/b", modules: []module{
		{Path: "example.com/a", Dir: "/src/a", Main: true},
		{Path: "example.com/c/v3", Version: "v3.1.0", Dir: "/src/c", Replace: &module{Path: "../c", Dir: "/src/c"}},
		{Path: "golang.org/x/sync", Version: "v0.6.0", Dir: "/cache/sync"},
	}}
	text, err := p.goMod(tenter)
	if err != nil {
		t.Fatal(err)
	}
	f, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if got := f.Module.Mod.Path; got != "example.com/a/tenterworker" {
		t.Errorf("its path is %q, from which the internal package can't be imported", got)
	}
	replaced := map[string]string{}
	for _, r := range f.Replace {
		replaced[r.Old.Path] = strings.TrimSpace(r.New.Path + " " + r.New.Version)
	}
	for path, want := range map[string]string{
		"example.com/a": "/src/a", "example.com/c/v3": "/src/c", "golang.org/x/sync": "golang.org/x/sync v0.6.0", tenterPath: tenter, "pgregory.net/rapid": "",
	} {
		if replaced[path] != want {
			t.Errorf("%s is %q, want %q", path, replaced[path], want)
		}
	}
}

func TestAnyVersion(t *testing.T) {
	for path, want := range map[string]string{
		"example.com/a": "v0.0.0", "example.com/a/v2": "v2.0.0", "gopkg.in/a.v3": "v3.0.0",
	} {
		if got := anyVersion(path); got != want {
			t.Errorf("anyVersion(%q) = %q, want %q", path, got, want)
		}
	}
}

// TestExplain has each complaint of the go command explained with what can be done.
func TestExplain(t *testing.T) {
	for says, want := range map[string]string{
		"go: example.com/a@v9: invalid version: unknown revision v9":                            "there is no such version",
		"go: module example.com/a@v1.0.0 found, but does not contain package example.com/a/b":   "the module has no such package",
		"go: module lookup disabled by GOPROXY=off":                                             "no module may be downloaded here",
		"go: x: Get \"https://proxy/x\": dial tcp: lookup proxy: no such host":                  "the module proxy can't be reached",
		"no required module provides package example.com/a; to add it:\n\tgo get example.com/a": "the current module does not have it",
		"something else": "it can't be loaded: something else",
		"reading https://proxy/x/@v/v1.0.0.info: 404 Not Found": "there is no such module",
	} {
		got := explain("example.com/a", "v9", errors.New(says)).Error()
		if !strings.HasPrefix(got, "--impl: example.com/a@v9: "+want) {
			t.Errorf("%q is explained by %q, want %q", says, got, want)
		}
		if strings.Contains(got, "\n") || strings.Contains(got, "%!") {
			t.Errorf("%q is no single line", got)
		}
	}
}

// TestRequestOfACase asks again for what a counterexample was found with.
func TestRequestOfACase(t *testing.T) {
	i := &counterexample.Impl{Package: "example.com/a", Version: "v1.0.0", Type: "Gate", Ops: []string{"Free="}, Sizes: []int{2}, Allow: []string{"late-context"}}
	target := counterexample.Target{Prim: "semaphore", Impl: i}
	r, err := Again(target)
	if err != nil {
		t.Fatal(err)
	}
	if r.Impl != "example.com/a@v1.0.0" || r.Type != "Gate" || r.Family.Name != "semaphore" || !slices.Equal(r.Ops, i.Ops) || !slices.Equal(r.Sizes, i.Sizes) || !slices.Equal(r.Allow, i.Allow) {
		t.Errorf("another request than the case was found with: %+v", r)
	}
	target.Config = 1
	i.Made = []int{1, 2}
	found, err := Find(target)
	if err != nil || len(found.Configs) != 2 || found.Name.Config != 0 {
		t.Errorf("its specifications are %+v, %v; want one for each size", found, err)
	}
	if _, err := Find(counterexample.Target{Prim: "semaphore"}); err == nil {
		t.Error("the specification of no implementation is found")
	}
}

func TestBadNames(t *testing.T) {
	f, err := family.Find("lock")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ impl, want string }{
		{"@v1", "want PKG@VERSION"}, {"example.com/a@", "want PKG@VERSION"}, {"./x@v1.0.0", "a folder has no versions"}, {"./nowhere", "there is no such folder"},
	} {
		if _, err := Resolve(t.Context(), Request{Family: f, Impl: c.impl}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.impl, err, c.want)
		}
	}
}
