package bind_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/tenter-go/tenter/harness/bind"
	"github.com/tenter-go/tenter/harness/family"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestBind binds the packages in testdata. The comment of an archive is the request, in the words of the command line; the file golden is the
// generated program, or the error. Flags that an error shows must work: they are added to the request, and the file pasted is what comes of that.
func TestBind(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			var sources []txtar.File
			for _, f := range a.Files {
				if strings.HasSuffix(f.Name, ".go") {
					sources = append(sources, f)
				} else {
					want[f.Name] = string(f.Data)
				}
			}
			pkg := typeCheck(t, sources)
			got := map[string]string{}
			var flags []string
			got["golden"], flags = outcome(t, request(t, pkg, words(string(a.Comment))))
			if len(flags) > 0 {
				got["pasted"], _ = outcome(t, request(t, pkg, slices.Concat(words(string(a.Comment)), flags)))
			}
			if diff := cmp.Diff(want, got); diff != "" && !*update {
				t.Errorf("differs (-want +got); -update writes it anew:\n%s", diff)
			}
			if *update {
				a.Files = sources
				for _, name := range []string{"golden", "pasted"} {
					if got[name] != "" {
						a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(got[name])})
					}
				}
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// outcome returns the program, which must compile, or the error and the first flags that it shows.
func outcome(t *testing.T, req bind.Request) (string, []string) {
	t.Helper()
	b, err := bind.Bind(req)
	if err != nil {
		var flags []string
		if line := regexp.MustCompile(`(?m)^    (--.*)$`).FindStringSubmatch(err.Error()); line != nil {
			flags = words(line[1])
		}
		return err.Error() + "\n", flags
	}
	src, err := b.Source()
	if err != nil {
		t.Fatal(err)
	}
	again, err := bind.Bind(req)
	if err != nil {
		t.Fatalf("the second time: %v", err)
	}
	if second, _ := again.Source(); string(second) != string(src) {
		t.Errorf("the same request gives another program:\n%s", cmp.Diff(string(src), string(second)))
	}
	compiles(t, req.Package, src)
	return string(src), nil
}

// std imports what the packages and the programs import, from export data.
var std = sync.OnceValue(func() known {
	cfg := &packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports}
	const own = "github.com/tenter-go/tenter/"
	list, err := packages.Load(cfg, "context", "cmp", "sync", "time", "errors", "strconv", own+"harness/bound", own+"harness/bound/program", own+"harness/family", own+"models")
	if err != nil {
		panic(err)
	}
	k := known{}
	for _, p := range list {
		k[p.PkgPath] = p.Types
	}
	return k
})

type known map[string]*types.Package

func (k known) Import(path string) (*types.Package, error) {
	if p := k[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("%s is not among the packages of the tests", path)
}

func typeCheck(t *testing.T, sources []txtar.File) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, f := range sources {
		parsed, err := parser.ParseFile(fset, f.Name, f.Data, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, parsed)
	}
	cfg := types.Config{Importer: std()}
	pkg, err := cfg.Check("example.com/"+files[0].Name.Name, fset, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

// compiles type-checks a generated program against the package that it is for.
func compiles(t *testing.T, pkg *types.Package, src []byte) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "main.go", src, 0)
	if err != nil {
		t.Fatalf("the program is no Go: %v\n%s", err, src)
	}
	cfg := types.Config{Importer: with{pkg}}
	if _, err := cfg.Check("main", fset, []*ast.File{f}, nil); err != nil {
		t.Errorf("the program does not compile: %v\n%s", err, src)
	}
}

// with imports one package more than there are.
type with struct{ pkg *types.Package }

func (w with) Import(path string) (*types.Package, error) {
	if path == w.pkg.Path() {
		return w.pkg, nil
	}
	return std().Import(path)
}

// words splits a command line, in which single quotes hold words together.
func words(line string) (list []string) {
	for _, w := range regexp.MustCompile(`'[^']*'|[^\s']+`).FindAllString(line, -1) {
		list = append(list, strings.Trim(w, "'"))
	}
	return list
}

// request reads a command line.
func request(t *testing.T, pkg *types.Package, args []string) bind.Request {
	t.Helper()
	req := bind.Request{Package: pkg, Import: func(name string) *types.Package {
		if !slices.Contains([]string{"context", "sync", "time", "errors", "strconv"}, name) {
			return nil
		}
		p, err := std().Import(name)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}}
	for i := 0; i+1 < len(args); i += 2 {
		var err error
		switch value := args[i+1]; args[i] {
		case "--prim":
			req.Family, err = family.Find(value)
		case "--type":
			req.Type = value
		case "--new":
			req.New = value
		case "--op":
			var op bind.Op
			op, err = bind.ParseOp(value)
			req.Ops = append(req.Ops, op)
		case "--size":
			var n int
			n, err = strconv.Atoi(value)
			req.Sizes = append(req.Sizes, n)
		default:
			t.Fatalf("unknown flag %q", args[i])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return req
}
