package bind

import (
	"cmp"
	"fmt"
	"go/types"
	"reflect"
	"strings"
)

// got says which results of a method play which part; -1 for none.
type got struct{ value, ok, err, list, opaque, function int }

// body returns the statements of a call's function: expr is called, and its results are brought to the form that the call has.
func (a *adapter) body(expr string, results *types.Tuple) (string, error) {
	g := a.parts(results)
	w := writer{a: a, results: results, g: g, used: make([]bool, results.Len())}
	answers, err := w.answers()
	if err != nil {
		return "", err
	}
	return w.statements(expr, answers), nil
}

// parts finds the parts of the results. A value that the model does not ask for is passed over.
func (a *adapter) parts(results *types.Tuple) got {
	g := got{-1, -1, -1, -1, -1, -1}
	first := func(part *int, i int) {
		if *part < 0 {
			*part = i
		}
	}
	for i := range results.Len() {
		t := results.At(i).Type()
		switch {
		case isError(t) && !a.call.Zero:
			first(&g.err, i)
			continue
		case isBool(t):
			first(&g.ok, i)
			continue
		}
		first(&g.opaque, i)
		if sig, ok := t.Underlying().(*types.Signature); ok && sig.Params().Len() == 0 {
			first(&g.function, i)
		}
		if s, ok := t.Underlying().(*types.Slice); ok {
			if _, isValue := a.values.from(s.Elem(), ""); isValue {
				first(&g.list, i)
			}
		}
		if _, isValue := a.values.from(t, ""); isValue {
			first(&g.value, i)
		}
	}
	return g
}

// writer writes the results of a call's function.
type writer struct {
	a       *adapter
	results *types.Tuple
	g       got
	used    []bool // of the results of the method
	checks  []string
}

func (w *writer) result(i int) string {
	w.used[i] = true
	return fmt.Sprintf("r%d", i)
}

func (w *writer) typeOf(i int) types.Type { return w.results.At(i).Type() }

