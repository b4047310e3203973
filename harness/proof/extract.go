package proof

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Excluded is a test that is not run, and why.
type Excluded struct{ Test, Reason string }

// internals is the reason of tests that only compile as part of the Go distribution.
const internals = "needs runtime internals"

// extraction takes the external tests of a package of the standard library out of it. Tests that use what only the package itself, or only the
// standard library, can see are left out, and so are benchmarks and examples, which nobody compares.
type extraction struct {
	fset     *token.FileSet
	imports  types.Importer
	files    []*extracted
	excluded []Excluded
}

type extracted struct {
	name  string
	src   []byte
	tree  *ast.File
	drop  []ast.Node
	edits []edit
}

// testenvPackage stands in for what the tests need to know of the machine.
const (
	testenvPath    = "internal/testenv"
	testenvPackage = modulePath + "/testenv"
)

const testenvSource = `// Package testenv stands in for the package of that name in the standard library, which no other module can import.
package testenv

import (
	"os"
	"testing"
)

func SkipIfOptimizationOff(testing.TB) {}

func MustHaveExec(testing.TB) {}

func Executable(t testing.TB) string {
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return name
}
`

// extract writes the external tests of a package of the standard library into a folder of the module, and returns which tests had to stay behind.
func extract(ctx context.Context, m *module, pkg, folder string) ([]Excluded, error) {
	dir, err := goRoot("src/" + pkg)
	if err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return nil, err
	}
	if err := m.write("testenv/testenv.go", testenvSource); err != nil {
		return nil, err
	}
	e := &extraction{}
	imports := []string{testenvPackage}
	sources := map[string][]byte{}
	for _, name := range names {
		if sources[name], err = os.ReadFile(name); err != nil {
			return nil, fmt.Errorf("cannot read a test: %w", err)
		}
		tree, err := parser.ParseFile(token.NewFileSet(), name, sources[name], parser.ImportsOnly)
		if err != nil {
			return nil, fmt.Errorf("cannot read a test: %w", err)
		}
		for _, imp := range tree.Imports {
			if path, _ := strconv.Unquote(imp.Path.Value); !strings.HasPrefix(path, "internal/") {
				imports = append(imports, path)
			}
		}
	}
	exports, err := m.importer(ctx, imports...)
	if err != nil {
		return nil, err
	}
	e.fset, e.imports = exports.fset, exports.Importer
	for _, name := range names {
		if err := e.parse(name, sources[name]); err != nil {
			return nil, err
		}
	}
	for e.removeOne() {
	}
	for _, f := range e.files {
		if err := m.write(folder+"/"+f.name, string(f.text(e.fset))); err != nil {
			return nil, err
		}
	}
	return e.excluded, nil
}

func (e *extraction) offset(p token.Pos) int { return e.fset.Position(p).Offset }

func (e *extraction) parse(name string, src []byte) error {
	tree, err := parser.ParseFile(e.fset, name, src, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return fmt.Errorf("cannot read a test: %w", err)
	}
	if !strings.HasSuffix(tree.Name.Name, "_test") {
		return nil // part of the package itself
	}
	f := &extracted{name: filepath.Base(name), src: src, tree: tree}
	e.files = append(e.files, f)
	for _, d := range slices.Clone(tree.Decls) {
		fn, ok := d.(*ast.FuncDecl)
		if ok && fn.Recv == nil && (fn.Body == nil || strings.HasPrefix(fn.Name.Name, "Benchmark") || strings.HasPrefix(fn.Name.Name, "Example")) {
			f.remove(d)
		}
	}
	for _, imp := range slices.Clone(tree.Imports) {
		switch path, _ := strconv.Unquote(imp.Path.Value); {
		case path == testenvPath:
			f.edits = append(f.edits, edit{e.offset(imp.Path.Pos()), e.offset(imp.Path.End()), strconv.Quote(testenvPackage)})
			imp.Path.Value = strconv.Quote(testenvPackage)
		case strings.HasPrefix(path, "internal/"):
			f.removeImport(imp)
		}
	}
	return nil
}

// remove takes a declaration out of a file.
func (f *extracted) remove(d ast.Decl) {
	f.drop = append(f.drop, d)
	f.tree.Decls = slices.DeleteFunc(f.tree.Decls, func(o ast.Decl) bool { return o == d })
}

func (f *extracted) removeImport(imp *ast.ImportSpec) {
	f.drop = append(f.drop, imp)
	f.tree.Imports = slices.DeleteFunc(f.tree.Imports, func(o *ast.ImportSpec) bool { return o == imp })
	for _, d := range f.tree.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			g.Specs = slices.DeleteFunc(g.Specs, func(s ast.Spec) bool { return s == imp })
		}
	}
}

// removeOne type-checks what there is and takes out what does not compile. It reports whether something was taken out: what used it does not compile
// any more, then.
func (e *extraction) removeOne() bool {
	var trees []*ast.File
	for _, f := range e.files {
		trees = append(trees, f.tree)
	}
	var errs []types.Error
	conf := types.Config{Importer: e.imports, Error: func(err error) { errs = append(errs, err.(types.Error)) }}
	_, _ = conf.Check("extracted", e.fset, trees, nil)
	removed := false
	for _, err := range errs {
		removed = e.removeAt(err) || removed
	}
	return removed
}

func (e *extraction) removeAt(err types.Error) bool {
	for _, f := range e.files {
		for _, imp := range f.tree.Imports {
			if imp.Pos() <= err.Pos && err.Pos < imp.End() {
				f.removeImport(imp)
				return true
			}
		}
		for _, d := range f.tree.Decls {
			if err.Pos < d.Pos() || d.End() <= err.Pos {
				continue
			}
			if fn, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(fn.Name.Name, "Test") {
				e.excluded = append(e.excluded, Excluded{fn.Name.Name, internals + ": " + err.Msg})
			}
			f.remove(d)
			return true
		}
	}
	return false
}

// text returns the file without what was taken out.
func (f *extracted) text(fset *token.FileSet) []byte {
	edits := slices.Clone(f.edits)
	for _, n := range f.drop {
		from := n.Pos()
		if fn, ok := n.(*ast.FuncDecl); ok && fn.Doc != nil {
			from = fn.Doc.Pos() // a directive there needs its function
		}
		edits = append(edits, edit{fset.Position(from).Offset, fset.Position(n.End()).Offset, ""})
	}
	return apply(f.src, edits)
}
