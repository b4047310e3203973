package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// visitRead makes a yield point of a read.
func (f *file) visitRead(n ast.Expr, parents []ast.Node) {
	if !f.mayYield(parents) {
		return
	}
	if index, ok := n.(*ast.IndexExpr); ok && isMap(f.typeOf(index.X)) {
		if f.isReadIn(n, parents) && f.comesLast(n, parents) {
			f.pkg.points++
			f.wrap(index.X, "Reading(", "")
		}
		return
	}
	if f.isShared(n) && f.isReadIn(n, parents) && f.comesLast(n, parents) {
		f.pkg.points++
		f.wrap(n, "Read(", "&")
	}
}

// wrap makes of an expression the argument of a function of the shim package.
func (f *file) wrap(n ast.Expr, call, operator string) {
	id := len(f.edits)
	f.edits = append(f.edits, edit{f.offset(n.Pos()), f.offset(n.End()), id, func() []frag {
		return f.join(f.shim(call), operator, f.inner(n, id), ")")
	}})
}

// mayYield reports whether a node stands in a function, of which it is evaluated when the program runs, and which has the stack to call others.
func (f *file) mayYield(parents []ast.Node) (inside bool) {
	for _, p := range parents {
		switch p := p.(type) {
		case *ast.FuncDecl:
			inside = !hasDirective(p.Doc, "//go:nosplit")
			if !inside {
				return false
			}
		case *ast.FuncLit:
			inside = true
		case *ast.CallExpr:
			if f.pkg.info.Types[p].Value != nil {
				return false // len of an array and the like: a constant, unless it calls something
			}
		}
	}
	return inside
}

func hasDirective(doc *ast.CommentGroup, text string) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, text) })
}

// isReadIn reports whether the value of an expression is used where it stands, rather than its address, or a part of it.
func (f *file) isReadIn(n ast.Expr, parents []ast.Node) bool {
	i := len(parents) - 1
	var self ast.Node = n
	for ; i > 0; i-- {
		if _, paren := parents[i].(*ast.ParenExpr); !paren {
			break
		}
		self = parents[i]
	}
	switch p := parents[i].(type) {
	case *ast.SelectorExpr:
		return p.Sel != self && f.isReadFor(n, p)
	case *ast.IndexExpr:
		return p.X != self || !isArray(f.typeOf(n))
	case *ast.SliceExpr:
		return p.X != self || !isArray(f.typeOf(n))
	case *ast.UnaryExpr:
		return p.Op != token.AND
	case *ast.AssignStmt:
		return !isAmong(self, p.Lhs)
	case *ast.IncDecStmt:
		return false
	case *ast.RangeStmt:
		return p.X == self && !isArray(f.typeOf(n))
	case *ast.KeyValueExpr:
		return p.Key != self || !f.isStructLit(parents[i-1])
	case *ast.CallExpr:
		return !(isArray(f.typeOf(n)) && (f.isBuiltin(p.Fun, "len") || f.isBuiltin(p.Fun, "cap")))
	case *ast.ValueSpec:
		return isAmong(self, p.Values)
	case *ast.Field, *ast.LabeledStmt, *ast.BranchStmt:
		return false
	}
	return true
}

// isReadFor reports whether n is read where something is selected from it: a pointer or an interface is, a struct is not, unless a method takes a copy.
func (f *file) isReadFor(n ast.Expr, p *ast.SelectorExpr) bool {
	sel := f.pkg.info.Selections[p]
	if sel == nil {
		return false
	}
	if index, ok := n.(*ast.IndexExpr); ok && isMap(f.typeOf(index.X)) {
		return true
	}
	switch f.typeOf(n).Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return true
	}
	return sel.Kind() == types.MethodVal && !takesPointer(sel) && len(sel.Index()) == 1
}

func isArray(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Array)
	return ok
}

func isAmong(n ast.Node, list []ast.Expr) bool {
	for _, e := range list {
		if e == n {
			return true
		}
	}
	return false
}

func (f *file) isStructLit(n ast.Node) bool {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return false
	}
	t := f.typeOf(lit)
	if ptr, ok := t.Underlying().(*types.Pointer); ok { // &T left out in a literal of pointers
		t = ptr.Elem()
	}
	_, ok = t.Underlying().(*types.Struct)
	return ok
}

// comesLast reports whether no function is called, and nothing received, to the right of an expression in its statement: the compiler reads variables after
// calls. Behind && and || there is an order.
func (f *file) comesLast(n ast.Expr, parents []ast.Node) bool {
	for i := len(parents) - 1; i >= 0; i-- {
		switch p := parents[i].(type) {
		case *ast.BinaryExpr:
			if p.Op == token.LAND || p.Op == token.LOR {
				continue
			}
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.FuncLit:
			return true
		case *ast.IfStmt, *ast.ForStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.RangeStmt, *ast.SelectStmt:
			return true
		}
		if f.callsBehind(n, parents[i]) {
			return false
		}
	}
	return true
}

func (f *file) callsBehind(n ast.Expr, in ast.Node) (found bool) {
	ast.Inspect(in, func(o ast.Node) bool {
		if o == nil || found || o.End() <= n.End() {
			return false
		}
		switch o := o.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = o.Pos() >= n.End() && !f.isHarmless(o)
		case *ast.UnaryExpr:
			found = o.Pos() >= n.End() && o.Op == token.ARROW
		}
		return !found
	})
	return found
}

// isHarmless reports whether a call runs no code of the program: a conversion, or a predeclared function.
func (f *file) isHarmless(c *ast.CallExpr) bool {
	tv := f.pkg.info.Types[c.Fun]
	return tv.IsType() || tv.IsBuiltin() || f.pkg.info.Types[c].Value != nil
}