// answers returns an expression for each result of the call.
func (w *writer) answers() (list []string, err error) {
	t := w.a.call.Type
	var wantsValue, wantsOK, wantsErr, wantsFunction bool
	for i := range t.NumOut() {
		switch {
		case t.Out(i).Kind() == reflect.Func:
			wantsFunction = true
		case t.Out(i).Kind() == reflect.Bool:
			wantsOK = true
		case t.Out(i).String() == "error":
			wantsErr = true
		default:
			wantsValue = true
		}
	}
	if w.g.function >= 0 && !wantsFunction {
		return nil, misfit("it returns a function that has to be called, which %s would not do", w.a.call.Name)
	}
	if err := w.leftOver(wantsValue, wantsOK, wantsErr); err != nil {
		return nil, err
	}
	for i := range t.NumOut() {
		var text string
		switch out := t.Out(i); {
		case out.Kind() == reflect.Bool:
			text, err = w.ok(wantsValue, wantsErr)
		case out.String() == "error":
			switch {
			case wantsOK && (w.g.err < 0 || w.g.ok < 0):
				text = "nil" // the other result says it
			case wantsOK:
				text = w.result(w.g.err)
			default:
				text, err = w.err(wantsValue)
			}
		case out.String() == listKind:
			text, err = w.list()
		case out.String() == opaqueKind:
			text, err = w.opaque()
		case out.Kind() == reflect.Func:
			text, err = w.function()
		default:
			text, err = w.value()
		}
		if err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	return list, nil
}

// list is for a call that gives several values.
func (w *writer) list() (string, error) {
	if w.g.list < 0 {
		return "", misfit("it does not return a list of values")
	}
	text, elem := w.result(w.g.list), w.typeOf(w.g.list).Underlying().(*types.Slice).Elem()
	if types.Identical(elem, types.Typ[types.Int]) {
		return text, nil
	}
	from, _ := w.a.values.from(elem, "v")
	return fmt.Sprintf("%s.List(%s, func(v %s) int { return %s })", w.a.file.own("bound"), text, w.a.file.typeText(elem), from), nil
}

// opaque is for a call that gives something that is passed on as it is.
func (w *writer) opaque() (string, error) {
	if w.g.opaque < 0 {
		return "", misfit("it does not return anything that could be given back")
	}
	w.a.opaque = w.typeOf(w.g.opaque)
	return w.result(w.g.opaque), nil
}

func (w *writer) function() (string, error) {
	if w.g.function < 0 {
		return "", misfit("it does not return a function")
	}
	sig := w.typeOf(w.g.function).Underlying().(*types.Signature)
	if sig.Results().Len() == 0 {
		return w.result(w.g.function), nil
	}
	return fmt.Sprintf("func() { %s() }", w.result(w.g.function)), nil
}

// leftOver sees to results that the call does not ask for.
func (w *writer) leftOver(wantsValue, wantsOK, wantsErr bool) error {
	a := w.a
	unasked := w.g.err >= 0 && !wantsErr && !wantsOK
	switch {
	case unasked && a.call.Fails:
		a.penalty++
	case unasked:
		w.checks = append(w.checks, fmt.Sprintf("%s.NoError(%s)", a.file.own("bound"), w.result(w.g.err)))
		a.penalty += 3
	}
	if w.g.ok >= 0 && !wantsOK && !wantsErr {
		if !a.call.Drops {
			return misfit("it reports whether it succeeded, which %s can't say", a.call.Name)
		}
		a.penalty++
	}
	if w.g.value >= 0 && !wantsValue {
		a.penalty += 2
	}
	return nil
}

func (w *writer) value() (string, error) {
	if w.g.value < 0 {
		return "", misfit("it does not return a value")
	}
	text, _ := w.a.values.from(w.typeOf(w.g.value), w.result(w.g.value))
	return text, nil
}

func (w *writer) ok(wantsValue, wantsErr bool) (string, error) {
	switch {
	case w.g.ok >= 0 && w.g.err >= 0 && !wantsErr:
		return fmt.Sprintf("%s && %s == nil", w.result(w.g.ok), w.result(w.g.err)), nil
	case w.g.ok >= 0:
		return w.result(w.g.ok), nil
	case w.g.err >= 0:
		return w.result(w.g.err) + " == nil", nil
	case w.g.value >= 0 && wantsValue:
		if text := there(w.typeOf(w.g.value), w.result(w.g.value)); text != "" {
			return text, nil
		}
	}
	return "", misfit("it does not say whether it succeeded")
}

// err is for a call whose error says that it failed. A method that reports twice whether it succeeded, by an error and by a bool, has failed if either says so:
// (false, nil) is how many refuse. A bool behind the error tells something else: that a result is shared, say.
func (w *writer) err(wantsValue bool) (string, error) {
	a := w.a
	success := ""
	switch {
	case w.g.ok >= 0 && (w.g.err < 0 || w.g.ok < w.g.err):
		success = w.result(w.g.ok)
	case w.g.err < 0 && w.g.value >= 0 && wantsValue:
		success = there(w.typeOf(w.g.value), w.result(w.g.value))
	}
	refusal := ""
	switch {
	case success == "":
	case a.context:
		refusal = fmt.Sprintf("%s.Cut(ctx, %s)", a.file.own("bound"), success)
	default:
		refusal = fmt.Sprintf("%s.Refusal(%s)", a.file.own("bound"), success)
	}
	switch {
	case w.g.err >= 0 && refusal != "":
		return fmt.Sprintf("%s.Either(%s, %s)", a.file.own("bound"), w.result(w.g.err), refusal), nil
	case w.g.err >= 0:
		return w.result(w.g.err), nil
	case refusal != "" || a.call.Plain:
		return cmp.Or(refusal, "nil"), nil
	}
	return "", misfit("it does not say whether it failed")
}

// statements returns the body: the call, checks, and what is returned.
func (w *writer) statements(expr string, answers []string) string {
	var names []string
	some, same := false, len(answers) == w.results.Len()
	for i, used := range w.used {
		names = append(names, "_")
		if used {
			names[i], some = fmt.Sprintf("r%d", i), true
		}
		same = same && answers[i] == names[i]
	}
	var b strings.Builder
	switch {
	case same && len(answers) > 0 && len(w.checks) == 0:
		fmt.Fprintf(&b, "\t\treturn %s\n", expr)
		return b.String()
	case some:
		fmt.Fprintf(&b, "\t\t%s := %s\n", strings.Join(names, ", "), expr)
	default:
		fmt.Fprintf(&b, "\t\t%s\n", expr)
	}
	for _, c := range w.checks {
		fmt.Fprintf(&b, "\t\t%s\n", c)
	}
	if len(answers) > 0 {
		fmt.Fprintf(&b, "\t\treturn %s\n", strings.Join(answers, ", "))
	}
	return b.String()
}
