package bind

import (
	"fmt"
	"go/types"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// ownPath is the prefix of tenter's packages that generated programs import.
const ownPath = "github.com/tenter-go/tenter/"

// file collects what the generated source needs besides the adapter: imports and declarations.
type file struct {
	subject  *types.Package
	imports  map[string]string // path to name
	elements map[string]element
	order    []string // of elements, by the text of their interfaces
}

// element is a type of the program's own that can be put where the subject wants values with a method that compares them.
type element struct {
	name, iface, method string
	less                bool // it reports whether one is less, rather than how the two compare
}

func newFile(subject *types.Package) *file {
	f := &file{subject: subject, imports: map[string]string{}, elements: map[string]element{}}
	f.imports[subject.Path()] = subject.Name()
	return f
}

// fork returns a copy that what is tried may be written to.
func (f *file) fork() *file {
	return &file{f.subject, maps.Clone(f.imports), maps.Clone(f.elements), slices.Clone(f.order)}
}

// name imports a package and returns what it is called in the file.
func (f *file) name(importPath, name string) string {
	if have, ok := f.imports[importPath]; ok {
		return have
	}
	taken := slices.Collect(maps.Values(f.imports))
	for n, base := 2, name; slices.Contains(taken, name); n++ {
		name = fmt.Sprintf("%s%d", base, n)
	}
	f.imports[importPath] = name
	return name
}

func (f *file) std(importPath string) string { return f.name(importPath, path.Base(importPath)) }

// own imports a package of tenter's.
func (f *file) own(pkg string) string {
	importPath := ownPath + "harness/" + pkg
	if pkg == "models" {
		importPath = ownPath + pkg
	}
	return f.name(importPath, path.Base(pkg))
}

// typeText returns a type as it is written in the file.
func (f *file) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return f.name(p.Path(), p.Name()) })
}

// element returns the name of a type of the file's own that has the only method of an interface, one that compares; "" if the interface is of another
// kind.
func (f *file) element(t types.Type, u *types.Interface) string {
	if u.NumMethods() != 1 || !u.IsMethodSet() {
		return ""
	}
	m := u.Method(0)
	sig := m.Signature()
	if !m.Exported() || sig.Params().Len() != 1 || sig.Results().Len() != 1 || !types.Identical(sig.Params().At(0).Type(), t) && !isAny(sig.Params().At(0).Type()) {
		return ""
	}
	e := element{iface: f.typeText(sig.Params().At(0).Type()), method: m.Name(), less: isBool(sig.Results().At(0).Type())}
	if !e.less && !types.Identical(sig.Results().At(0).Type(), types.Typ[types.Int]) {
		return ""
	}
	key := f.typeText(t)
	if have, ok := f.elements[key]; ok {
		return have.name
	}
	e.name = "element"
	if n := len(f.order); n > 0 {
		e.name += fmt.Sprint(n + 1)
	}
	f.elements[key] = e
	f.order = append(f.order, key)
	if !e.less {
		f.std("cmp")
	}
	return e.name
}

func isAny(t types.Type) bool {
	u, ok := t.Underlying().(*types.Interface)
	return ok && u.Empty()
}

// importBlock returns the imports that the rest of the file uses. What was tried in vain may have asked for more.
func (f *file) importBlock(body string) string {
	var std, rest []string
	for _, p := range slices.Sorted(maps.Keys(f.imports)) {
		if !regexp.MustCompile(`\b` + regexp.QuoteMeta(f.imports[p]) + `\.`).MatchString(body) {
			continue
		}
		line := fmt.Sprintf("\t%q\n", p)
		if name := f.imports[p]; name != path.Base(p) {
			line = fmt.Sprintf("\t%s %q\n", name, p)
		}
		if first, _, _ := strings.Cut(p, "/"); strings.Contains(first, ".") {
			rest = append(rest, line)
		} else {
			std = append(std, line)
		}
	}
	if len(std) > 0 {
		std = append(std, "\n")
	}
	return "import (\n" + strings.Join(std, "") + strings.Join(rest, "") + ")\n"
}

// declarations returns the types of the file's own.
func (f *file) declarations() string {
	var b strings.Builder
	for _, key := range f.order {
		e := f.elements[key]
		fmt.Fprintf(&b, "\n// %s is a value that compares with others.\ntype %s int\n\n", e.name, e.name)
		if e.less {
			fmt.Fprintf(&b, "func (e %s) %s(other %s) bool { return e < other.(%s) }\n", e.name, e.method, e.iface, e.name)
		} else {
			fmt.Fprintf(&b, "func (e %s) %s(other %s) int { return cmp.Compare(e, other.(%s)) }\n", e.name, e.method, e.iface, e.name)
		}
		fmt.Fprintf(&b, "\nfunc %sInt(v any) int {\n\tif v == nil {\n\t\treturn 0\n\t}\n\treturn int(v.(%s))\n}\n", e.name, e.name)
	}
	return b.String()
}
