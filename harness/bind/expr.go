package bind

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"slices"

	"github.com/tenter-go/tenter/harness/family"
)

// checked is an expression of the user's.
type checked struct {
	expr      ast.Expr
	results   *types.Tuple
	mentioned map[string]bool // names that are not declared in the expression itself
}

// check type-checks an expression in which the package and the given variables are known, and those packages of the standard library that it
// mentions. The file gets their imports.
func (b *binder) check(flag, text string, file *file, vars ...*types.Var) (*checked, error) {
	expr, err := parser.ParseExpr(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %q: not a Go expression: %w", flag, text, err)
	}
	scope := types.NewPackage("tenter.expression", "expression")
	scope.Scope().Insert(types.NewPkgName(token.NoPos, scope, b.req.Package.Name(), b.req.Package))
	for _, v := range vars {
		scope.Scope().Insert(v)
	}
	c := &checked{expr: expr, mentioned: map[string]bool{}}
	ast.Inspect(expr, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		c.mentioned[id.Name] = true
		if scope.Scope().Lookup(id.Name) == nil && types.Universe.Lookup(id.Name) == nil {
			if p := b.req.Import(id.Name); p != nil && file.name(p.Path(), p.Name()) == id.Name {
				scope.Scope().Insert(types.NewPkgName(token.NoPos, scope, id.Name, p))
			}
		}
		return true
	})
	info := types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	if err := types.CheckExpr(token.NewFileSet(), scope, token.NoPos, expr, &info); err != nil {
		var te types.Error
		if errors.As(err, &te) {
			err = errors.New(te.Msg)
		}
		return nil, fmt.Errorf("%s: %q does not compile: %w — it is a Go expression over %s", flag, text, err, variableNames(b.req.Package.Name(), vars))
	}
	switch t := info.Types[expr].Type.(type) {
	case *types.Tuple:
		c.results = t
	case nil:
		c.results = types.NewTuple()
	default:
		c.results = types.NewTuple(types.NewVar(token.NoPos, nil, "", types.Default(t)))
		if info.Types[expr].IsVoid() {
			c.results = types.NewTuple()
		}
	}
	return c, nil
}

func variableNames(pkg string, vars []*types.Var) string {
	text := "the package " + pkg
	for i, v := range vars {
		sep := ", "
		if i == len(vars)-1 {
			sep = " and "
		}
		text += sep + v.Name()
	}
	return text
}

// userConstructor is the one that the user has given.
func (b *binder) userConstructor() (constructor, error) {
	made := constructor{name: "--new", expr: b.req.New, file: b.file.fork()}
	var vars []*types.Var
	if !b.req.Family.Size.None() {
		vars = append(vars, types.NewVar(token.NoPos, nil, "n", types.Typ[types.Int]))
	}
	if b.req.Family.Cancels {
		vars = append(vars, types.NewVar(token.NoPos, nil, "ctx", b.req.Import("context").Scope().Lookup("Context").Type()))
	}
	c, err := b.check("--new", b.req.New, made.file, vars...)
	if err != nil {
		return made, err
	}
	if c.results.Len() == 0 {
		return made, fmt.Errorf("--new: %q: it gives no value; want the object that is to be checked", b.req.New)
	}
	made.obj, made.sized = c.results.At(0).Type(), c.mentioned["n"] && !b.req.Family.Size.None()
	made.cancels = c.mentioned["ctx"] && b.req.Family.Cancels
	switch made.obj.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		made.pointer = true
	}
	for i := 1; i < c.results.Len(); i++ {
		if t := c.results.At(i).Type(); isError(t) && i == c.results.Len()-1 {
			made.fails = true
		} else {
			made.more++
		}
	}
	return made, nil
}

// userCall binds a call to the expression that the user has given for it.
func (b *binder) userCall(call *family.Call, text string, c *candidate, f *file) (Bound, error) {
	a := adapter{call: call, file: f.fork()}
	a.values = values{file: a.file, zero: call.Zero}
	vars := []*types.Var{types.NewVar(token.NoPos, nil, "x", c.obj)}
	for i, name := range call.Args {
		vars = append(vars, types.NewVar(token.NoPos, nil, name, b.typeOf(call.Type.In(i))))
	}
	flag := "--op " + call.Name
	e, err := b.check(flag, text, a.file, vars...)
	if err != nil {
		return Bound{}, err
	}
	for i, name := range call.Args {
		switch {
		case e.mentioned[name]:
			a.context = a.context || call.Type.In(i).String() == contextKind
		case slices.Contains(call.Loose, name):
			a.loose = true
		default:
			return Bound{}, fmt.Errorf("%s: %q: it does not mention %s, which the operation passes on — see 'check list %s'", flag, text, name, b.req.Family.Name)
		}
	}
	expr := text
	if _, isCall := ast.Unparen(e.expr).(*ast.CallExpr); !isCall && call.Type.NumOut() == 0 {
		return Bound{}, fmt.Errorf("%s: %q: want a call, since the operation has no result", flag, text)
	}
	body, err := a.body(expr, e.results)
	if err != nil {
		return Bound{}, fmt.Errorf("%s: %q: %w; want %v", flag, text, err, call.Type)
	}
	return Bound{Name: call.Name, Expr: text, literal: a.literal(body), loose: a.loose, file: a.file}, nil
}

// typeOf returns the type of an argument of a call.
func (b *binder) typeOf(t reflect.Type) types.Type {
	switch {
	case t.PkgPath() != "":
		return b.req.Import(t.PkgPath()).Scope().Lookup(t.Name()).Type()
	case t.Kind() == reflect.Func:
		var params, results []*types.Var
		for i := range t.NumIn() {
			params = append(params, types.NewVar(token.NoPos, nil, "", b.typeOf(t.In(i))))
		}
		for i := range t.NumOut() {
			results = append(results, types.NewVar(token.NoPos, nil, "", b.typeOf(t.Out(i))))
		}
		return types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), types.NewTuple(results...), false)
	case t.Kind() == reflect.Bool, t.String() == "error":
		return types.Universe.Lookup(t.String()).Type()
	case t.Kind() == reflect.Interface:
		return types.Universe.Lookup("any").Type()
	}
	return types.Typ[types.Int]
}
