package bind

import (
	"fmt"
	"go/types"
	"reflect"
	"strings"
)

// callback says what is passed for a parameter that is a function.
func (a *adapter) callback(sig *types.Signature) (string, error) {
	for i, name := range a.call.Args {
		t := a.call.Type.In(i)
		if a.used[i] || t.Kind() != reflect.Func {
			continue
		}
		text, err := a.function(sig, name, t)
		if err != nil {
			return "", err
		}
		a.used[i] = true
		return text, nil
	}
	return "", misfit(" is a function, and %s has none", a.call.Name)
}

// function returns the call's function of the given name and type as one with the signature that the subject wants.
func (a *adapter) function(sig *types.Signature, name string, t reflect.Type) (string, error) {
	if t.NumIn() == 0 && t.NumOut() == 0 && sig.Params().Len() == 0 && sig.Results().Len() == 0 {
		return name, nil
	}
	params, args, err := a.passedOn(sig, t)
	if err != nil {
		return "", err
	}
	r := reply{a: a, name: name, t: t}
	types, returned, err := r.results(sig)
	if err != nil {
		return "", err
	}
	head := fmt.Sprintf("func(%s) ", strings.Join(params, ", "))
	switch len(types) {
	case 0:
	case 1:
		head += types[0] + " "
	default:
		head += "(" + strings.Join(types, ", ") + ") "
	}
	return head + "{ " + r.body(strings.Join(args, ", "), returned) + " }", nil
}

// passedOn declares the parameters of the subject's function, and says which of them are passed to the call's: the first that fit, in their order.
func (a *adapter) passedOn(sig *types.Signature, t reflect.Type) (params, args []string, err error) {
	for i := range sig.Params().Len() {
		p := sig.Params().At(i).Type()
		param := "_"
		if n := len(args); n < t.NumIn() {
			text, fits := fmt.Sprintf("p%d", i), isBool(p)
			if t.In(n).Kind() == reflect.Int {
				text, fits = a.values.from(p, text)
			}
			if fits {
				param = fmt.Sprintf("p%d", i)
				args = append(args, text)
			}
		}
		params = append(params, param+" "+a.file.typeText(p))
	}
	if len(args) < t.NumIn() {
		return nil, nil, misfit(" is a function that is not told what it needs")
	}
	return params, args, nil
}

// reply is what a function of a call's returns, on its way to be what the subject wants.
type reply struct {
	a    *adapter
	name string
	t    reflect.Type
	used bool // something of it is
}

// part returns the place of the call's result of a kind, and -1 if it has none.
func (r *reply) part(kind reflect.Kind) int {
	for i := range r.t.NumOut() {
		if r.t.Out(i).Kind() == kind {
			return i
		}
	}
	return -1
}

// is returns the expression for a result of the call's function.
func (r *reply) is(part int) string {
	r.used = true
	if r.t.NumOut() == 1 {
		return r.name + "(ARGS)"
	}
	return fmt.Sprintf("q%d", part)
}

// results returns the types of the subject's function's results, and what it returns.
func (r *reply) results(sig *types.Signature) (list, returned []string, err error) {
	value, ok, fault := r.part(reflect.Int), r.part(reflect.Bool), r.part(reflect.Interface)
	for v := range sig.Results().Variables() {
		t := v.Type()
		list = append(list, r.a.file.typeText(t))
		var text string
		known := true
		switch {
		case isError(t) && fault >= 0:
			text, fault = r.is(fault), -1
		case isError(t):
			text = "nil"
		case isBool(t) && ok >= 0:
			text, ok = r.is(ok), -1
		case isBool(t):
			text = "true"
		case value >= 0:
			text, known = r.a.values.to(t, r.is(value))
			value = -1
		default:
			text, known = zero(r.a.file, t)
		}
		if !known {
			return nil, nil, misfit(" returns what can't be made from a number")
		}
		returned = append(returned, text)
	}
	switch {
	case value >= 0:
		return nil, nil, misfit(" does not return a value")
	case fault >= 0:
		return nil, nil, misfit(" can't fail")
	}
	return list, returned, nil
}

// body returns the statements of the function.
func (r *reply) body(args string, returned []string) string {
	result := strings.ReplaceAll("return "+strings.Join(returned, ", "), "ARGS", args)
	call := fmt.Sprintf("%s(%s)", r.name, args)
	switch {
	case len(returned) == 0:
		return call
	case !r.used:
		return call + "; " + result
	case r.t.NumOut() == 1:
		return result
	}
	var parts []string
	for i := range r.t.NumOut() {
		part := fmt.Sprintf("q%d", i)
		if !strings.Contains(result, part) {
			part = "_"
		}
		parts = append(parts, part)
	}
	return fmt.Sprintf("%s := %s; %s", strings.Join(parts, ", "), call, result)
}
