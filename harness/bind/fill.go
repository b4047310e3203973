package bind

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/tenter-go/tenter/harness/family"
)

// fill finds something to pass for each parameter.
func (c *constructor) fill(f *family.Family, sig *types.Signature, head string) {
	var args []string
	params := sig.Params()
	sizeAt := sizeParameter(f.Size, sig)
	for i := range params.Len() {
		if sig.Variadic() && i == params.Len()-1 && i != sizeAt {
			break
		}
		p := params.At(i)
		text, penalty, ok := c.argument(f, p, i == sizeAt)
		if !ok {
			c.unfit = append(c.unfit, strings.TrimSpace(p.Name()+" "+types.TypeString(p.Type(), (*types.Package).Name)))
		}
		c.penalty += penalty
		args = append(args, text)
	}
	c.expr = head + "(" + strings.Join(args, ", ") + ")"
}

// sizeParameter returns which parameter is the size: the first number that is called so, or else the first number; -1 if there is none.
func sizeParameter(size family.Size, sig *types.Signature) int {
	first := -1
	if size.None() {
		return first
	}
	for i := range sig.Params().Len() {
		p := sig.Params().At(i)
		t := p.Type()
		if s, ok := t.(*types.Slice); ok && sig.Variadic() && i == sig.Params().Len()-1 {
			t = s.Elem()
		}
		b, ok := t.Underlying().(*types.Basic)
		if !ok || b.Info()&types.IsInteger == 0 || isDuration(t) {
			continue
		}
		if rank(p.Name(), size.Words) >= 0 {
			return i
		}
		if first < 0 && t == p.Type() {
			first = i
		}
	}
	return first
}

// argument says what to pass for a parameter; not ok says that this is no more than a guess that compiles.
func (c *constructor) argument(f *family.Family, p *types.Var, isSize bool) (text string, penalty int, ok bool) {
	t := p.Type()
	if s, variadic := t.(*types.Slice); variadic && isSize {
		t = s.Elem()
	}
	v := values{file: c.file}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		if f.Factory {
			if text := c.makes(u); text != "" {
				return text, 0, true
			}
		}
		text, ok := c.function(u)
		return text, 1, ok
	case *types.Basic:
		switch {
		case isDuration(t):
			if f.Periods {
				return c.file.std("time") + ".Second", 1, true
			}
			return c.file.std("time") + ".Hour", 3, true
		case isSize:
			c.sized = true
			text, _ := v.to(t, "n")
			return text, 0, true
		case u.Info()&types.IsInteger != 0:
			if !f.Size.None() && rank(p.Name(), f.Size.Words) >= 0 {
				c.sized = true
				text, _ := v.to(t, "n")
				return text, 1, true
			}
			if f.Fresh {
				return "0", 0, true
			}
			if f.Size.None() {
				return "16", 2, true // a hint, the number of shards, room enough
			}
			return "1", 2, true
		case u.Info()&types.IsNumeric != 0:
			return "1", 3, true
		case u.Info()&types.IsString != 0 && f.Fresh:
			return `""`, 0, true
		case u.Info()&types.IsString != 0:
			if c.oddity() == 3 && c.within == 0 { // not New: it may look the name up
				return c.file.own("bound") + ".Name()", 1, true
			}
			return `"subject"`, 1, true
		}
		text, ok := zero(c.file, t)
		return text, 1, ok
	case *types.Interface:
		switch {
		case isContext(t) && f.Cancels:
			c.cancels = true
			return "ctx", 0, true
		case isContext(t):
			return c.file.std("context") + ".Background()", 0, true
		case isNamed(t, "sync", "Locker"):
			return fmt.Sprintf("new(%s.Mutex)", c.file.std("sync")), 0, true
		}
		if text, ok := c.madeBy(f, t); ok {
			return text, 2, true
		}
		return "nil", 4, false
	case *types.Struct:
		if text, ok := c.defaults(f, t); ok {
			return text, 1, true
		}
		return c.options(f, t, u), 1, nameable(t)
	case *types.Pointer:
		if text, ok := c.defaults(f, t); ok {
			return text, 1, true
		}
		if s, isStruct := u.Elem().Underlying().(*types.Struct); isStruct && nameable(u.Elem()) {
			return "&" + c.options(f, u.Elem(), s), 1, true
		}
		return "nil", 4, false
	}
	text, _ = zero(c.file, t)
	return text, 3, true
}

// nameable reports whether a type can be written down outside its package.
func nameable(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Exported()
}

