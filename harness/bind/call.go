package bind

import (
	"errors"
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/family"
)

// method is something of the subject that can be called: a method, or a function that takes the subject first.
type method struct {
	name   string
	sig    *types.Signature
	head   string // "x.Put", "queue.Put"
	first  string // argument in front of all others: "x", or ""
	skip   int    // parameters that first fills
	uses   string // argument of the call that is in head
	others bool   // it comes from the standard library, by embedding
}

func (m method) text(args []string) string {
	if m.first != "" {
		args = append([]string{m.first}, args...)
	}
	return m.head + "(" + strings.Join(args, ", ") + ")"
}

// Bound is one call with what it was bound to.
type Bound struct {
	Name string // of the call
	Expr string // what is called: "x.Acquire(ctx, int64(n))"

	method  string
	head    string     // of the method
	opaque  types.Type // of a result that is passed on as it is; nil if there is none
	literal string     // the function, as Go code
	value   string     // the same where the method is one already: "x.Acquire"; "" if it is none
	loose   bool
	penalty int
	file    *file
}

// matcher tries methods for the calls of a family.
type matcher struct{ family *family.Family }

// errMisfit is why a method does not do for a call, in words.
var errMisfit = errors.New("")

func misfit(format string, args ...any) error {
	return fmt.Errorf("%w"+format, append([]any{errMisfit}, args...)...)
}

// match binds a call to a method, whatever its name. f is the file so far, which is left as it is.
func (m matcher) match(call *family.Call, meth method, f *file) (Bound, error) {
	a := adapter{call: call, file: f.fork(), walks: m.family.Walks, clock: m.family.Clock}
	a.values = values{file: a.file, zero: call.Zero}
	args, err := a.arguments(meth)
	if err != nil {
		return Bound{}, err
	}
	expr := meth.text(args)
	b := Bound{Name: call.Name, Expr: expr, method: meth.name, head: meth.head, loose: a.loose, file: a.file}
	if meth.others {
		a.penalty += 3
	}
	body, err := a.body(expr, meth.sig.Results())
	if err != nil {
		return Bound{}, err
	}
	b.literal, b.penalty, b.opaque = a.literal(body), a.penalty, a.opaque
	if meth.first == "" && meth.uses == "" && sameSignature(call.Type, meth.sig) {
		b.value = meth.head
	}
	return b, nil
}

// sameSignature reports whether a method is the function that a call wants.
func sameSignature(t reflect.Type, sig *types.Signature) bool {
	if sig.Variadic() || sig.Params().Len() != t.NumIn() || sig.Results().Len() != t.NumOut() {
		return false
	}
	for i := range t.NumIn() {
		if types.TypeString(sig.Params().At(i).Type(), nil) != t.In(i).String() {
			return false
		}
	}
	for i := range t.NumOut() {
		if types.TypeString(sig.Results().At(i).Type(), nil) != t.Out(i).String() {
			return false
		}
	}
	return true
}

// adapter is one call on its way to one method.
type adapter struct {
	call    *family.Call
	file    *file
	values  values
	used    []bool // of the call's arguments
	context bool   // the method can be cut short by the call's context
	walks   bool   // see family.Family.Walks
	clock   bool   // the same of Clock
	loose   bool
	opaque  types.Type // see Bound
	penalty int
}

// What the arguments and results of calls may be, besides functions.
const (
	contextKind  = "context.Context"
	durationKind = "time.Duration"
	intKind      = "int"
	opaqueKind   = "interface {}"
	listKind     = "[]int"
)

// next returns the index of the first argument of that kind that is not used yet, -1 if there is none.
func (a *adapter) next(kind string) int {
	for i := range a.call.Args {
		if !a.used[i] && a.call.Type.In(i).String() == kind {
			return i
		}
	}
	return -1
}

// take is next, marks the argument as used and returns its name.
func (a *adapter) take(kind string) string {
	i := a.next(kind)
	if i < 0 {
		return ""
	}
	a.used[i] = true
	return a.call.Args[i]
}

