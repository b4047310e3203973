package shim_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// goTool returns what the go command prints.
func goTool(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

// TestSurface finds each exported name of the standard packages in the shims, with the same signature.
func TestSurface(t *testing.T) {
	std := filepath.Join(goTool(t, "env", "GOROOT"), "src")
	for shim, pkg := range map[string]string{"sync": "sync", "atomic": "sync/atomic", "time": "time", "rand": "math/rand", "randv2": "math/rand/v2", "maphash": "hash/maphash"} {
		want, got := surface(t, filepath.Join(std, pkg)), surface(t, shim)
		for name, kind := range got {
			if kind == alias {
				delete(got, name) // the methods come with the type
				for method := range want {
					if method == name || strings.HasPrefix(method, name+".") {
						delete(want, method)
					}
				}
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("package %s (-standard +shim):\n%s", pkg, d)
		}
	}
}

const alias = "alias"

// surface maps the exported names of the package in dir to what they are: the signature of functions and methods, a word for the rest.
func surface(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name.Name == "main" {
			continue // a generator
		}
		for _, d := range f.Decls {
			collect(names, d)
		}
	}
	return names
}

func collect(names map[string]string, decl ast.Decl) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() {
			addFunc(names, d)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			addSpec(names, d.Tok, s)
		}
	}
}

func addFunc(names map[string]string, d *ast.FuncDecl) {
	name := d.Name.Name
	if d.Recv != nil {
		recv := strings.TrimPrefix(source(d.Recv.List[0].Type), "*")
		if recv, _, _ = strings.Cut(recv, "["); !ast.IsExported(recv) {
			return
		}
		name = recv + "." + name
	}
	names[name] = source(&ast.FuncType{TypeParams: d.Type.TypeParams, Params: unnamed(d.Type.Params), Results: unnamed(d.Type.Results)})
}

// unnamed drops the names of parameters.
func unnamed(l *ast.FieldList) *ast.FieldList {
	if l == nil {
		return nil
	}
	var types []*ast.Field
	for _, f := range l.List {
		for range max(1, len(f.Names)) {
			types = append(types, &ast.Field{Type: f.Type})
		}
	}
	return &ast.FieldList{List: types}
}

func addSpec(names map[string]string, tok token.Token, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if !s.Name.IsExported() {
			return
		}
		names[s.Name.Name] = "type"
		if s.Assign.IsValid() {
			names[s.Name.Name] = alias
		}
	case *ast.ValueSpec:
		for _, n := range s.Names {
			if n.IsExported() {
				names[n.Name] = tok.String()
			}
		}
	}
}

func source(n ast.Node) string {
	var b bytes.Buffer
	if err := printer.Fprint(&b, token.NewFileSet(), n); err != nil {
		return err.Error()
	}
	return strings.ReplaceAll(b.String(), "interface{}", "any")
}

// TestImports keeps the shims below everything that is rewritten: the rewritten context package imports them.
func TestImports(t *testing.T) {
	const here = "github.com/tenter-go/tenter/harness/shim"
	deps := goTool(t, "list", "-deps", here, here+"/sync", here+"/atomic", here+"/time", here+"/io", here+"/rand", here+"/randv2", here+"/maphash", here+"/entropy", here+"/linked")
	for _, dep := range strings.Fields(deps) {
		switch dep {
		case "context", "database/sql", "expvar", "fmt", "log", "log/slog", "os", "testing":
			t.Errorf("the shims import %s", dep)
		}
	}
}