// options returns a struct of options: all zero, but for the size.
func (c *constructor) options(f *family.Family, t types.Type, u *types.Struct) string {
	var set []string
	for field := range u.Fields() {
		if !field.Exported() {
			continue
		}
		switch u := field.Type().Underlying().(type) {
		case *types.Basic:
			if u.Info()&types.IsInteger != 0 && !isDuration(field.Type()) && rank(field.Name(), f.Size.Words) >= 0 && !c.sized {
				c.sized = true
				text, _ := values{file: c.file}.to(field.Type(), "n")
				set = append(set, field.Name()+": "+text)
			}
		case *types.Signature:
			if !f.Factory {
				continue
			}
			if text := c.makes(u); text != "" {
				set = append(set, field.Name()+": "+text)
			}
		}
	}
	if !nameable(t) {
		return "nil"
	}
	return c.file.typeText(t) + "{" + strings.Join(set, ", ") + "}"
}

// makes returns a function that makes a resource or destroys one, if it is of that kind.
func (c *constructor) makes(sig *types.Signature) string {
	v := values{file: c.file}
	params := func(used int) string {
		var list []string
		for i := range sig.Params().Len() {
			name := "_"
			if i == used {
				name = "a"
			}
			list = append(list, name+" "+c.file.typeText(sig.Params().At(i).Type()))
		}
		return "func(" + strings.Join(list, ", ") + ")"
	}
	results := sig.Results()
	if results.Len() > 0 && !isError(results.At(0).Type()) {
		made, ok := v.to(results.At(0).Type(), "r")
		if isAny(results.At(0).Type()) {
			made, ok = c.file.own("bound")+".To(r)", true // some pools tell resources apart by where they are
		}
		t := c.file.typeText(results.At(0).Type())
		switch {
		case !ok || c.factory != "":
			return ""
		case results.Len() == 2 && isError(results.At(1).Type()):
			c.factory = "new(" + c.file.own("models") + ".Factory)"
			return fmt.Sprintf("%s (%s, error) { r, err := factory.Make(); return %s, err }", params(-1), t, made)
		case results.Len() == 1:
			c.factory = "&" + c.file.own("models") + ".Factory{Always: true}"
			return fmt.Sprintf("%s %s { r, _ := factory.Make(); return %s }", params(-1), t, made)
		}
		return ""
	}
	for i := range sig.Params().Len() {
		value, ok := v.from(sig.Params().At(i).Type(), "a")
		switch {
		case !ok || isContext(sig.Params().At(i).Type()) || c.factory == "":
		case results.Len() == 0:
			return fmt.Sprintf("%s { factory.Destroy(%s) }", params(i), value)
		case results.Len() == 1 && isError(results.At(0).Type()):
			return fmt.Sprintf("%s error { factory.Destroy(%s); return nil }", params(i), value)
		}
	}
	return ""
}

// function returns a function for a parameter: one that compares, hashes, or gives nothing.
func (c *constructor) function(sig *types.Signature) (string, bool) {
	var params, results []string
	same := sig.Params().Len() == 2 && types.Identical(sig.Params().At(0).Type(), sig.Params().At(1).Type())
	for i, name := 0, 'a'; i < sig.Params().Len(); i, name = i+1, name+1 {
		params = append(params, string(name)+" "+c.file.typeText(sig.Params().At(i).Type()))
	}
	for r := range sig.Results().Variables() {
		results = append(results, c.file.typeText(r.Type()))
	}
	head := fmt.Sprintf("func(%s)", strings.Join(params, ", "))
	if len(results) == 1 {
		head += " " + results[0]
	} else if len(results) > 1 {
		head += " (" + strings.Join(results, ", ") + ")"
	}
	v := values{file: c.file}
	if same && sig.Results().Len() == 1 {
		a, okA := v.from(sig.Params().At(0).Type(), "a")
		b, okB := v.from(sig.Params().At(1).Type(), "b")
		switch t := sig.Results().At(0).Type(); {
		case okA && okB && isBool(t):
			return fmt.Sprintf("%s { return %s < %s }", head, a, b), true
		case okA && okB && types.Identical(t, types.Typ[types.Int]):
			return fmt.Sprintf("%s { return %s.Compare(%s, %s) }", head, c.file.std("cmp"), a, b), true
		}
	}
	if sig.Params().Len() == 1 && sig.Results().Len() == 1 {
		a, okA := v.from(sig.Params().At(0).Type(), "a")
		if b, ok := sig.Results().At(0).Type().Underlying().(*types.Basic); okA && ok && b.Info()&types.IsInteger != 0 {
			return fmt.Sprintf("%s { return %s(%s) }", head, results[0], a), true // a hash
		}
	}
	var zeros []string
	for r := range sig.Results().Variables() {
		text, ok := zero(c.file, r.Type())
		if !ok {
			return "nil", false
		}
		zeros = append(zeros, text)
	}
	if len(zeros) == 0 {
		return head + " {}", true
	}
	return fmt.Sprintf("%s { return %s }", head, strings.Join(zeros, ", ")), false
}
