package report

import (
	"bytes"
	"go/ast"
	"go/printer"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/harness/sched"
)

// expression is the source text of an operation.
type expression struct {
	text     string // "s.free.Add(-1)"
	object   string // what it operates on: "s.free"; "" if that is not known
	deferred bool   // it stands in a defer statement elsewhere in the function
	cases    []selectCase
	fallback bool         // a select with a default case
	others   []expression // what the operation may be instead: those on the same line, or the calls that are deferred, the last one first
}

type selectCase struct {
	text   string
	object string
	send   bool
}

// methods names, for each kind, the methods and functions that the user calls for it. Kinds that are syntax are not among them.
var methods = map[sched.Kind][]string{
	sched.KindGosched: {"Gosched"}, sched.KindLock: {"Lock"}, sched.KindTryLock: {"TryLock"}, sched.KindUnlock: {"Unlock"},
	sched.KindRLock: {"RLock"}, sched.KindTryRLock: {"TryRLock"}, sched.KindRUnlock: {"RUnlock"}, sched.KindCondWait: {"Wait"},
	sched.KindSignal: {"Signal"}, sched.KindBroadcast: {"Broadcast"}, sched.KindOnce: {"Do"}, sched.KindAdd: {"Add", "Done", "Go"},
	sched.KindWait: {"Wait"}, sched.KindPool: {"Get", "Put"},
	sched.KindMap: {
		"Load", "Store", "LoadOrStore", "LoadAndDelete", "Delete", "Swap", "CompareAndSwap", "CompareAndDelete", "Range", "Clear",
	},
	sched.KindLoad: {"Load", "Err"}, sched.KindStore: {"Store"}, sched.KindSwap: {"Swap"}, sched.KindCAS: {"CompareAndSwap"},
	sched.KindAtomicAdd: {"Add", "And", "Or"}, sched.KindClose: {"close"}, sched.KindLen: {"len", "cap"}, sched.KindSleep: {"Sleep"},
	sched.KindTimer: {"NewTimer", "AfterFunc", "After", "NewTicker", "Tick", "Stop", "Reset"}, sched.KindNow: {"Now", "Since", "Until"},
}

// functions are the kinds that package sync/atomic also has plain functions for: AddInt64(&n, 1).
var functions = []sched.Kind{sched.KindLoad, sched.KindStore, sched.KindSwap, sched.KindCAS, sched.KindAtomicAdd}

// direct reports whether callee is the operation itself, rather than something that is made of several operations.
func direct(k sched.Kind, callee string) bool {
	if slices.Contains(methods[k], callee) {
		return true
	}
	if slices.Contains(functions, k) {
		return slices.ContainsFunc(methods[k], func(m string) bool { return strings.HasPrefix(callee, m) })
	}
	return methods[k] == nil
}

// makes reports whether a step of kind k is all that the call which s shows does. What package context does takes several steps.
func (s *site) makes(k sched.Kind) bool { return s.inside == "" && direct(k, s.callee) }

// expression finds the source text of the operation of kind k that s was made for. Where it can't be told, the text is that of the
// whole line.
func (s *sources) expression(site *site, k sched.Kind) expression {
	at := site.at()
	key := exprKey{at, k, site.callee}
	if e, ok := s.exprs[key]; ok {
		return e
	}
	e := s.find(at, k, site.callee)
	s.exprs[key] = e
	return e
}

func (s *sources) find(at place, k sched.Kind, callee string) expression {
	f := s.source(at.file)
	if f.file == nil {
		return expression{text: s.orText(at, k)}
	}
	m := matcher{fset: f.fset, line: at.line, kind: k, callee: callee}
	ast.Inspect(f.file, m.visit)
	e, ok := m.best()
	if ok {
		return e
	}
	if len(e.others) > 0 {
		return expression{text: s.orText(at, k), others: e.others}
	}
	m.deferred = enclosing(f, at.line)
	if m.deferred != nil {
		ast.Inspect(m.deferred, m.visit)
		if e, ok := m.best(); ok {
			return e
		}
	}
	return expression{text: s.orText(at, k)}
}

func (s *sources) orText(at place, k sched.Kind) string {
	if text := s.text(at); text != "" {
		return text
	}
	return k.String()
}

// enclosing returns the body of the innermost function around a line.
func enclosing(f *source, line int) (body ast.Node) {
	ast.Inspect(f.file, func(n ast.Node) bool {
		if n == nil || f.fset.Position(n.Pos()).Line > line || f.fset.Position(n.End()).Line < line {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil { // one that is written in assembly, or linked, has none
				body = n.Body
			}
		case *ast.FuncLit:
			body = n.Body
		}
		return true
	})
	return body
}

// matcher collects the nodes that an operation on a line can be.
type matcher struct {
	fset     *token.FileSet
	line     int
	kind     sched.Kind
	callee   string
	deferred ast.Node // if set, calls in defer statements are looked for, whatever their line
	exact    []candidate
	around   []candidate
}

type candidate struct {
	expression
	size token.Pos
}

