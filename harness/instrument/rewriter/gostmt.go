package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// visitGo rewrites a go statement. The function and its arguments are evaluated at once, in the order of the source,
// only the call happens in the new task:
//
//	go x.f(a(), 1)      { f, v0 := x.f, a(); shim.Go(func() { f(v0, 1) }) }
//	go func() { … }()   shim.Go(func() { … })
//
// What has the same value at all times stays in the call: functions and closures, which need no variable; constants and
// nil, which would lose the type that the parameter gives them.
func (f *file) visitGo(n *ast.GoStmt) {
	g := goStmt{file: f, call: n.Call}
	if !g.plan() {
		f.pkg.limitAt(n.Pos(), "go statement with an operand whose type cannot be named")
		return
	}
	f.pkg.points++
	f.replace(n, g.frags)
}

type goStmt struct {
	*file
	call    *ast.CallExpr
	vars    []string // variables that are set before the task starts
	values  []func() []frag
	fun     func() []frag // the function and arguments as they stand in the call
	args    []func() []frag
	spread  bool // one argument stands for all parameters: f(g())
	funcLit *ast.FuncLit
}

// plan decides for each operand where it goes. It reports false if one can be put in neither place.
func (g *goStmt) plan() bool {
	g.planFunc()
	if len(g.call.Args) == 1 {
		if tuple, ok := g.typeOf(g.call.Args[0]).(*types.Tuple); ok {
			g.planTuple(tuple.Len())
			return true
		}
	}
	for i, arg := range g.call.Args {
		if !g.planArg(i, arg) {
			return false
		}
	}
	return true
}

func (g *goStmt) planFunc() {
	fun := g.call.Fun
	if lit, ok := ast.Unparen(fun).(*ast.FuncLit); ok {
		g.funcLit = lit
	}
	if g.funcLit != nil || g.isConstantFunc(fun) {
		g.fun = func() []frag { return g.node(fun) }
		return
	}
	g.fun = g.variable("$f", func() []frag { return g.node(fun) })
}

// planTuple treats f(g()) where g has several results.
func (g *goStmt) planTuple(n int) {
	g.spread = true
	arg := g.call.Args[0]
	for range n {
		g.args = append(g.args, g.variable("$a%d", func() []frag { return nil }))
	}
	g.values[len(g.values)-n] = func() []frag { return g.node(arg) }
}

func (g *goStmt) planArg(i int, arg ast.Expr) bool {
	same := func() []frag { return g.node(arg) }
	tv := g.pkg.info.Types[arg]
	switch {
	case tv.Value != nil || tv.IsNil() || g.isConstantFunc(arg):
		g.args = append(g.args, same)
	case g.isUntypedBool(arg, i):
		name := g.variable("$a%d", func() []frag { return g.join("bool(", same(), ")") })
		g.args = append(g.args, func() []frag { return g.join(name(), " == true") })
	case g.isUntypedShift(arg):
		conv, ok := g.typeName(tv.Type, arg.Pos())
		if !ok {
			return false
		}
		g.args = append(g.args, g.variable("$a%d", func() []frag { return g.join(conv+"(", same(), ")") }))
	default:
		g.args = append(g.args, g.variable("$a%d", same))
	}
	return true
}

// variable plans a variable that is set before the task starts, and returns what stands for it in the call.
func (g *goStmt) variable(name string, value func() []frag) func() []frag {
	name = g.text("%s", strings.Replace(name, "%d", strconv.Itoa(len(g.vars)), 1)).text
	g.vars = append(g.vars, name)
	g.values = append(g.values, value)
	return func() []frag { return []frag{{text: name}} }
}

func (g *goStmt) frags() []frag {
	if f, ok := g.direct(); ok {
		return g.join(g.shim("Go("), f, ")")
	}
	var out []frag
	if len(g.vars) > 0 {
		out = g.join("{ ", g.assignments(), "; ")
	}
	// The task is started on the line of the go statement, not where its last argument ends.
	out = g.join(out, g.anchor(g.call.Pos()), g.shim("Go("), "func() { ", g.fun(), "(")
	for i, arg := range g.args {
		out = g.join(out, comma(i), arg())
	}
	if g.call.Ellipsis.IsValid() {
		out = g.join(out, "...")
	}
	out = g.join(out, ") })")
	if len(g.vars) > 0 {
		out = g.join(out, " }")
	}
	return out
}

// direct returns the function itself where it can be handed over as it is.
func (g *goStmt) direct() ([]frag, bool) {
	sig, ok := g.typeOf(g.call.Fun).Underlying().(*types.Signature)
	if !ok || len(g.call.Args) > 0 || sig.Params().Len() > 0 || sig.Results().Len() > 0 || g.isAnyBuiltin(g.call.Fun) {
		return nil, false
	}
	return g.node(g.call.Fun), true
}

