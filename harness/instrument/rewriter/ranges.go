package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
)

// visitRange rewrites a range over a channel,
//
//	for v := range ch { … }
//
// to one statement of the same kind, so that labels, break and continue go on meaning the same:
//
//	for c := shim.From(ch); ; { v, ok := c.Recv2(); if !ok { break }; { … } }
//
// The inner block is a scope of its own, as the body was: it may declare v anew. A range over a function would be
// shorter, but needs a language version that the module may not have.
func (f *file) visitRange(n *ast.RangeStmt) {
	if !isChan(f.typeOf(n.X)) {
		return
	}
	f.pkg.points++
	switch {
	case n.Key == nil || isBlank(n.Key):
		f.replace(n, func() []frag { return f.rangeLoop(n, f.text("_, $ok := $c.Recv2(); if !$ok { break }; ")) })
	case n.Tok == token.ASSIGN:
		f.replace(n, func() []frag {
			return f.rangeLoop(n, f.text("$v, $ok := $c.Recv2(); if !$ok { break }; "), f.node(n.Key), f.text(" = $v; "))
		})
	case f.loopVariablePerIteration():
		f.replace(n, func() []frag {
			return f.rangeLoop(n, f.node(n.Key), f.text(", $ok := $c.Recv2(); if !$ok { break }; "))
		})
	default:
		f.replace(n, func() []frag { return f.sharedRangeLoop(n) })
	}
}

func (f *file) rangeLoop(n *ast.RangeStmt, first ...any) []frag {
	return f.join(f.text("for $c := "), f.shim("From("), f.node(n.X), ")",
		f.anchor(n.Body.Lbrace), "; ; { ", f.join(first...), f.node(n.Body), " }")
}

// sharedRangeLoop is for language versions before go1.22, where all iterations share one variable. It has to be
// declared in the header, without a name for its type, and must not be assigned once the channel is closed: closures
// may still hold it.
func (f *file) sharedRangeLoop(n *ast.RangeStmt) []frag {
	helper := fmt.Sprintf("%srange%d", f.pkg.prefix, f.index)
	decl := fmt.Sprintf("func %[1]s[T any](c %[2]s) (%[2]s, T) { return c, c.V }", helper, f.shim("RecvCase[T]").text)
	if !slices.Contains(f.tail, decl) {
		f.tail = append(f.tail, decl)
	}
	return f.join(f.text("for $c, "), f.node(n.Key), " := "+helper+"(", f.shim("From("), f.node(n.X), "))",
		f.anchor(n.Body.Lbrace), f.text("; ; { $v, $ok := $c.Recv2(); if !$ok { break }; "), f.node(n.Key), f.text(" = $v; "),
		f.node(n.Body), " }")
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}