// arguments says what is passed for each parameter of a method.
func (a *adapter) arguments(m method) (args []string, err error) {
	a.used = make([]bool, len(a.call.Args))
	if m.uses != "" {
		a.used[slices.Index(a.call.Args, m.uses)] = true
	}
	params := m.sig.Params()
	for i := m.skip; i < params.Len(); i++ {
		p := params.At(i)
		last := m.sig.Variadic() && i == params.Len()-1
		t := p.Type()
		if last {
			t = t.(*types.Slice).Elem()
		}
		text, err := a.argument(p.Name(), t, batch(m.sig))
		if err != nil && last {
			break // none will do
		}
		if err != nil {
			return nil, misfit("its parameter %s%w", a.paramText(p), err)
		}
		args = append(args, text)
	}
	for i, name := range a.call.Args {
		switch {
		case a.used[i]:
		case slices.Contains(a.call.Loose, name):
			a.loose = true
			a.penalty += 2
		default:
			return nil, misfit("it does not take %s", argumentWords(name, a.call.Type.In(i)))
		}
	}
	return args, nil
}

func (a *adapter) paramText(p *types.Var) string {
	return strings.TrimSpace(p.Name() + " " + types.TypeString(p.Type(), (*types.Package).Name))
}

func argumentWords(name string, t reflect.Type) string {
	switch t.String() {
	case contextKind:
		return "a context"
	case durationKind:
		return "a time-out"
	}
	return name + " " + t.String()
}

// argument says what is passed for a parameter of that name and type.
func (a *adapter) argument(param string, t types.Type, batch bool) (string, error) {
	if text, ok := a.setting(param, t); ok {
		return text, nil
	}
	switch {
	case isContext(t):
		if name := a.take(contextKind); name != "" {
			a.context = true
			return name, nil
		}
		a.penalty++
		return a.file.std("context") + ".Background()", nil
	case isDone(t):
		if name := a.take(contextKind); name != "" {
			a.context = true
			return name + ".Done()", nil
		}
		a.penalty++
		return "nil", nil
	case isDuration(t):
		if name := a.take(durationKind); name != "" {
			return fmt.Sprintf("%s.Patience(%s)", a.file.own("bound"), name), nil
		}
		if slices.Contains(a.call.Args, "value") {
			a.penalty += 2
			return a.file.std("time") + ".Hour", nil // how long an entry stays
		}
		return "", misfit(" is a time, and %s has none", a.call.Name)
	case isTime(t):
		if name := a.take(durationKind); name != "" {
			return fmt.Sprintf("%s.Now().Add(%s.Patience(%s))", a.file.std("time"), a.file.own("bound"), name), nil
		}
		if a.clock {
			return a.file.std("time") + ".Now()", nil
		}
		return "", misfit(" is a time, and %s has none", a.call.Name)
	}
	if sig, ok := t.Underlying().(*types.Signature); ok {
		return a.callback(sig)
	}
	if name := a.take(opaqueKind); name != "" {
		switch {
		case isAny(t):
			return name, nil
		case nameable(bare(t)):
			return fmt.Sprintf("%s.(%s)", name, a.file.typeText(t)), nil
		}
		return "", misfit(" is of a type that can't be named")
	}
	if i := a.next(intKind); i >= 0 {
		text, ok := a.values.to(t, a.call.Args[i])
		if !ok {
			return "", misfit(" can't be made from a number")
		}
		a.used[i] = true
		return text, nil
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsInteger != 0 && batch {
		a.penalty++
		return "1", nil // of a list, one is wanted
	}
	return "", misfit(" is not needed for %s", a.call.Name)
}

// literal returns the function of the call, with its body.
func (a *adapter) literal(body string) string {
	var params, results []string
	for i, name := range a.call.Args {
		params = append(params, name+" "+a.reflected(a.call.Type.In(i)))
	}
	for i := range a.call.Type.NumOut() {
		results = append(results, a.reflected(a.call.Type.Out(i)))
	}
	head := fmt.Sprintf("func(%s) ", strings.Join(params, ", "))
	switch len(results) {
	case 0:
	case 1:
		head += results[0] + " "
	default:
		head += "(" + strings.Join(results, ", ") + ") "
	}
	return head + "{\n" + body + "\t}"
}

// reflected returns a type of the struct of functions as it is written in the file.
func (a *adapter) reflected(t reflect.Type) string {
	if t.PkgPath() != "" {
		return a.file.std(t.PkgPath()) + "." + t.Name()
	}
	return t.String()
}
