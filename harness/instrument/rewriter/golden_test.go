package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

const shimPath = "github.com/tenter-go/tenter/harness/shim"

var shimPackages = []string{shimPath, shimPath + "/sync", shimPath + "/atomic", shimPath + "/time", shimPath + "/io", shimPath + "/rand",
	shimPath + "/randv2", shimPath + "/maphash", shimPath + "/entropy", shimPath + "/linked", "crypto/rand"}

// archives are those of the shims and of the standard packages that the test programs import.
var archives = sync.OnceValues(func() (map[string]string, error) {
	return exportData(append([]string{"context", "fmt", "os/signal", "reflect", "runtime", "embed", "testing/synctest", "iter", "maps", "math/rand", "math/rand/v2", "os/exec", "os", "io", "testing"}, shimPackages...))
})

// exportData returns the archives of packages and of all that they import.
func exportData(paths []string) (map[string]string, error) {
	cmd := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Export"}, paths...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	table := map[string]string{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ ImportPath, Export string }
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return table, nil
		case err != nil:
			return nil, err
		case p.Export != "":
			table[p.ImportPath] = p.Export
		}
	}
}

// rewriteArchive rewrites the Go files of a package in a txtar archive. The archive's comment may hold the
// language version, as in -lang=go1.21, in its first line, and -yield=statements.
func rewriteArchive(t *testing.T, archive *txtar.Archive) (*pkg, []*file, [][]byte) {
	t.Helper()
	table, err := archives()
	if err != nil {
		t.Fatal(err)
	}
	ic := &importcfg{mapped: map[string]string{}, archive: map[string]string{}}
	ic.add(table)
	dir := t.TempDir()
	var names []string
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".go") {
			name := filepath.Join(dir, f.Name)
			if err := os.WriteFile(name, f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
			names = append(names, name)
		}
	}
	lang := "go1.26"
	if comment := strings.TrimSpace(string(archive.Comment)); strings.HasPrefix(comment, "-lang=") {
		lang, _, _ = strings.Cut(strings.TrimPrefix(comment, "-lang="), "\n")
	}
	cfg := &config{Shim: shimPath, Statements: bytes.Contains(archive.Comment, []byte("-yield=statements"))}
	p, err := loadPackage(cfg, ic, "p", lang, names)
	if err != nil {
		t.Fatal(err)
	}
	var texts [][]byte
	for _, f := range p.files {
		text, _ := f.rewrite()
		texts = append(texts, bytes.ReplaceAll(text, []byte(dir), []byte("/p")))
	}
	return p, p.files, texts
}

func TestGolden(t *testing.T) {
	names, _ := filepath.Glob("testdata/golden/*.txtar")
	if len(names) == 0 {
		t.Fatal("no golden files")
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			p, files, texts := rewriteArchive(t, archive)
			got := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				if strings.HasSuffix(f.Name, ".go") {
					got.Files = append(got.Files, f)
				}
			}
			for i, text := range texts {
				got.Files = append(got.Files, txtar.File{Name: "rewritten/" + filepath.Base(files[i].name) + ".txt", Data: text})
				checkLines(t, files[i], text)
			}
			got.Files = append(got.Files, txtar.File{Name: "stamp", Data: describe(p)})
			if *update {
				if err := os.WriteFile(name, txtar.Format(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(got))); diff != "" {
				t.Errorf("golden file (-) and result (+) differ; if the result is right, run go test -update:\n%s", diff)
			}
		})
	}
}

func describe(p *pkg) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d yield points\n", p.points)
	for _, l := range p.limits {
		fmt.Fprintf(&b, "%s: %s\n", l.place(), l.Reason)
	}
	return b.Bytes()
}

// checkLines parses a rewritten file and looks for each of its identifiers on the same line of the original.
func checkLines(t *testing.T, f *file, text []byte) {
	t.Helper()
	if len(text) == 0 {
		return
	}
	original := map[int][]string{}
	collect := func(fset *token.FileSet, tree *ast.File, visit func(line int, name string)) {
		ast.Inspect(tree, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				visit(fset.Position(id.Pos()).Line, id.Name)
			}
			return true
		})
	}
	collect(f.pkg.fset, f.tree, func(line int, name string) { original[line] = append(original[line], name) })
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "/tmp/rewritten.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	ours := []string{"To", "From", "Send", "Case", "Recv", "Recv2", "Key", "Do", "Select", "Native", "Block", "Close", "Len", "Cap", "Gosched",
		"Go", "Op", "Result", "RecvCase", "V", "Ok", "Ch", "T", "c", "true", "false", "bool", "uint8", "uint64", "int", "_",
		"Range", "RangeKey", "RangeValue", "RangeBoth", "Next", "M", "MapKey", "MapKeys", "MapAll", "MapValues", "Reflect", "ReflectSelect", "Bubble", "BubbleWait",
		"outer", "only", "holder", "Value", "Read", "At", "Set", "Get", "Then", "Reading", "Writing", "InMap", "Uncontrolled", "Reader",
		"Uint32", "Memhash", "Typehash", "ProcPin", "Semacquire", "Address", "uint32", "uintptr", "byte"}
	last := len(original) // declarations that were added at the end are on no line of the original
	for line := range original {
		last = max(last, line)
	}
	collect(fset, tree, func(line int, name string) {
		if line <= last && !strings.HasPrefix(name, f.pkg.prefix) && !slices.Contains(ours, name) && !slices.Contains(original[line], name) {
			t.Errorf("%s is on line %d of the rewritten file, but not of the original:\n%s", name, line, text)
		}
	})
}

// TestFormsKeepLines rewrites the program of all forms, which the driver's tests run, and checks the lines.
func TestFormsKeepLines(t *testing.T) {
	dirs, _ := filepath.Glob("../testdata/forms/*/*.go")
	for _, name := range dirs {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(filepath.Dir(name)) == "names" {
			continue // two files, and an embedded one
		}
		_, files, texts := rewriteArchive(t, &txtar.Archive{Files: []txtar.File{{Name: filepath.Base(name), Data: data}}})
		checkLines(t, files[0], texts[0])
	}
}
