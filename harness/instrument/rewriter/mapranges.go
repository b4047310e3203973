package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// isMap reports whether a type is a map, or a type parameter that admits maps of one type only.
func isMap(t types.Type) bool {
	if t == nil {
		return false
	}
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		iface := tp.Constraint().Underlying().(*types.Interface)
		for e := range iface.EmbeddedTypes() {
			if union, ok := e.(*types.Union); ok && union.Len() == 1 && isMap(union.Term(0).Type()) || !ok && isMap(e) {
				return true
			}
		}
		return false
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// visitMapRange rewrites a range over a map,
//
//	L: for k, v := range m { … }
//
// to a loop of rounds, natively one, under control one for each key, around the loop as it was:
//
//	L: for s := shim.Range(m); s.Next(); { for k, v := range s.M { … } }
//
// So the native path is the runtime's own. A break of the loop has to leave the rounds too; a continue must not.
func (f *file) visitMapRange(n *ast.RangeStmt, parents []ast.Node) {
	if !isMap(f.typeOf(n.X)) {
		return
	}
	r := mapRange{file: f, stmt: n}
	if outer, ok := parents[len(parents)-1].(*ast.LabeledStmt); ok {
		r.label = outer.Label.Name
	}
	r.findBranches(n.Body, true)
	f.replace(n, r.frags)
}

type mapRange struct {
	*file
	stmt      *ast.RangeStmt
	label     string // of the loop, in the source
	breaks    bool   // there is a break that has no label
	continues bool   // there is a continue to the label
}

// own returns a label of ours.
func (r *mapRange) own(kind string) string {
	return r.text("$%s%d", kind, r.offset(r.stmt.Pos())).text
}

// findBranches changes the branch statements in a part of the body that are about the loop. An unlabelled break is only where direct says so: not
// inside another statement that it would leave.
func (r *mapRange) findBranches(part ast.Node, direct bool) {
	ast.Inspect(part, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			if direct {
				r.findBranches(n, false)
				return false
			}
		case *ast.BranchStmt:
			r.branch(n, direct)
		}
		return true
	})
}

func (r *mapRange) branch(n *ast.BranchStmt, direct bool) {
	switch {
	case n.Tok == token.BREAK && n.Label == nil && direct && r.label != "":
		r.replace(n, func() []frag { return []frag{{text: "break " + r.label}} })
	case n.Tok == token.BREAK && n.Label == nil && direct:
		r.breaks = true
		r.replace(n, func() []frag { return []frag{{text: "break " + r.own("rounds")}} })
	case n.Tok == token.CONTINUE && n.Label != nil && n.Label.Name == r.label:
		r.continues = true
		r.replace(n, func() []frag { return []frag{{text: "continue " + r.own("round")}} })
	}
}

func (r *mapRange) frags() []frag {
	n := r.stmt
	var out []frag
	if r.breaks {
		out = r.join(r.own("rounds") + ": ")
	}
	vars, begin, assign := r.header()
	out = r.join(out, r.text("for $s"), vars, " := ", r.shim(begin+"("), r.node(n.X), r.text("); $s.Next(); { "))
	if r.continues {
		out = r.join(out, fmt.Sprintf("if false { break %s }; %s: ", r.label, r.own("round"))) // the label is used
	}
	if assign == nil {
		out = r.join(out, r.span(n.For, n.X.Pos()))
	} else {
		out = r.join(out, r.anchor(n.For), "for ", assign, " = range ")
	}
	return r.join(out, r.text("$s.M"), r.span(n.X.End(), n.End()), " }")
}

// header returns the variables that the outer loop declares and the function that gives them their type, and what the inner loop
// assigns to: nil for the clause as it was. For language versions before go1.22, where all iterations share their variables, these
// belong to the outer loop.
func (r *mapRange) header() (vars []frag, begin string, assign []frag) {
	n := r.stmt
	key, value := n.Key != nil && !isBlank(n.Key), n.Value != nil && !isBlank(n.Value)
	if n.Tok != token.DEFINE || r.loopVariablePerIteration() || !key && !value {
		return nil, "Range", nil
	}
	switch {
	case key && value:
		both := r.join(r.node(n.Key), ", ", r.node(n.Value))
		return r.join(", ", both), "RangeBoth", both
	case key:
		return r.join(", ", r.node(n.Key)), "RangeKey", r.node(n.Key)
	}
	return r.join(", ", r.node(n.Value)), "RangeValue", r.join("_, ", r.node(n.Value))
}

// visitStore takes note of what becomes a key of a map, where keys may hold pointers: their order is that in which they came.
func (f *file) visitStore(target ast.Expr) {
	n, ok := ast.Unparen(target).(*ast.IndexExpr)
	if !ok || !f.keyMatters(f.typeOf(n.X), n.Index) {
		return
	}
	f.replace(n, func() []frag {
		return f.join(f.span(n.Pos(), n.Index.Pos()), f.shim("MapKey("), f.node(n.Index), ")", f.span(n.Index.End(), n.End()))
	})
}

// visitMapLit is visitStore for the keys of a literal.
func (f *file) visitMapLit(n *ast.CompositeLit) {
	for _, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok || !f.keyMatters(f.typeOf(n), kv.Key) {
			continue
		}
		if lit, ok := kv.Key.(*ast.CompositeLit); ok && lit.Type == nil {
			continue // it has no type outside the literal
		}
		f.replace(kv, func() []frag {
			return f.join(f.shim("MapKey("), f.node(kv.Key), ")", f.span(kv.Key.End(), kv.End()))
		})
	}
}

func (f *file) keyMatters(t types.Type, key ast.Expr) bool {
	if !isMap(t) {
		return false
	}
	tv := f.pkg.info.Types[key]
	if tv.Value != nil || tv.IsNil() {
		return false
	}
	m, ok := t.Underlying().(*types.Map)
	return ok && holdsPointers(m.Key())
}

// holdsPointers reports whether values of a type may hold addresses.
func holdsPointers(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	case *types.Struct:
		for field := range u.Fields() {
			if holdsPointers(field.Type()) {
				return true
			}
		}
		return false
	case *types.Array:
		return holdsPointers(u.Elem())
	}
	return true // pointers, channels, interfaces, and type parameters, which may stand for these
}
