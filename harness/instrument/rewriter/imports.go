package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
)

// coverImport is the name under which the coverage tool imports sync/atomic into the files that it instruments. Its
// counters are no business of the scheduler.
const coverImport = "_cover_atomic_"

// swapImports makes imports of swapped packages imports of their shims. The packages have the same names, so that
// default, renamed and dot imports go on meaning what they meant. A blank import is left: it asks for the package
// itself, mostly for go:linkname.
func (f *file) swapImports() {
	for _, spec := range f.tree.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser would have refused it
		}
		shim, ok := f.pkg.cfg.swapped(path)
		if !ok || spec.Name != nil && (spec.Name.Name == "_" || spec.Name.Name == coverImport) {
			continue
		}
		f.replace(spec.Path, func() []frag { return []frag{{text: strconv.Quote(shim)}} })
	}
}

// timePoints are the functions of package time, and the receivers of methods, that are yield points. The rest of it
// calculates.
var timePoints = []string{"After", "AfterFunc", "NewTicker", "NewTimer", "Sleep", "Tick", "Ticker", "Timer"}

// isPoint reports whether an object is a function or method of a swapped package that may synchronize.
func (f *file) isPoint(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	shim := f.pkg.cfg.Shim
	switch fn.Pkg().Path() {
	case shim + "/sync", shim + "/atomic", "sync", "sync/atomic":
		return true
	case shim + "/time", "time":
		return slices.Contains(timePoints, ownerName(fn))
	}
	return false
}

// ownerName is the name of a method's receiver type, or of the function itself.
func ownerName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}

// visitAll makes the edits of the whole file.
func (f *file) visitAll() {
	var parents []ast.Node
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if n == nil {
			parents = parents[:len(parents)-1]
			return true
		}
		f.visit(n, parents)
		parents = append(parents, n)
		return true
	})
}

func (f *file) visit(n ast.Node, parents []ast.Node) {
	if f.pkg.memory != nil {
		f.visitMemory(n, parents)
	}
	switch n := n.(type) {
	case *ast.FuncDecl:
		f.visitLinked(n)
	case *ast.Ident:
		if f.isPoint(f.pkg.info.Uses[n]) {
			f.pkg.points++
		}
		f.visitReplaced(n, n, parents)
		f.visitRefused(n, n, parents)
	case *ast.SelectorExpr:
		f.visitReplaced(n, n.Sel, parents)
		f.visitRefused(n, n.Sel, parents)
		f.visitReflectMethod(n)
	case *ast.CompositeLit:
		f.visitMapLit(n)
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			for _, target := range n.Lhs {
				f.visitStore(target)
			}
		}
	case *ast.IncDecStmt:
		f.visitStore(n.X)
	case *ast.CallExpr:
		f.visitCall(n)
	case *ast.SendStmt:
		f.visitSend(n)
	case *ast.UnaryExpr:
		f.visitReceive(n, parents)
	case *ast.RangeStmt:
		f.visitRange(n)
		f.visitMapRange(n, parents)
	case *ast.SelectStmt:
		f.visitSelect(n)
	case *ast.GoStmt:
		f.visitGo(n)
	}
}

// visitMemory makes yield points of accesses of memory.
func (f *file) visitMemory(n ast.Node, parents []ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		f.visitAssign(n, parents)
	case *ast.IncDecStmt:
		f.visitIncDec(n, parents)
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.StarExpr:
		f.visitRead(n.(ast.Expr), parents)
	case *ast.CallExpr:
		if (f.isBuiltin(n.Fun, "delete") || f.isBuiltin(n.Fun, "clear")) && isMap(f.typeOf(n.Args[0])) && f.mayYield(parents) {
			f.pkg.points++
			f.wrap(n.Args[0], "Writing(", "")
		}
	case *ast.RangeStmt:
		if isMap(f.typeOf(n.X)) && f.mayYield(parents) {
			f.pkg.points++
			f.wrap(n.X, "Reading(", "")
		}
	}
}
