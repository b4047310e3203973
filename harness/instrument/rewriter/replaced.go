package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A replacement is what takes the place of a function, or type, of a package that is not swapped as a whole.
type replacement struct {
	shim string // its name in the shim package, or in a package below it: io.Pipe
	wrap bool   // the shim takes the function and returns one of the same type
	use  string // makes of the name an expression, for a declaration that keeps the import used; the name itself if empty
}

var replacements = map[string]map[string]replacement{
	"crypto/rand": {
		"Read":   {shim: "entropy.Read", wrap: true},
		"Reader": {shim: "entropy.Reader", wrap: true},
		"Text":   {shim: "entropy.Text", wrap: true},
	},
	"io": {
		"Pipe":       {shim: "io.Pipe"},
		"PipeReader": {shim: "io.PipeReader", use: "%s{}"},
		"PipeWriter": {shim: "io.PipeWriter", use: "%s{}"},
	},
	"iter": {
		"Pull":  {shim: "Pull", use: "%s[int]"},
		"Pull2": {shim: "Pull2", use: "%s[int, int]"},
	},
	"maps": {
		"All":    {shim: "MapAll", use: "%s[map[int]int]"},
		"Keys":   {shim: "MapKeys", use: "%s[map[int]int]"},
		"Values": {shim: "MapValues", use: "%s[map[int]int]"},
	},
	"os": {
		"Exit": {shim: "Exit", wrap: true},
	},
	"os/signal": {
		"Notify": {shim: "Notify", wrap: true},
	},
	"reflect": {
		"Select": {shim: "ReflectSelect"},
	},
	"runtime": {
		"Gosched":        {shim: "Gosched"},
		"LockOSThread":   {shim: "LockOSThread"},
		"NumGoroutine":   {shim: "NumGoroutine"},
		"Stack":          {shim: "Stack"},
		"UnlockOSThread": {shim: "UnlockOSThread"},
	},
	"testing/synctest": {
		"Test": {shim: "Bubble", wrap: true},
		"Wait": {shim: "BubbleWait", wrap: true},
	},
}

// replacementOf returns what takes the place of a function or type of another package.
func (f *file) replacementOf(obj types.Object) (r replacement, ok bool) {
	if obj == nil || obj.Pkg() == nil || obj.Pkg() == f.pkg.types || obj.Parent() != obj.Pkg().Scope() {
		return r, false
	}
	if slices.Contains(f.pkg.cfg.Std, obj.Pkg().Path()) {
		return r, false // it is rewritten itself
	}
	r, ok = replacements[obj.Pkg().Path()][obj.Name()]
	return r, ok
}

// visitReplaced puts a replacement in the place of a name, as a call, as a value and as a type. A declaration at the end of the file
// keeps the import used.
func (f *file) visitReplaced(n ast.Expr, id *ast.Ident, parents []ast.Node) {
	r, ok := f.replacementOf(f.pkg.info.Uses[id])
	if !ok {
		return
	}
	if isSelected(n, parents) || isAssigned(n, parents) {
		return
	}
	f.pkg.points++
	name := string(f.src[f.offset(n.Pos()):f.offset(n.End())])
	if !r.wrap {
		f.keepUsed(name, r.use)
	}
	f.replace(n, func() []frag {
		if r.wrap {
			return f.join(f.shim(r.shim), "("+name+")")
		}
		return []frag{f.shim(r.shim)}
	})
}

// isAssigned reports whether a variable is given a value, or its address is taken.
func isAssigned(n ast.Expr, parents []ast.Node) bool {
	if len(parents) == 0 {
		return false
	}
	switch p := parents[len(parents)-1].(type) {
	case *ast.AssignStmt:
		return slices.Contains(p.Lhs, n)
	case *ast.UnaryExpr:
		return p.Op == token.AND
	}
	return false
}

func (f *file) keepUsed(name, form string) {
	if form == "" {
		form = "%s"
	}
	use := "var _ = " + fmt.Sprintf(form, name)
	if !slices.Contains(f.tail, use) {
		f.tail = append(f.tail, use)
	}
}

// reflectMethods are the methods of reflect.Value that are rewritten.
var reflectMethods = []string{"Close", "MapKeys", "Recv", "Send", "TryRecv", "TrySend"}

// visitReflectMethod: v.Send becomes shim.Reflect(v).Send, as a call and as a value.
func (f *file) visitReflectMethod(n *ast.SelectorExpr) {
	sel := f.pkg.info.Selections[n]
	if sel == nil || !isReflectMethod(sel.Obj()) {
		return
	}
	path, ok := f.embeddedPath(sel)
	if sel.Kind() != types.MethodVal || !ok { // or promoted from a field that can't be named here
		f.pkg.limitAt(n.Pos(), "method expression of reflect.Value."+sel.Obj().Name())
		return
	}
	f.pkg.points++
	f.replace(n, func() []frag {
		return f.join(f.shim("Reflect("), path.star, f.node(n.X), path.fields, ")."+sel.Obj().Name())
	})
}

func isReflectMethod(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "reflect" && ownerName(fn) == "Value" && slices.Contains(reflectMethods, fn.Name())
}

// embeddedPath is how the receiver of a promoted method is reached: fields to add, and a star if it is there as a pointer.
type embeddedPath struct{ star, fields string }

func (f *file) embeddedPath(sel *types.Selection) (p embeddedPath, ok bool) {
	t := sel.Recv()
	for _, i := range sel.Index()[:len(sel.Index())-1] {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return p, false
		}
		field := st.Field(i)
		if !field.Exported() && field.Pkg() != f.pkg.types {
			return p, false
		}
		p.fields += "." + field.Name()
		t = field.Type()
	}
	if _, ptr := t.Underlying().(*types.Pointer); ptr {
		p.star = "*"
	}
	_, iface := t.Underlying().(*types.Interface)
	return p, !iface
}
