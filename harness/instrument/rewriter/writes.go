package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// visitAssign makes yield points of an assignment.
func (f *file) visitAssign(n *ast.AssignStmt, parents []ast.Node) {
	if n.Tok == token.DEFINE || len(n.Lhs) != 1 || len(n.Rhs) != 1 || !inBlock(n, parents) || !f.mayYield(parents) {
		return
	}
	target, value := ast.Unparen(n.Lhs[0]), n.Rhs[0]
	place, ok := f.placeOf(target)
	switch {
	case !ok:
	case n.Tok != token.ASSIGN:
		f.visitUpdate(n, place, strings.TrimSuffix(n.Tok.String(), "="), value)
	case f.isQuiet(value) && f.isQuiet(target):
		f.pkg.points++
		f.replace(n, func() []frag {
			return f.join(place.at(), ".Set(", place.key(), f.node(value), ")")
		})
	case f.isTyped(value, f.typeOf(target)):
		f.pkg.points++
		f.wrap(value, "Then(", "")
	}
}

// visitUpdate treats x op= v, and x++ as x += 1 (v is nil).
func (f *file) visitUpdate(n ast.Stmt, place place, op string, value ast.Expr) {
	if !f.isQuiet(place.target) || value != nil && !f.isQuiet(value) {
		return // the compiler reads the target after the calls
	}
	if place.of != nil && !f.isNameable(place.index) {
		return
	}
	f.pkg.points += 2
	f.replace(n, func() []frag {
		operand := f.join("1")
		if value != nil {
			operand = f.join("(", f.node(value), ")")
		}
		out := f.join(f.text("{ $p := "), place.at(), "; ")
		key := place.key()
		if len(key) > 0 && !f.isFixed(place.index) {
			out = f.join(out, f.text("$k := "), f.node(place.index), "; ")
			key = f.join(f.text("$k, "))
		}
		return f.join(out, f.text("$p.Set("), key, f.text("$p.Get("), key, ") "+op+" ", operand, ") }")
	})
}

func (f *file) visitIncDec(n *ast.IncDecStmt, parents []ast.Node) {
	if !inBlock(n, parents) || !f.mayYield(parents) {
		return
	}
	if place, ok := f.placeOf(ast.Unparen(n.X)); ok {
		f.visitUpdate(n, place, n.Tok.String()[:1], nil)
	}
}

// place is what an assignment is to: memory that has an address, or an element of a map.
type place struct {
	*file
	target ast.Expr
	of     ast.Expr // the map
	index  ast.Expr // the key
}

func (f *file) placeOf(target ast.Expr) (p place, ok bool) {
	if index, ok := target.(*ast.IndexExpr); ok && isMap(f.typeOf(index.X)) {
		return place{f, target, index.X, index.Index}, true
	}
	return place{file: f, target: target}, f.isShared(target)
}

func (p place) at() []frag {
	if p.of != nil {
		return p.join(p.shim("InMap("), p.node(p.of), ")")
	}
	return p.join(p.shim("At("), "&", p.node(p.target), ")")
}

// key is the first argument of Get and Set for an element of a map.
func (p place) key() []frag {
	switch {
	case p.of == nil:
		return nil
	case p.keyMatters(p.typeOf(p.of), p.index):
		return p.join(p.shim("MapKey("), p.node(p.index), "), ")
	}
	return p.join(p.node(p.index), ", ")
}

// inBlock reports whether a statement stands where a block may.
func inBlock(n ast.Stmt, parents []ast.Node) bool {
	switch p := parents[len(parents)-1].(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.LabeledStmt:
		return true
	case *ast.CommClause:
		return p.Comm != n
	}
	return false
}

// isQuiet reports whether evaluating an expression runs no code of the program and receives nothing.
func (f *file) isQuiet(e ast.Expr) bool {
	quiet := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			quiet = quiet && f.isHarmless(n)
		case *ast.UnaryExpr:
			quiet = quiet && n.Op != token.ARROW
		}
		return quiet
	})
	return quiet
}

// isFixed reports whether a key is a constant or nil, which stand for themselves wherever they are.
func (f *file) isFixed(key ast.Expr) bool {
	tv := f.pkg.info.Types[key]
	return tv.Value != nil || tv.IsNil()
}

// isNameable reports whether a key has the same type as a variable that is set to it.
func (f *file) isNameable(key ast.Expr) bool {
	switch ast.Unparen(key).(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr:
		basic, ok := f.typeOf(key).Underlying().(*types.Basic)
		return f.isFixed(key) || ok && basic.Info()&types.IsBoolean == 0 && !(&goStmt{file: f}).isUntypedShift(key)
	}
	return true
}

// isTyped reports whether an expression has a type of its own, also as an argument whose type is inferred: not one that it takes from what it is
// assigned to.
func (f *file) isTyped(e ast.Expr, target types.Type) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return !f.isHarmless(e) || f.isBuiltin(e.Fun, "append")
	case *ast.UnaryExpr:
		return e.Op == token.ARROW
	case *ast.BinaryExpr:
		basic, ok := f.typeOf(e).Underlying().(*types.Basic)
		comparison := ok && basic.Info()&types.IsBoolean != 0
		return !comparison && types.Identical(f.typeOf(e), target) && !(&goStmt{file: f}).isUntypedShift(e)
	}
	return false
}
