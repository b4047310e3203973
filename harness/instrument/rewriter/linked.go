package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// A linked function has no body but a go:linkname directive: it is one of the runtime's. Those that decide by chance, tell the time, hash or wait are
// given a body, which calls the shim. The shim gets the runtime's function as an argument; that is declared anew under a name of ours, to which
// the directive is changed.
//
//	//go:linkname fastrand runtime.fastrand        //go:linkname tenter_linked_fastrand runtime.fastrand
//	func fastrand() uint32                         func fastrand() uint32 { return tenter_shimlinked.Uint32(tenter_linked_fastrand) }
//	                                               func tenter_linked_fastrand() uint32

// linkedShim is what takes the place of a function of the runtime.
type linkedShim struct {
	name   string // in shim/linked
	native bool   // it takes the runtime's function as its first argument
	// params has a letter for each parameter: p for a pointer of any type and a for one that may be a number as well, which are passed on as
	// unsafe.Pointer; v for whatever has the type that types says.
	params  string
	types   []string
	results []string
}

var linkedShims = map[string]linkedShim{
	"runtime.fastrand":              {name: "Uint32", native: true, results: []string{"uint32"}},
	"runtime.fastrandn":             {name: "Uint32n", native: true, params: "v", types: []string{"uint32"}, results: []string{"uint32"}},
	"runtime.fastrand64":            {name: "Uint64", native: true, results: []string{"uint64"}},
	"runtime.cheaprand":             {name: "Uint32", native: true, results: []string{"uint32"}},
	"runtime.cheaprandn":            {name: "Uint32n", native: true, params: "v", types: []string{"uint32"}, results: []string{"uint32"}},
	"runtime.cheaprand64":           {name: "Int64", native: true, results: []string{"int64"}},
	"runtime.rand":                  {name: "Uint64", native: true, results: []string{"uint64"}},
	"runtime.randn":                 {name: "Uint32n", native: true, params: "v", types: []string{"uint32"}, results: []string{"uint32"}},
	"runtime.nanotime":              {name: "Nanotime", native: true, results: []string{"int64"}},
	"runtime.cputicks":              {name: "Nanotime", native: true, results: []string{"int64"}},
	"time.now":                      {name: "Now", native: true, results: []string{"int64", "int32", "int64"}},
	"runtime.memhash":               {name: "Memhash", params: "pvv", types: []string{"", "uintptr", "uintptr"}, results: []string{"uintptr"}},
	"runtime.memhash32":             {name: "Memhash32", params: "pv", types: []string{"", "uintptr"}, results: []string{"uintptr"}},
	"runtime.memhash64":             {name: "Memhash64", params: "pv", types: []string{"", "uintptr"}, results: []string{"uintptr"}},
	"runtime.strhash":               {name: "Strhash", params: "pv", types: []string{"", "uintptr"}, results: []string{"uintptr"}},
	"runtime.stringHash":            {name: "StringHash", params: "vv", types: []string{"string", "uintptr"}, results: []string{"uintptr"}},
	"runtime.typehash":              {name: "Typehash", params: "apv", types: []string{"", "", "uintptr"}, results: []string{"uintptr"}},
	"reflect.typehash":              {name: "Typehash", params: "apv", types: []string{"", "", "uintptr"}, results: []string{"uintptr"}},
	"runtime.nilinterhash":          {name: "Nilinterhash", params: "pv", types: []string{"", "uintptr"}, results: []string{"uintptr"}},
	"sync.runtime_Semacquire":       {name: "Semacquire", native: true, params: "v", types: []string{"*uint32"}},
	"sync.runtime_Semrelease":       {name: "Semrelease", native: true, params: "vvv", types: []string{"*uint32", "bool", "int"}},
	"sync.runtime_canSpin":          {name: "CanSpin", native: true, params: "v", types: []string{"int"}, results: []string{"bool"}},
	"sync.runtime_doSpin":           {name: "DoSpin", native: true},
	"runtime.procPin":               {name: "ProcPin", native: true, results: []string{"int"}},
	"runtime.procUnpin":             {name: "ProcUnpin", native: true},
	"sync.runtime_procPin":          {name: "ProcPin", native: true, results: []string{"int"}},
	"sync.runtime_procUnpin":        {name: "ProcUnpin", native: true},
	"sync/atomic.runtime_procPin":   {name: "ProcPin", native: true, results: []string{"int"}},
	"sync/atomic.runtime_procUnpin": {name: "ProcUnpin", native: true},
}

// linkname is a directive.
type linkname struct {
	comment       *ast.Comment
	local, target string
}

func (f *file) linknames() (list []linkname) {
	for _, group := range f.tree.Comments {
		for _, c := range group.List {
			if fields := strings.Fields(c.Text); len(fields) == 3 && fields[0] == "//go:linkname" {
				list = append(list, linkname{c, fields[1], fields[2]})
			}
		}
	}
	return list
}

// findLinked finds the functions of the package that are to get a body, by name. A directive may stand in another file than the function.
func (p *pkg) findLinked() {
	targets := map[string]string{}
	for _, f := range p.files {
		for _, l := range f.linknames() {
			targets[l.local] = l.target
		}
	}
	p.linked = map[string]linkedShim{}
	for _, f := range p.files {
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body != nil || fn.Recv != nil {
				continue
			}
			if shim, ok := linkedShims[targets[fn.Name.Name]]; ok && shim.fits(p.types.Scope().Lookup(fn.Name.Name)) {
				p.linked[fn.Name.Name] = shim
			}
		}
	}
}

