package main

import (
	"encoding/json"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestCorpus rewrites packages of the standard library that are rich in concurrency: the results must type-check, and
// keep their lines.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks large packages")
	}
	for _, path := range []string{"context", "database/sql", "io", "log/slog", "net/http", "net/rpc", "os/exec", "os/signal", "testing"} {
		t.Run(path, func(t *testing.T) { checkCorpus(t, path) })
	}
}

func checkCorpus(t *testing.T, path string) {
	out, err := exec.Command("go", "list", "-export", "-json=Dir,GoFiles,ImportMap,Deps", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Dir           string
		GoFiles, Deps []string
		ImportMap     map[string]string
	}
	if err := json.Unmarshal(out, &p); err != nil {
		t.Fatal(err)
	}
	table, err := exportData(append(p.Deps, shimPackages...))
	if err != nil {
		t.Fatal(err)
	}
	ic := &importcfg{mapped: p.ImportMap, archive: map[string]string{}}
	ic.add(table)
	var names []string
	for _, name := range p.GoFiles {
		names = append(names, filepath.Join(p.Dir, name))
	}
	pkg, err := loadPackage(&config{Shim: shimPath}, ic, path, "go1.26", names)
	if err != nil {
		t.Fatal(err)
	}
	checkTypes(t, pkg, ic)
	if pkg.points == 0 {
		t.Error("no yield points")
	}
}

// checkTypes type-checks the rewritten files of a package, which name the shims themselves.
func checkTypes(t *testing.T, p *pkg, ic *importcfg) {
	fset := token.NewFileSet()
	var trees []*ast.File
	for _, f := range p.files {
		text, changed := f.rewrite()
		if !changed {
			text = f.src
		}
		tree, err := parser.ParseFile(fset, f.name, text, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		trees = append(trees, tree)
		checkLines(t, f, text)
	}
	gc := importer.ForCompiler(fset, "gc", ic.open)
	conf := types.Config{
		GoVersion: "go1.26",
		Error:     func(err error) { t.Error(err) },
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if path == "unsafe" {
				return types.Unsafe, nil
			}
			if real, ok := ic.mapped[path]; ok {
				path = real
			}
			return gc.Import(path)
		}),
	}
	_, _ = conf.Check(p.types.Path(), fset, trees, nil) // errors have gone to t
}

type importerFunc func(string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
