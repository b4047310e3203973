package proof

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Kernel is one program of the goroutine leak suite: a blocking bug, cut down to a function without arguments.
type Kernel struct {
	Name   string // of the function, and under which the suite knows it
	File   string // base name
	Source []byte // as it is run, see once; the lines are those of the file
	Leaks  []Leak // what Go's tests expect; nil if they leave the kernel out
}

// The suite, from the root of the Go distribution.
const (
	kernelFolder = "src/runtime/testdata/testgoroutineleakprofile/goker"
	kernelTest   = "../../../goroutineleakprofile_test.go" // from kernelFolder
	commonFile   = "main.go"                               // what all kernels stand on; it holds none
)

// Kernels returns the kernels of this machine's Go distribution in the order of their files.
func Kernels() ([]Kernel, error) {
	dir, err := goRoot(kernelFolder)
	if err != nil {
		return nil, err
	}
	leaks, err := readLeaks(filepath.Join(dir, filepath.FromSlash(kernelTest)))
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var list []Kernel
	for _, file := range files {
		if filepath.Base(file) == commonFile {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("cannot read a kernel: %w", err)
		}
		k, err := readKernel(filepath.Base(file), src)
		if err != nil {
			return nil, err
		}
		k.Leaks = leaks[k.Name]
		list = append(list, k)
	}
	return list, nil
}

// edit is a replacement of bytes of a source.
type edit struct {
	from, to int
	text     string
}

func apply(src []byte, edits []edit) []byte {
	slices.SortFunc(edits, func(a, b edit) int { return b.from - a.from })
	src = slices.Clone(src)
	for _, e := range edits {
		src = slices.Replace(src, e.from, e.to, []byte(e.text)...)
	}
	return src
}

// readKernel finds a file's kernel and makes it one that can be run by a test. Two things change. Where the kernel asks for the profile of leaked
// goroutines, which a stock toolchain lacks, it asks a stand-in that knows none. And where it repeats itself, so that one of hundreds of
// instances meets the schedule that it needs, one instance is left: an execution under control stands for one.
func readKernel(name string, src []byte) (Kernel, error) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return Kernel{}, fmt.Errorf("cannot read a kernel: %w", err)
	}
	at := func(p token.Pos) int { return fset.Position(p).Offset }
	k := Kernel{File: name, Name: registered(tree)}
	var edits []edit
	for _, imp := range tree.Imports {
		if imp.Path.Value == `"runtime/pprof"` {
			edits = append(edits, edit{at(imp.Path.Pos()), at(imp.Path.End()), strconv.Quote(profilePackage)})
		}
	}
	entry := function(tree, k.Name)
	if entry == nil || len(edits) == 0 {
		return Kernel{}, fmt.Errorf("cannot read a kernel: %s: it is not built like the others: no function that is registered, or no profile", name)
	}
	for _, stmt := range entry.Body.List {
		if limit, text := once(stmt); limit != nil {
			edits = append(edits, edit{at(limit.Pos()), at(limit.End()), text})
		}
	}
	k.Source = apply(src, edits)
	return k, nil
}

// registered returns the name with which a file calls the suite's register.
func registered(tree *ast.File) (name string) {
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 2 {
			return true
		}
		f, isName := call.Fun.(*ast.Ident)
		arg, isFunc := call.Args[1].(*ast.Ident)
		if isName && isFunc && f.Name == "register" {
			name = arg.Name
		}
		return true
	})
	return name
}

func function(tree *ast.File, name string) *ast.FuncDecl {
	for _, d := range tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == name {
			return f
		}
	}
	return nil
}

// once returns the bound of a loop that starts goroutines a constant number of times, and the bound that makes it one.
func once(stmt ast.Stmt) (bound *ast.BasicLit, text string) {
	loop, ok := stmt.(*ast.ForStmt)
	if !ok || !starts(loop.Body) {
		return nil, ""
	}
	cond, ok := loop.Cond.(*ast.BinaryExpr)
	if !ok {
		return nil, ""
	}
	if bound, ok = cond.Y.(*ast.BasicLit); !ok {
		return nil, ""
	}
	switch cond.Op {
	case token.LSS:
		return bound, "1"
	case token.LEQ:
		return bound, "0"
	}
	return nil, ""
}

func starts(body *ast.BlockStmt) bool {
	return slices.ContainsFunc(body.List, func(s ast.Stmt) bool {
		_, ok := s.(*ast.GoStmt)
		return ok
	})
}

// layKernels writes kernels and what they stand on into a folder of a module, as package main.
func layKernels(m *module, folder string, kernels []Kernel) error {
	var common strings.Builder
	common.WriteString("package main\n\nconst yieldCount = 10\n\nvar kernels = map[string]func(){}\n\n")
	common.WriteString("func register(name string, f func()) { kernels[name] = f }\n")
	if err := m.write(folder+"/common.go", common.String()); err != nil {
		return err
	}
	if err := m.write("pprof/pprof.go", profileSource); err != nil {
		return err
	}
	for _, k := range kernels {
		if err := m.write(folder+"/"+k.File, string(k.Source)); err != nil {
			return err
		}
	}
	return nil
}

// profilePackage stands in for runtime/pprof.
const profilePackage = modulePath + "/pprof"

const profileSource = `// Package pprof stands in for runtime/pprof: the profile that the kernels ask for is not in a stock toolchain.
package pprof

import "io"

type Profile struct{}

func Lookup(string) *Profile { return nil }

func (*Profile) WriteTo(io.Writer, int) error { return nil }
`
