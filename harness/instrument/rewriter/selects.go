package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// visitSelect rewrites a select to a switch: one statement, so that labels, break, goto and the rules about missing
// returns go on to hold.
//
//	select {                       switch c0, c1 := shim.From(a()), shim.To(b()).Case(v()); shim.Select(
//	                                   func(i int, x shim.Op) shim.Result {
//	                                       switch i { case 0: return c0.Do(x); case 1: return c1.Do(x) }
//	                                       select {
//	                                       case c0.V, c0.Ok = <-c0.Ch: return shim.Native(0)
//	                                       case c1.Ch <- c1.V: return shim.Native(1)
//	                                       }
//	                                   }, false, c0.Key(), c1.Key()) {
//	case x, ok := <-a(): …         case 0: x, ok := c0.V, c0.Ok; …
//	case b() <- v(): …             default: …
//	}                              }
//
// The operands are evaluated once, in the order of the source, in the header; what a value is assigned to only in the
// clause that was chosen. The select in the closure is what runs outside a controlled execution. Without a default
// clause of its own the last clause becomes the default, or else a function ending here would miss a return.
func (f *file) visitSelect(n *ast.SelectStmt) {
	s := selectStmt{file: f, stmt: n}
	for _, clause := range n.Body.List {
		clause := clause.(*ast.CommClause)
		if clause.Comm == nil {
			s.ownDefault = true
			continue
		}
		s.comms = append(s.comms, f.newComm(clause))
	}
	if len(s.comms) > 0 || !s.ownDefault {
		f.pkg.points++ // a default clause alone is no communication
	}
	f.replace(n, s.frags)
}

type selectStmt struct {
	*file
	stmt       *ast.SelectStmt
	comms      []comm
	ownDefault bool
}

// A comm is the communication of one clause: a send, or a receive with what its values are assigned to.
type comm struct {
	clause *ast.CommClause
	send   *ast.SendStmt
	recv   *ast.UnaryExpr
	assign *ast.AssignStmt // nil if the received value is dropped
}

func (f *file) newComm(clause *ast.CommClause) comm {
	c := comm{clause: clause}
	switch stmt := clause.Comm.(type) {
	case *ast.SendStmt:
		c.send = stmt
		f.native[stmt] = true
		return c
	case *ast.ExprStmt:
		c.recv = ast.Unparen(stmt.X).(*ast.UnaryExpr)
	case *ast.AssignStmt:
		c.assign = stmt
		c.recv = ast.Unparen(stmt.Rhs[0]).(*ast.UnaryExpr)
	}
	f.native[c.recv] = true
	return c
}

func (s selectStmt) frags() []frag {
	switch {
	case len(s.stmt.Body.List) == 0:
		return s.join("for { ", s.shim("Block()"), " }")
	case len(s.comms) == 0:
		return s.join("switch", s.clauses())
	}
	return s.join(s.header(), s.clauses())
}

// header is everything up to the opening brace.
func (s selectStmt) header() []frag {
	out := s.join("switch ")
	for i := range s.comms {
		out = append(out, s.text("%s$c%d", comma(i), i))
	}
	out = s.join(out, " := ")
	for i, c := range s.comms {
		out = s.join(out, comma(i), s.operand(c))
	}
	out = s.join(out, s.anchor(s.stmt.Select), "; ", s.shim("Select("), s.closure(), fmt.Sprintf(", %t", s.ownDefault))
	for i := range s.comms {
		out = append(out, s.text(", $c%d.Key()", i))
	}
	return s.join(out, ")")
}

func (s selectStmt) operand(c comm) []frag {
	if c.send != nil {
		return s.join(s.shim("To("), s.node(c.send.Chan), ").Case(", s.node(c.send.Value), ")")
	}
	return s.join(s.shim("From("), s.node(c.recv.X), ")")
}

func (s selectStmt) closure() []frag {
	out := s.join("func(", s.text("$i int, $x "), s.shim("Op"), ") ", s.shim("Result"), s.text(" { switch $i { "))
	for i := range s.comms {
		out = append(out, s.text("case %d: return $c%d.Do($x); ", i, i))
	}
	out = s.join(out, "}; select { ")
	for i, c := range s.comms {
		form := "case $c%[1]d.V, $c%[1]d.Ok = <-$c%[1]d.Ch: return "
		if c.send != nil {
			form = "case $c%[1]d.Ch <- $c%[1]d.V: return "
		}
		out = s.join(out, s.text(form, i), s.shim("Native"), fmt.Sprintf("(%d); ", i))
	}
	if s.ownDefault {
		out = s.join(out, "default: return ", s.shim("Native"), fmt.Sprintf("(%d); ", len(s.comms)))
	}
	return s.join(out, "} }")
}

// clauses is everything from the opening brace on.
func (s selectStmt) clauses() []frag {
	body := s.stmt.Body
	at := body.Lbrace
	var out []frag
	i := 0
	for _, clause := range body.List {
		clause := clause.(*ast.CommClause)
		out = s.join(out, s.span(at, clause.Case))
		at = clause.Colon + 1
		if clause.Comm == nil {
			out = s.join(out, s.span(clause.Case, at))
			continue
		}
		label := fmt.Sprintf("case %d:", i)
		if i == len(s.comms)-1 && !s.ownDefault {
			label = "default:"
		}
		out = s.join(out, s.anchor(clause.Case), label, s.assignment(i))
		i++
	}
	return s.join(out, s.span(at, body.Rbrace+1))
}

// assignment gives the received values to what the clause names.
func (s selectStmt) assignment(i int) []frag {
	assign := s.comms[i].assign
	if assign == nil {
		return nil
	}
	out := s.join(" ", s.node(assign.Lhs[0]))
	if len(assign.Lhs) == 1 {
		return s.join(out, s.text(" %s $c%d.V;", assign.Tok, i))
	}
	form := " %s $c%[2]d.V, $c%[2]d.Ok;"
	if assign.Tok == token.ASSIGN && !s.isBool(assign.Lhs[1]) {
		form = " %s $c%[2]d.V, $c%[2]d.Ok == true;" // an untyped boolean, as the native form yields
	}
	return s.join(out, ", ", s.node(assign.Lhs[1]), s.text(form, assign.Tok, i))
}

func (s selectStmt) isBool(e ast.Expr) bool {
	return isBlank(e) || types.Identical(s.typeOf(e), types.Typ[types.Bool])
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ", "
}
