package proof

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// place is a line of a kernel.
type place struct {
	file string // base name
	line int
}

// sites knows what stands where in a package, in the words in which the runtime would say it: the rewritten program has functions of its own, so
// that their names can't be taken from there.
type sites struct {
	fset     *token.FileSet
	info     *types.Info
	pkg      *types.Package
	closures map[*ast.FuncLit]string
	within   map[place]string   // the function literal that a line belongs to
	started  map[place][]string // what the go statements of a line start
	waits    map[place][]string // what the statements of a line can wait for
}

// loadSites type-checks the package in a folder of the module.
func loadSites(ctx context.Context, m *module, folder string) (*sites, error) {
	imp, err := m.importer(ctx, "./"+folder)
	if err != nil {
		return nil, err
	}
	s := &sites{
		fset: imp.fset, closures: map[*ast.FuncLit]string{}, within: map[place]string{}, started: map[place][]string{}, waits: map[place][]string{},
		info: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{},
		},
	}
	files, err := filepath.Glob(filepath.Join(m.dir, folder, "*.go"))
	if err != nil {
		return nil, err
	}
	var trees []*ast.File
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(s.fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("cannot read a program: %w", err)
		}
		trees = append(trees, tree)
	}
	conf := types.Config{Importer: imp.Importer}
	if s.pkg, err = conf.Check(folder, s.fset, trees, s.info); err != nil {
		return nil, fmt.Errorf("cannot read the programs: %w", err)
	}
	for _, tree := range trees {
		s.nameClosures(tree)
		s.collect(tree)
	}
	return s, nil
}

// exports is an importer that reads what the go command has compiled.
type exports struct {
	types.Importer
	fset *token.FileSet
}

func (m *module) importer(ctx context.Context, patterns ...string) (*exports, error) {
	out, err := m.goCommand(ctx, nil, append([]string{"list", "-export", "-deps", "-json=ImportPath,Export"}, patterns...)...)
	if err != nil {
		return nil, err
	}
	archives := map[string]string{}
	for dec := json.NewDecoder(strings.NewReader(out)); ; {
		var p struct{ ImportPath, Export string }
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("cannot read what go list says: %w", err)
		}
		archives[p.ImportPath] = p.Export
	}
	e := &exports{fset: token.NewFileSet()}
	e.Importer = importer.ForCompiler(e.fset, "gc", func(path string) (io.ReadCloser, error) {
		if archives[path] == "" {
			return nil, fmt.Errorf("no export data for %q", path)
		}
		return os.Open(archives[path])
	})
	return e, nil
}

func (s *sites) place(p token.Pos) place {
	at := s.fset.Position(p)
	return place{filepath.Base(at.Filename), at.Line}
}

// nameClosures gives the function literals of a file the names that the compiler gives them: the n-th of a function is its funcN, the n-th of a
// literal just N.
func (s *sites) nameClosures(tree *ast.File) {
	var within func(n ast.Node, outer, word string)
	within = func(n ast.Node, outer, word string) {
		count := 0
		ast.Inspect(n, func(n ast.Node) bool {
			lit, ok := n.(*ast.FuncLit)
			if !ok {
				return true
			}
			count++
			s.closures[lit] = outer + "." + word + strconv.Itoa(count)
			for at, end := s.place(lit.Pos()), s.place(lit.End()); at.line <= end.line; at.line++ {
				s.within[at] = s.closures[lit]
			}
			within(lit.Body, s.closures[lit], "")
			return false
		})
	}
	for _, d := range tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			within(f.Body, funcName(s.info.Defs[f.Name].(*types.Func)), "func")
		}
	}
}

// funcName is what the runtime calls a function or method, without its package.
func funcName(f *types.Func) string {
	recv := f.Signature().Recv()
	if recv == nil {
		return f.Name()
	}
	local := func(*types.Package) string { return "" }
	t := types.TypeString(recv.Type(), local)
	if strings.HasPrefix(t, "*") {
		t = "(" + t + ")"
	}
	return t + "." + f.Name()
}