func (m *matcher) visit(n ast.Node) bool {
	if n == nil {
		return false
	}
	if m.deferred != nil {
		if d, ok := n.(*ast.DeferStmt); ok {
			if _, e, ok := m.match(d.Call); ok {
				e.deferred = true
				m.exact = append([]candidate{{expression: e}}, m.exact...) // the last one is the first to run
			}
		}
		return true
	}
	first, last := m.fset.Position(n.Pos()).Line, m.fset.Position(n.End()).Line
	if first > m.line || last < m.line {
		return false
	}
	if pos, e, ok := m.match(n); ok {
		c := candidate{e, n.End() - n.Pos()}
		if m.fset.Position(pos).Line == m.line {
			m.exact = append(m.exact, c)
		} else {
			m.around = append(m.around, c)
		}
	}
	return true
}

// best returns the one candidate on the line, else the smallest one around it. Of several different ones on the line it returns
// none, but what they are.
func (m *matcher) best() (expression, bool) {
	if len(m.exact) > 0 {
		e := m.exact[0].expression
		for _, c := range m.exact {
			e.others = append(e.others, c.expression)
		}
		one := !slices.ContainsFunc(e.others, func(o expression) bool { return o.text != e.text })
		if one {
			e.others = nil
		}
		return e, one || e.deferred
	}
	if len(m.around) == 0 {
		return expression{}, false
	}
	return slices.MinFunc(m.around, func(a, b candidate) int { return int(a.size - b.size) }).expression, true
}

// match reports whether n is an operation such as the one looked for, and where it is made.
func (m *matcher) match(n ast.Node) (token.Pos, expression, bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		return m.call(n)
	case *ast.SendStmt:
		return n.Pos(), expression{text: m.print(n), object: m.print(n.Chan)}, m.kind == sched.KindSend
	case *ast.UnaryExpr:
		return n.OpPos, expression{text: m.print(n), object: m.print(n.X)}, m.kind == sched.KindRecv && n.Op == token.ARROW
	case *ast.RangeStmt:
		x := m.print(n.X)
		return n.Pos(), expression{text: "range " + x, object: x}, m.kind == sched.KindRecv
	case *ast.GoStmt:
		return n.Pos(), expression{text: m.print(n)}, m.kind == sched.KindGo
	case *ast.SelectStmt:
		return n.Pos(), m.selects(n), m.kind == sched.KindSelect
	}
	return 0, expression{}, false
}

func (m *matcher) call(n *ast.CallExpr) (token.Pos, expression, bool) {
	e := expression{text: m.print(n)}
	switch fun := ast.Unparen(n.Fun).(type) {
	case *ast.SelectorExpr:
		name := fun.Sel.Name
		e.object = m.print(fun.X)
		if len(n.Args) > 0 && slices.Contains(functions, m.kind) && !slices.Contains(methods[m.kind], name) {
			e.object = strings.TrimPrefix(m.print(n.Args[0]), "&")
		}
		return fun.Sel.Pos(), e, m.calls(name)
	case *ast.Ident:
		if len(n.Args) > 0 {
			e.object = m.print(n.Args[0])
		}
		return fun.Pos(), e, m.calls(fun.Name)
	}
	return 0, e, false
}

// calls reports whether calling name can be the operation. What the user calls may be made of several operations, as ctx.Done() is.
func (m *matcher) calls(name string) bool {
	switch m.kind {
	case sched.KindSend, sched.KindRecv, sched.KindSelect:
		return name == m.callee && !isSyntax(m.callee)
	case sched.KindGo:
		return name == "Go" || name == m.callee
	}
	if m.callee != "" && !isSyntax(m.callee) {
		return name == m.callee
	}
	return direct(m.kind, name)
}

// isSyntax reports whether a function of the shims stands for something that is not a call.
func isSyntax(callee string) bool {
	switch callee {
	case "Send", "Recv", "Recv2", "Select", "Close", "Len", "Cap", "Block":
		return true
	}
	return false
}

// selects writes a select statement on one line.
func (m *matcher) selects(n *ast.SelectStmt) expression {
	var e expression
	for _, c := range n.Body.List {
		comm, ok := c.(*ast.CommClause)
		switch {
		case !ok:
		case comm.Comm == nil:
			e.fallback = true
		default:
			e.cases = append(e.cases, m.selectCase(comm.Comm))
		}
	}
	texts := make([]string, len(e.cases))
	for i, c := range e.cases {
		texts[i] = c.text
	}
	switch {
	case len(texts) == 0:
		e.text = "select {}"
	case len(texts) == 1:
		e.text, e.object = texts[0], e.cases[0].object
	default:
		e.text = "select " + strings.Join(texts, " or ")
	}
	return e
}

func (m *matcher) selectCase(comm ast.Stmt) selectCase {
	if s, ok := comm.(*ast.SendStmt); ok {
		return selectCase{text: m.print(s), object: m.print(s.Chan), send: true}
	}
	var c selectCase
	ast.Inspect(comm, func(n ast.Node) bool {
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.ARROW && c.text == "" {
			c = selectCase{text: m.print(u), object: m.print(u.X)}
		}
		return c.text == ""
	})
	return c
}

// print writes n on one line, function literals without their bodies.
func (m *matcher) print(n ast.Node) string {
	var b bytes.Buffer
	if err := printer.Fprint(&b, m.fset, n); err != nil {
		return ""
	}
	text := b.String()
	if first, rest, more := strings.Cut(text, "\n"); more {
		_, end, _ := cutLast(rest, "}")
		if strings.HasSuffix(first, "{") {
			return first + "..." + "}" + strings.TrimSpace(end)
		}
		return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), ". ", ".")
	}
	return text
}

func itoa(n int) string { return strconv.Itoa(n) }
