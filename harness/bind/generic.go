package bind

import (
	"go/types"
	"strings"
)

// What type parameters are tried with, the first that all constraints allow.
var elementTypes = []types.Type{types.Typ[types.Int], types.Typ[types.String], types.Typ[types.Float64], types.Typ[types.Uint64]}

// mostParameters is how many type parameters are tried in all combinations.
const mostParameters = 3

// instances returns the lists of type arguments that the parameters allow, those with ints first.
func instances(params *types.TypeParamList, generic types.Type) (list [][]types.Type) {
	n := params.Len()
	if n == 0 || n > mostParameters {
		return nil
	}
	args := make([]types.Type, n)
	var try func(i int)
	try = func(i int) {
		if i == n {
			if _, err := types.Instantiate(nil, generic, args, true); err == nil {
				list = append(list, append([]types.Type(nil), args...))
			}
			return
		}
		for _, t := range elementTypes {
			args[i] = t
			try(i + 1)
		}
	}
	try(0)
	return list
}

// instance returns t with its type parameters filled in, and t itself if it has none; nil if nothing fits them.
func instance(t *types.Named) types.Type {
	if t.TypeParams().Len() == 0 || t.TypeArgs().Len() > 0 {
		return t
	}
	list := instances(t.TypeParams(), t)
	if len(list) == 0 {
		return nil
	}
	inst, err := types.Instantiate(nil, t, list[0], false)
	if err != nil {
		return nil
	}
	return inst
}

// instanceOf returns the signature of a function with its type parameters filled in, and the type arguments as they are written, "" for none. It is nil if
// nothing fits.
func instanceOf(f *types.Func, file *file) (*types.Signature, string) {
	sig := f.Signature()
	if sig.TypeParams().Len() == 0 {
		return sig, ""
	}
	list := instances(sig.TypeParams(), sig)
	if len(list) == 0 {
		return nil, ""
	}
	inst, err := types.Instantiate(nil, sig, list[0], false)
	if err != nil {
		return nil, ""
	}
	var names []string
	for _, t := range list[0] {
		names = append(names, file.typeText(t))
	}
	return inst.(*types.Signature), "[" + strings.Join(names, ", ") + "]"
}
