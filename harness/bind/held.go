package bind

import (
	"fmt"
	"go/types"
)

// What an entry of a container calls the value that it holds.
var holds = []string{"Value", "Val", "GetValue", "Data", "Object", "Item", "Elem", "Element"}

// held returns the value in expr, which is an entry of a container, as an int; false if there is no way to get at it.
func (v values) held(t types.Type, expr string) (string, bool) {
	if !nameable(bare(t)) {
		return "", false
	}
	for _, name := range holds {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		var text string
		var ok bool
		switch obj := obj.(type) {
		case *types.Func:
			if sig := obj.Signature(); sig.Params().Len() == 0 && sig.Results().Len() == 1 {
				text, ok = v.plain(sig.Results().At(0).Type(), "e."+name+"()")
			}
		case *types.Var:
			text, ok = v.plain(obj.Type(), "e."+name)
		}
		if ok {
			return fmt.Sprintf("%s.Held(%s, func(e %s) int { return %s })", v.file.own("bound"), expr, v.file.typeText(t), text), true
		}
	}
	return "", false
}

// plain is from for types that hold no other value.
func (v values) plain(t types.Type, expr string) (string, bool) {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return v.from(t, expr)
	case *types.Interface:
		if u.Empty() {
			return v.from(t, expr)
		}
	}
	return "", false
}
