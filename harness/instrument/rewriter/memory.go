package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Where statements are yield points too, every access of memory that others may see becomes one:
//
//	x.n            shim.Read(&x.n)
//	x.n = v        shim.At(&x.n).Set(v)
//	x.n = f(v)     x.n = shim.Then(f(v))
//	x.n += v       { p := shim.At(&x.n); p.Set(p.Get() + (v)) }
//	m[k]           shim.Reading(m)[k]
//	m[k] = v       shim.InMap(m).Set(k, v)
//
// What is evaluated is evaluated once, and in the same order. Go leaves open when a variable is read in an expression that also calls functions, and the
// compiler reads it after the calls; so a read with a call to its right stays as it is. So does an access for which there is no form that means the
// same: an assignment of several values, a variable of a loop's header.

// memory knows which variables of a package count: those of packages, and those local ones that closures or pointers share and that are assigned to after their
// declaration.
type memory struct {
	closed   map[*types.Var]bool // used in a closure that they are not declared in, or pointed to
	assigned map[*types.Var]bool
}

// wanted reports whether statements are to be yield points in the package.
func (p *pkg) yieldsAtStatements() bool {
	return p.cfg.Statements && !slices.Contains(p.cfg.Std, p.types.Path()) && !slices.ContainsFunc(p.files, func(f *file) bool {
		return strings.HasPrefix(f.name[strings.LastIndexAny(f.name, `/\`)+1:], "_cgo_")
	})
}

// findMemory looks through the package.
func (p *pkg) findMemory() *memory {
	m := &memory{closed: map[*types.Var]bool{}, assigned: map[*types.Var]bool{}}
	for _, f := range p.files {
		var closures []*ast.FuncLit
		var parents []ast.Node
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if n == nil {
				if last := parents[len(parents)-1]; len(closures) > 0 && last == closures[len(closures)-1] {
					closures = closures[:len(closures)-1]
				}
				parents = parents[:len(parents)-1]
				return true
			}
			parents = append(parents, n)
			m.look(f, n, &closures)
			return true
		})
	}
	return m
}

func (m *memory) look(f *file, n ast.Node, closures *[]*ast.FuncLit) {
	switch n := n.(type) {
	case *ast.FuncLit:
		*closures = append(*closures, n)
	case *ast.Ident:
		v, ok := f.pkg.info.Uses[n].(*types.Var)
		if last := len(*closures) - 1; ok && last >= 0 && (v.Pos() < (*closures)[last].Pos() || v.Pos() > (*closures)[last].End()) {
			m.closed[v] = true
		}
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			m.assign(f, n.Lhs...)
			return
		}
		for _, e := range n.Lhs { // v, err := f() may assign to an err that was there
			if id, ok := e.(*ast.Ident); ok && f.pkg.info.Uses[id] != nil {
				m.assign(f, e)
			}
		}
	case *ast.IncDecStmt:
		m.assign(f, n.X)
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			m.assign(f, n.Key, n.Value)
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			m.point(f, n.X)
		}
	case *ast.SliceExpr:
		if isArray(f.typeOf(n.X)) {
			m.point(f, n.X)
		}
	case *ast.SelectorExpr:
		if sel := f.pkg.info.Selections[n]; sel != nil && sel.Kind() == types.MethodVal && takesPointer(sel) && !isPointer(f.typeOf(n.X)) {
			m.point(f, n.X)
		}
	}
}

func takesPointer(sel *types.Selection) bool {
	return isPointer(sel.Obj().(*types.Func).Signature().Recv().Type())
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

func (m *memory) assign(f *file, targets ...ast.Expr) {
	for _, e := range targets {
		if v := f.root(e); v != nil {
			m.assigned[v] = true
		}
	}
}

// point notes that a pointer to a variable, or to a part of it, is made.
func (m *memory) point(f *file, e ast.Expr) {
	if v := f.root(e); v != nil {
		m.closed[v], m.assigned[v] = true, true
	}
}

// root returns the variable that an expression is a part of, nil if it is reached through a pointer.
func (f *file) root(e ast.Expr) *types.Var {
	for e != nil {
		switch n := ast.Unparen(e).(type) {
		case *ast.Ident:
			v, _ := f.pkg.info.ObjectOf(n).(*types.Var)
			return v
		case *ast.SelectorExpr:
			sel := f.pkg.info.Selections[n]
			if sel == nil { // of another package
				v, _ := f.pkg.info.Uses[n.Sel].(*types.Var)
				return v
			}
			if sel.Kind() != types.FieldVal || sel.Indirect() {
				return nil
			}
			e = n.X
		case *ast.IndexExpr:
			if _, ok := f.typeOf(n.X).Underlying().(*types.Array); !ok {
				return nil
			}
			e = n.X
		default:
			return nil
		}
	}
	return nil
}

// isShared reports whether an expression stands for memory that counts: a variable that counts, or part of it, or what is reached through a pointer or is an
// element of a slice.
func (f *file) isShared(e ast.Expr) bool {
	if tv := f.pkg.info.Types[e]; !tv.Addressable() || tv.Value != nil {
		return false
	}
	v := f.root(e)
	switch {
	case v == nil:
		return true
	case v.Pkg() == nil || v.IsField():
		return false
	case v.Parent() == v.Pkg().Scope():
		path := v.Pkg().Path()
		return v.Pkg() == f.pkg.types || !f.pkg.cfg.exempt(path) && !f.pkg.cfg.standard(path)
	}
	return f.pkg.memory.closed[v] && f.pkg.memory.assigned[v]
}
