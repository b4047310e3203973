package bind

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"
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
	params, args, err := a.passed(sig, t)
	if err != nil {
		return "", err
	}
	types, returned, err := a.returned(sig, t)
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
	call := fmt.Sprintf("%s(%s)", name, strings.Join(args, ", "))
	var outs []string
	for i := range t.NumOut() {
		outs = append(outs, fmt.Sprintf("v%d", i))
	}
	if len(outs) > 0 {
		call = strings.Join(outs, ", ") + " := " + call
	}
	if len(returned) > 0 {
		call += "; return " + strings.Join(returned, ", ")
	}
	return head + "{ " + call + " }", nil
}

// passed says what the call's function is passed of what the subject passes.
func (a *adapter) passed(sig *types.Signature, t reflect.Type) (params, args []string, err error) {
	wanted := 0
	for i := range sig.Params().Len() {
		p := sig.Params().At(i).Type()
		name := "_"
		if wanted < t.NumIn() {
			from, ok := a.values.from(p, fmt.Sprintf("p%d", i))
			if isBool(p) && t.In(wanted).Kind() == reflect.Bool {
				from, ok = fmt.Sprintf("p%d", i), true
			} else if t.In(wanted).Kind() == reflect.Bool {
				ok = false
			}
			if ok {
				args, name = append(args, from), fmt.Sprintf("p%d", i)
				wanted++
			}
		}
		params = append(params, name+" "+a.file.typeText(p))
	}
	if wanted < t.NumIn() {
		return nil, nil, misfit(" is a function that is not passed what %s needs", a.call.Name)
	}
	return params, args, nil
}

// goOn is what functions return that are passed to a walk, for that to go on.
const goOn = "goOn"

// returned says what the subject is returned of what the call's function returns.
func (a *adapter) returned(sig *types.Signature, t reflect.Type) (texts, values []string, err error) {
	used := make([]bool, t.NumOut())
	take := func(kinds ...reflect.Kind) string {
		for i := range t.NumOut() {
			for _, k := range kinds {
				if !used[i] && t.Out(i).Kind() == k {
					used[i] = true
					return fmt.Sprintf("v%d", i)
				}
			}
		}
		return ""
	}
	for r := range sig.Results().Variables() {
		texts = append(texts, a.file.typeText(r.Type()))
		var text string
		switch {
		case isError(r.Type()):
			if text = take(reflect.Interface); text == "" {
				text = "nil"
			}
		case isBool(r.Type()):
			switch text = take(reflect.Bool); {
			case text == "" && a.walks && t.NumOut() == 0:
				text = goOn
			case text == "":
				text = fmt.Sprint(!negates(r.Name()))
			case negates(r.Name()):
				text = "!" + text
			}
		default:
			ok := false
			if v := take(reflect.Int); v != "" {
				text, ok = a.values.to(r.Type(), v)
			} else {
				text, ok = zero(a.file, r.Type())
			}
			if !ok {
				return nil, nil, misfit(" is a function that returns what can't be made")
			}
		}
		values = append(values, text)
	}
	for _, u := range used {
		if !u {
			return nil, nil, misfit(" is a function that does not return what that of %s does", a.call.Name)
		}
	}
	return texts, values, nil
}

// negates reports whether a result that is called so says that the value is not to be kept.
func negates(name string) bool {
	return slices.ContainsFunc([]string{"del", "rem", "cancel", "skip", "abort", "discard", "drop"}, func(word string) bool {
		return strings.HasPrefix(plain(name), word)
	})
}

// zero returns the zero value of a type, as an expression.
func zero(f *file, t types.Type) (string, bool) {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "false", true
		case u.Info()&types.IsString != 0:
			return `""`, true
		case u.Info()&types.IsNumeric != 0:
			return "0", true
		}
		return "nil", u.Kind() == types.UnsafePointer
	case *types.Struct, *types.Array:
		return f.typeText(t) + "{}", true
	}
	return "nil", true
}
