package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"path"
	"slices"
	"strings"
)

// A file is rewritten by edits: spans of its text that are replaced. Edits nest (a select inside a closure inside the
// operand of a send), so that an edit does not hold its new text but makes it, from frags of its own and from spans of
// the original, in which the edits inside are carried out in the same way.
type file struct {
	pkg   *pkg
	index int // in the order of the compiler's arguments
	name  string
	src   []byte
	tree  *ast.File
	tok   *token.File

	edits   []edit
	native  map[ast.Node]bool // left to the node around them: the communications of a select
	imports []string          // packages below the shim package that the file needs, "" for itself
	tail    []string          // declarations to add at the end
}

type edit struct {
	from, to int
	id       int // in the order of their making: of edits of one span, each is inside those before it
	make     func() []frag
}

// rewrite returns the text of the rewritten file, or reports that there is nothing to change.
func (f *file) rewrite() (text []byte, changed bool) {
	f.native = map[ast.Node]bool{}
	f.swapImports()
	f.visitLinkDirectives()
	f.visitAll()
	f.hookTesting()
	f.findLimits()
	if len(f.edits) == 0 {
		return nil, false
	}
	// A parent begins no later than its child and ends no earlier.
	slices.SortStableFunc(f.edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	name := f.offset(f.tree.Name.End())
	head, rest := f.slice(0, name), f.slice(name, len(f.src))
	frags := slices.Concat(head, f.shimImports(), rest) // whether the import is needed shows while rendering
	w := printer{src: f.src, tok: f.tok, name: f.name, line: 1}
	fmt.Fprintf(&w.out, "//line %s:1:1\n", f.name)
	w.print(frags)
	for _, decl := range f.tail {
		w.out.WriteString("\n" + decl + "\n")
	}
	return w.out.Bytes(), true
}

// shimImports go on the line of the package clause.
func (f *file) shimImports() (out []frag) {
	for _, below := range f.imports {
		out = append(out, frag{text: fmt.Sprintf("; import %s %q", f.shimName(below), path.Join(f.pkg.cfg.Shim, below))})
	}
	return out
}

// shimName is the name under which a file imports the shim package, or one below it.
func (f *file) shimName(below string) string { return f.pkg.prefix + "shim" + below }

// shim returns text that names a member of the shim package, or of one below it: "io.Pipe".
func (f *file) shim(name string) frag {
	below, member, ok := strings.Cut(name, ".")
	if !ok {
		below, member = "", name
	}
	if !slices.Contains(f.imports, below) {
		f.imports = append(f.imports, below)
	}
	return frag{text: f.shimName(below) + "." + member}
}

// text is a frag of our own, in which every $ stands for the prefix of our names.
func (f *file) text(format string, args ...any) frag {
	text := []byte(fmt.Sprintf(format, args...))
	var out []byte
	for _, c := range text {
		if c == '$' {
			out = append(out, f.pkg.prefix...)
		} else {
			out = append(out, c)
		}
	}
	return frag{text: string(out)}
}

// replace makes an edit of a node.
func (f *file) replace(n ast.Node, make func() []frag) { f.replaceSpan(n.Pos(), n.End(), make) }

func (f *file) replaceSpan(from, to token.Pos, make func() []frag) {
	f.edits = append(f.edits, edit{f.offset(from), f.offset(to), len(f.edits), make})
}

// node returns the text of a node, with the edits inside it, or at it if it is being rendered from outside.
func (f *file) node(n ast.Node) []frag { return f.span(n.Pos(), n.End()) }

func (f *file) span(from, to token.Pos) []frag { return f.slice(f.offset(from), f.offset(to)) }

// inner returns the text of a node for the edit of that number, which is at the node: with the edits that are inside that one.
func (f *file) inner(n ast.Node, id int) []frag {
	return f.sliceAfter(f.offset(n.Pos()), f.offset(n.End()), id)
}

// slice returns the original between two offsets with the outermost edits that lie inside carried out.
func (f *file) slice(from, to int) []frag { return f.sliceAfter(from, to, -1) }

// sliceAfter is slice without those edits of the whole span that were made up to a certain one.
func (f *file) sliceAfter(from, to, id int) (out []frag) {
	first, _ := slices.BinarySearchFunc(f.edits, from, func(e edit, at int) int { return cmp.Compare(e.from, at) })
	at := from
	for _, e := range f.edits[first:] {
		if e.from >= to {
			break
		}
		if e.from < at || e.to > to {
			continue // inside the edit before, or around the span
		}
		if e.from == from && e.to == to && e.id <= id {
			continue
		}
		out = append(out, frag{from: at, to: e.from})
		out = append(out, e.make()...)
		at = e.to
	}
	return append(out, frag{from: at, to: to})
}

func (f *file) offset(p token.Pos) int { return f.tok.Offset(p) }

func (f *file) anchor(p token.Pos) frag { return frag{from: f.offset(p), anchor: true} }

// loopVariablePerIteration reports what the file's language version says of the variables of a range loop.
func (f *file) loopVariablePerIteration() bool {
	v := f.pkg.info.FileVersions[f.tree]
	return v == "" || version.Compare(v, "go1.22") >= 0
}

func (f *file) typeOf(e ast.Expr) types.Type { return f.pkg.info.TypeOf(e) }

// isBuiltin reports whether an expression is the predeclared function of that name, not something that shadows it.
func (f *file) isBuiltin(e ast.Expr, name string) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || id.Name != name {
		return false
	}
	_, ok = f.pkg.info.Uses[id].(*types.Builtin)
	return ok
}

// insert makes an edit between two characters.
func (f *file) insert(at token.Pos, make func() []frag) { f.replaceSpan(at, at, make) }