// assignments sets the variables. A call with several results cannot stand beside other values, so it gets a
// statement of its own, after the function.
func (g *goStmt) assignments() []frag {
	if !g.spread {
		return g.assignment(g.vars, g.values)
	}
	n := len(g.args)
	split := len(g.vars) - n
	last := g.assignment(g.vars[split:], g.values[split:split+1])
	if split == 0 {
		return last
	}
	return g.join(g.assignment(g.vars[:split], g.values[:split]), "; ", last)
}

func (g *goStmt) assignment(vars []string, values []func() []frag) []frag {
	out := g.join(strings.Join(vars, ", ") + " := ")
	for i, v := range values {
		out = g.join(out, comma(i), v())
	}
	return out
}

// isConstantFunc reports whether an expression names a function as it was declared: also a generic one, which has no
// value before its type arguments are inferred, a method expression, or a predeclared function.
func (f *file) isConstantFunc(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return f.isDeclaredFunc(e)
	case *ast.SelectorExpr:
		if sel, ok := f.pkg.info.Selections[e]; ok {
			return sel.Kind() == types.MethodExpr
		}
		return f.isDeclaredFunc(e.Sel)
	case *ast.IndexExpr:
		return f.isConstantFunc(e.X)
	case *ast.IndexListExpr:
		return f.isConstantFunc(e.X)
	}
	return false
}

func (f *file) isDeclaredFunc(id *ast.Ident) bool {
	switch f.pkg.info.Uses[id].(type) {
	case *types.Func, *types.Builtin:
		return true
	}
	return false
}

func (f *file) isAnyBuiltin(e ast.Expr) bool { return f.pkg.info.Types[e].IsBuiltin() }

// isUntypedBool reports whether an argument is a boolean expression that takes its named type from the parameter.
func (g *goStmt) isUntypedBool(arg ast.Expr, i int) bool {
	t := g.typeOf(arg)
	basic, ok := t.Underlying().(*types.Basic)
	if !ok || basic.Info()&types.IsBoolean == 0 || types.Identical(t, types.Typ[types.Bool]) {
		return false
	}
	switch e := ast.Unparen(arg).(type) {
	case *ast.BinaryExpr:
		if slices.Contains([]token.Token{token.LAND, token.LOR}, e.Op) {
			return !g.paramIsInterface(i) // else it has the type of its operands
		}
		return true // a comparison
	case *ast.UnaryExpr:
		return e.Op == token.NOT && !g.paramIsInterface(i)
	}
	return false
}

func (g *goStmt) paramIsInterface(i int) bool {
	sig, ok := g.typeOf(g.call.Fun).Underlying().(*types.Signature)
	if !ok {
		return true // a predeclared function
	}
	params := sig.Params()
	if sig.Variadic() && i >= params.Len()-1 {
		slice, ok := params.At(params.Len() - 1).Type().Underlying().(*types.Slice)
		return !ok || types.IsInterface(slice.Elem())
	}
	return types.IsInterface(params.At(i).Type())
}

// isUntypedShift reports whether an argument holds a shift of an untyped constant by a variable: its type, and with it
// its value, come from the parameter.
func (g *goStmt) isUntypedShift(arg ast.Expr) bool {
	e, ok := ast.Unparen(arg).(*ast.BinaryExpr)
	switch {
	case !ok:
		u, ok := ast.Unparen(arg).(*ast.UnaryExpr)
		return ok && u.Op != token.AND && u.Op != token.ARROW && g.isUntypedShift(u.X)
	case e.Op == token.SHL || e.Op == token.SHR:
		return g.isUntypedConst(e.X) || g.isUntypedShift(e.X)
	}
	return g.isUntypedShift(e.X) || g.isUntypedShift(e.Y)
}

// isUntypedConst reports whether an expression is made of literals and untyped constants only.
func (g *goStmt) isUntypedConst(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		c, ok := g.pkg.info.Uses[e].(*types.Const)
		if !ok {
			return false
		}
		basic, ok := c.Type().(*types.Basic)
		return ok && basic.Info()&types.IsUntyped != 0
	case *ast.SelectorExpr:
		return g.isUntypedConst(e.Sel)
	case *ast.UnaryExpr:
		return g.isUntypedConst(e.X)
	case *ast.BinaryExpr:
		return g.isUntypedConst(e.X) && g.isUntypedConst(e.Y)
	}
	return false
}

// typeName returns text that names a type at a place of the file.
func (f *file) typeName(t types.Type, at token.Pos) (string, bool) {
	var obj types.Object
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		obj = types.Universe.Lookup(t.Name())
	case *types.Named:
		obj = t.Obj()
		if t.TypeArgs().Len() > 0 {
			return "", false
		}
	case *types.TypeParam:
		obj = t.Obj()
	}
	if obj == nil {
		return "", false
	}
	scope := f.pkg.types.Scope().Innermost(at)
	if scope == nil {
		return "", false
	}
	_, found := scope.LookupParent(obj.Name(), at)
	return obj.Name(), found == obj
}
