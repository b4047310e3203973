package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

// isChan reports whether a type is a channel, or a type parameter that admits channels only.
func isChan(t types.Type) bool {
	if t == nil {
		return false
	}
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		return admitsChans(tp.Constraint())
	}
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// admitsChans reports whether a constraint admits channels only. Its type set is the intersection of what it embeds,
// so that one embedded element of which that is true suffices.
func admitsChans(constraint types.Type) bool {
	iface, ok := constraint.Underlying().(*types.Interface)
	if !ok {
		return isChan(constraint)
	}
	for e := range iface.EmbeddedTypes() {
		if union, ok := e.(*types.Union); ok && allChans(union) || !ok && admitsChans(e) {
			return true
		}
	}
	return false
}

func allChans(union *types.Union) bool {
	for term := range union.Terms() {
		if !admitsChans(term.Type()) {
			return false
		}
	}
	return true
}

// visitSend: ch <- v becomes shim.To(ch).Send(v). A generic function of both operands would not do: it cannot infer
// the element type where v has to be converted to it.
func (f *file) visitSend(n *ast.SendStmt) {
	if f.native[n] {
		return
	}
	f.pkg.points++
	f.replace(n, func() []frag {
		return f.join(f.shim("To("), f.node(n.Chan), ")."+f.quietly("Send")+"(", f.node(n.Value), ")")
	})
}

// visitReceive: <-ch becomes shim.From(ch).Recv(), or Recv2() where the program asks whether there was a value.
func (f *file) visitReceive(n *ast.UnaryExpr, parents []ast.Node) {
	if n.Op != token.ARROW || f.native[n] {
		return
	}
	method := "Recv"
	if tuple, ok := f.typeOf(n).(*types.Tuple); ok {
		method = "Recv2"
		if !types.Identical(tuple.At(1).Type(), types.Typ[types.Bool]) {
			f.visitReceiveNamed(n, parents)
			return
		}
	}
	f.pkg.points++
	f.replace(n, func() []frag { return f.receive(n, method) })
}

func (f *file) receive(n *ast.UnaryExpr, method string) []frag {
	return f.join(f.shim("From("), f.node(n.X), ")."+f.quietly(method)+"()")
}

// visitReceiveNamed treats v, ok = <-ch where ok is of a named boolean type. The native form yields an untyped
// boolean, which a call cannot; a comparison can.
func (f *file) visitReceiveNamed(n *ast.UnaryExpr, parents []ast.Node) {
	assign, ok := enclosingAssign(parents)
	if !ok || !quiet(assign.Lhs) {
		f.pkg.limitAt(n.Pos(), "receive into a named boolean type")
		return
	}
	f.pkg.points++
	f.replace(assign, func() []frag {
		return f.join(f.text("{ $v, $ok := "), f.receive(n, "Recv2"), "; ",
			f.node(assign.Lhs[0]), ", ", f.node(assign.Lhs[1]), f.text(" = $v, $ok == true }"))
	})
}

// enclosingAssign returns the assignment whose right side is the node below the parents, if the assignment is a
// statement of its own, which a block may replace.
func enclosingAssign(parents []ast.Node) (*ast.AssignStmt, bool) {
	i := len(parents) - 1
	for i > 0 {
		if _, paren := parents[i].(*ast.ParenExpr); !paren {
			break
		}
		i--
	}
	assign, ok := parents[i].(*ast.AssignStmt)
	if !ok || assign.Tok != token.ASSIGN || i == 0 {
		return nil, false
	}
	switch outer := parents[i-1].(type) {
	case *ast.BlockStmt, *ast.LabeledStmt, *ast.CaseClause:
		return assign, true
	case *ast.CommClause:
		return assign, outer.Comm != assign
	}
	return nil, false
}

// quiet reports whether evaluating the expressions does nothing that could be seen from elsewhere, so that it does not
// matter when it happens.
func quiet(exprs []ast.Expr) bool {
	ok := true
	for _, e := range exprs {
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr, *ast.FuncLit:
				ok = false
			case *ast.UnaryExpr:
				ok = ok && n.Op != token.ARROW
			}
			return ok
		})
	}
	return ok
}

// visitCall: close, len and cap of channels become functions of the shim. Only the name is replaced, which serves
// defer and go as well.
func (f *file) visitCall(n *ast.CallExpr) {
	if len(n.Args) != 1 || !isChan(f.typeOf(n.Args[0])) {
		return
	}
	for builtin, shim := range map[string]string{"close": "Close", "len": "Len", "cap": "Cap"} {
		if f.isBuiltin(n.Fun, builtin) {
			f.pkg.points++
			f.replace(n.Fun, func() []frag { return []frag{f.shim(f.quietly(shim))} })
		}
	}
}

// join strings frags together; strings among the parts are text of ours.
func (f *file) join(parts ...any) (out []frag) {
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			out = append(out, frag{text: p})
		case frag:
			out = append(out, p)
		case []frag:
			out = append(out, p...)
		}
	}
	return out
}
