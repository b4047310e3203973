package bind

import (
	"fmt"
	"go/types"
	"reflect"
	"strings"
)

// got says which results of a method play which part; -1 for none.
type got struct{ value, ok, err int }

// body returns the statements of a call's function: expr is called, and its results are brought to the form that the call has.
func (a *adapter) body(expr string, results *types.Tuple) (string, error) {
	g, err := a.parts(results)
	if err != nil {
		return "", err
	}
	w := writer{a: a, results: results, g: g, used: make([]bool, results.Len())}
	answers, err := w.answers()
	if err != nil {
		return "", err
	}
	return w.statements(expr, answers), nil
}

// parts finds the parts of the results. A value that the model does not ask for is passed over.
func (a *adapter) parts(results *types.Tuple) (got, error) {
	g := got{-1, -1, -1}
	for i := range results.Len() {
		t := results.At(i).Type()
		_, isValue := a.values.from(t, "")
		isValue = isValue || a.handle()
		switch {
		case isError(t) && !a.call.Zero:
			if g.err < 0 {
				g.err = i
			}
		case isBool(t):
			if g.ok < 0 {
				g.ok = i
			}
		case isValue && g.value < 0:
			g.value = i
		}
	}
	return g, nil
}

// handle reports whether the call's value is passed on as it is.
func (a *adapter) handle() bool {
	t := a.call.Type
	return t.NumOut() > 0 && t.Out(0).Kind() == reflect.Interface && t.Out(0) != reflect.TypeFor[error]()
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
	var wantsValue, wantsOK, wantsErr bool
	for i := range t.NumOut() {
		switch {
		case t.Out(i).Kind() == reflect.Bool:
			wantsOK = true
		case t.Out(i) == reflect.TypeFor[error]():
			wantsErr = true
		default:
			wantsValue = true
		}
	}
	if err := w.leftOver(wantsValue, wantsOK, wantsErr); err != nil {
		return nil, err
	}
	for i := range t.NumOut() {
		var text string
		switch {
		case t.Out(i).Kind() == reflect.Bool:
			text, err = w.ok(wantsValue, wantsErr)
		case t.Out(i) == reflect.TypeFor[error]():
			text, err = w.err(wantsValue)
		default:
			text, err = w.value(t.Out(i).Kind())
		}
		if err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	return list, nil
}

// leftOver sees to results that the call does not ask for.
func (w *writer) leftOver(wantsValue, wantsOK, wantsErr bool) error {
	a := w.a
	if w.g.err >= 0 && !wantsErr && !wantsOK && a.call.Fails {
		a.penalty++
	} else if w.g.err >= 0 && !wantsErr && !wantsOK {
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

func (w *writer) value(kind reflect.Kind) (string, error) {
	if w.g.value < 0 {
		return "", misfit("it does not return a value")
	}
	switch kind {
	case reflect.Interface:
		return w.result(w.g.value), nil
	case reflect.Slice:
		text, ok := w.a.values.list(w.typeOf(w.g.value), w.result(w.g.value))
		if !ok {
			return "", misfit("it does not return a list of values")
		}
		return text, nil
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

func (w *writer) err(wantsValue bool) (string, error) {
	a := w.a
	switch {
	case w.g.err >= 0:
		return w.result(w.g.err), nil
	case w.g.ok >= 0 && a.context:
		return fmt.Sprintf("%s.Cut(ctx, %s)", a.file.own("bound"), w.result(w.g.ok)), nil
	case w.g.ok >= 0:
		return fmt.Sprintf("%s.Refusal(%s)", a.file.own("bound"), w.result(w.g.ok)), nil
	case w.g.value >= 0 && wantsValue:
		if text := there(w.typeOf(w.g.value), w.result(w.g.value)); text != "" {
			if a.context {
				return fmt.Sprintf("%s.Cut(ctx, %s)", a.file.own("bound"), text), nil
			}
			return fmt.Sprintf("%s.Refusal(%s)", a.file.own("bound"), text), nil
		}
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