// fits reports whether a function is declared as the shim expects. Nothing checks that a declaration fits the runtime's function.
func (s linkedShim) fits(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := fn.Signature()
	if sig.Params().Len() != len(s.params) || sig.Results().Len() != len(s.results) || sig.Variadic() || sig.TypeParams().Len() > 0 {
		return false
	}
	for i, kind := range s.params {
		t := sig.Params().At(i).Type()
		if kind == 'v' && types.TypeString(t, nil) != s.types[i] || kind != 'v' && !isAddress(t, kind == 'a') {
			return false
		}
	}
	for i, want := range s.results {
		if types.TypeString(sig.Results().At(i).Type(), nil) != want {
			return false
		}
	}
	return true
}

// isAddress reports whether values of a type are pointers or, if number, may be the numbers of addresses.
func isAddress(t types.Type, number bool) bool {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		return true
	case *types.Basic:
		return t.Kind() == types.UnsafePointer || number && t.Kind() == types.Uintptr
	}
	return false
}

// linkedName is the name of ours for the runtime's function.
func (f *file) linkedName(local string) string { return f.pkg.prefix + "linked_" + local }

// visitLinkDirectives changes the directives of functions that get a body to the names that are ours.
func (f *file) visitLinkDirectives() {
	for _, l := range f.linknames() {
		if _, ok := f.pkg.linked[l.local]; ok {
			text := "//go:linkname " + f.linkedName(l.local) + " " + l.target
			f.replaceSpan(l.comment.Pos(), l.comment.End(), func() []frag { return []frag{{text: text}} })
		}
	}
}

// visitLinked gives a function a body.
func (f *file) visitLinked(n *ast.FuncDecl) {
	shim, ok := f.pkg.linked[n.Name.Name]
	if !ok || n.Body != nil {
		return
	}
	f.pkg.points++
	decl := "func " + f.linkedName(n.Name.Name) + string(f.src[f.offset(n.Type.Params.Pos()):f.offset(n.Type.End())])
	if n.Doc != nil {
		for _, c := range n.Doc.List {
			if c.Text == "//go:noescape" { // which a function with a body must not have
				decl = c.Text + "\n" + decl
				f.replaceSpan(c.Pos(), c.End(), func() []frag { return []frag{{text: "//"}} })
			}
		}
	}
	f.tail = append(f.tail, decl)
	params, args := f.linkedParams(n, shim)
	f.replaceSpan(n.Type.Params.Pos(), n.Type.Params.End(), func() []frag { return []frag{{text: params}} })
	f.insert(n.Type.End(), func() []frag {
		open, result := " { ", ""
		if len(shim.results) > 0 {
			result = "return "
		}
		return f.join(open+result, f.shim("linked."+shim.name), "(", args(), ") }")
	})
}

// linkedParams returns the parameters, named, and what is passed to the shim.
func (f *file) linkedParams(n *ast.FuncDecl, shim linkedShim) (params string, args func() []frag) {
	var list []string
	for _, field := range n.Type.Params.List {
		text := string(f.src[f.offset(field.Type.Pos()):f.offset(field.Type.End())])
		for range max(1, len(field.Names)) {
			list = append(list, fmt.Sprintf("%sarg%d %s", f.pkg.prefix, len(list), text))
		}
	}
	args = func() (out []frag) {
		if shim.native {
			out = append(out, frag{text: f.linkedName(n.Name.Name)})
		}
		for i, kind := range shim.params {
			if len(out) > 0 {
				out = append(out, frag{text: ", "})
			}
			arg := fmt.Sprintf("%sarg%d", f.pkg.prefix, i)
			if kind == 'v' {
				out = append(out, frag{text: arg})
			} else {
				out = append(out, f.join(f.shim("linked.Address"), "("+arg+")")...)
			}
		}
		return out
	}
	return "(" + strings.Join(list, ", ") + ")", args
}

// linkedElsewhere are packages in which functions that wait, wake or synchronize are linked to.
var linkedElsewhere = []string{"sync.", "sync/atomic.", "internal/sync.", "internal/runtime/atomic.", "internal/synctest."}

// waiting are parts of the names of functions of the runtime that do.
var waiting = []string{"sem", "Sem", "gopark", "goready", "chansend", "chanrecv", "closechan", "selectgo", "Sleep", "notify", "sync_", "newproc", "mcall", "procPin", "Gosched", "goyield", "canSpin", "doSpin"}

// limitLinknames names the functions that are linked to and not controlled.
func (f *file) limitLinknames() {
	for _, l := range f.linknames() {
		if _, ok := f.pkg.linked[l.local]; !ok && beyond(l.target) {
			f.pkg.limitAt(l.comment.Pos(), "linkname to "+l.target)
		}
	}
}

// beyond reports whether a target of go:linkname waits, wakes or synchronizes, or decides something by chance.
func beyond(target string) bool {
	if _, ok := linkedShims[target]; ok {
		return true // declared in another way than the shim expects, or with a body
	}
	if slices.ContainsFunc(linkedElsewhere, func(p string) bool { return strings.HasPrefix(target, p) }) {
		return true
	}
	pkg, name, _ := strings.Cut(target, ".")
	return (pkg == "runtime" || pkg == "time") && slices.ContainsFunc(waiting, func(s string) bool { return strings.Contains(name, s) })
}