// collect notes what a file's lines start and wait for.
func (s *sites) collect(tree *ast.File) {
	cases := map[ast.Node]bool{} // operations that belong to a select
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			s.started[s.place(n.Pos())] = append(s.started[s.place(n.Pos())], s.callees(n.Call)...)
		case *ast.SelectStmt:
			s.selects(n, cases)
		case *ast.SendStmt:
			if !cases[n] {
				s.wait(n, "chan send")
			}
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && !cases[n] {
				s.wait(n, "chan receive")
			}
		case *ast.RangeStmt:
			if _, ok := s.info.TypeOf(n.X).Underlying().(*types.Chan); ok {
				s.wait(n, "chan receive")
			}
		case *ast.CallExpr:
			s.wait(n, s.locking(n)...)
		}
		return true
	})
}

func (s *sites) wait(n ast.Node, what ...string) {
	at := s.place(n.Pos())
	if call, ok := n.(*ast.CallExpr); ok { // of a chain of calls over several lines, the last has the name
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
			at = s.place(sel.Sel.Pos())
		}
	}
	s.waits[at] = append(s.waits[at], what...)
}

// selects notes a select. One with a single case is to the runtime what the case is.
func (s *sites) selects(n *ast.SelectStmt, cases map[ast.Node]bool) {
	s.wait(n, "select")
	for _, c := range n.Body.List {
		op := operation(c.(*ast.CommClause).Comm)
		switch {
		case op == nil: // default
		case len(n.Body.List) > 1:
			cases[op] = true
		default:
			s.waits[s.place(n.Pos())] = append(s.waits[s.place(n.Pos())], waitOf(op))
		}
	}
}

// operation returns the send or the receive that a case of a select is, or nil.
func operation(comm ast.Stmt) ast.Node {
	switch c := comm.(type) {
	case *ast.SendStmt:
		return c
	case *ast.ExprStmt:
		return ast.Unparen(c.X)
	case *ast.AssignStmt:
		return ast.Unparen(c.Rhs[0])
	}
	return nil
}

func waitOf(op ast.Node) string {
	if _, ok := op.(*ast.SendStmt); ok {
		return "chan send"
	}
	return "chan receive"
}

// callees returns the names of the functions that a call may call; none if only the running program knows.
func (s *sites) callees(call *ast.CallExpr) []string {
	var fn *types.Func
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.FuncLit:
		return []string{s.closures[f]}
	case *ast.Ident:
		fn, _ = s.info.Uses[f].(*types.Func)
	case *ast.SelectorExpr:
		fn, _ = s.info.Uses[f.Sel].(*types.Func)
	}
	if fn == nil {
		return nil
	}
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		return s.implementations(recv.Type().Underlying().(*types.Interface), fn.Name())
	}
	return []string{funcName(fn)}
}

// implementations returns the names that a method has in the types of the package that implement an interface.
func (s *sites) implementations(iface *types.Interface, method string) []string {
	var names []string
	for _, name := range s.pkg.Scope().Names() {
		obj, ok := s.pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || types.IsInterface(obj.Type()) || !types.Implements(types.NewPointer(obj.Type()), iface) {
			continue
		}
		m, _, _ := types.LookupFieldOrMethod(types.NewPointer(obj.Type()), false, s.pkg, method)
		if fn, ok := m.(*types.Func); ok {
			names = append(names, funcName(fn))
		}
	}
	return names
}

// locking returns the words that the runtime may have for the wait in a call of package sync. A writer of an RWMutex waits for other writers
// first, which is a Mutex.
func (s *sites) locking(call *ast.CallExpr) []string {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, ok := s.info.Uses[sel.Sel].(*types.Func)
	if !ok {
		return nil
	}
	switch fn.FullName() {
	case "(*sync.Mutex).Lock":
		return []string{"sync.Mutex.Lock"}
	case "(*sync.RWMutex).Lock":
		return []string{"sync.RWMutex.Lock", "sync.Mutex.Lock"}
	case "(*sync.RWMutex).RLock":
		return []string{"sync.RWMutex.RLock"}
	case "(sync.Locker).Lock":
		return []string{"sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock"}
	case "(*sync.Cond).Wait":
		return []string{"sync.Cond.Wait"}
	case "(*sync.WaitGroup).Wait":
		return []string{"sync.WaitGroup.Wait"}
	case "(*sync.Once).Do":
		return []string{"sync.Mutex.Lock"}
	}
	return nil
}
