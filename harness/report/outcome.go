package report

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/histories"
)

// valueText writes a value that an operation took or gave. Addresses are left out: they differ from run to run.
func valueText(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case string:
		return strconv.Quote(shorten(v, 24))
	case exec.Text:
		return string(v)
	case histories.Failure:
		return "error: " + shorten(string(v), 40)
	case error:
		return "error: " + shorten(v.Error(), 40)
	case fmt.Stringer:
		if reflect.ValueOf(v).Kind() == reflect.Int64 { // durations and the like
			return v.String()
		}
	}
	return plainText(reflect.ValueOf(v))
}

func plainText(v reflect.Value) string {
	switch k := v.Kind(); {
	case k >= reflect.Bool && k <= reflect.Complex128:
		return fmt.Sprint(v.Interface())
	case k == reflect.String:
		return strconv.Quote(shorten(v.String(), 24))
	case k == reflect.Pointer || k == reflect.Chan || k == reflect.Func || k == reflect.Map || k == reflect.Slice || k == reflect.UnsafePointer:
		if v.IsNil() {
			return "nil"
		}
		return "a " + v.Type().String()
	case k == reflect.Struct && v.NumField() == 0:
		return ""
	}
	return "a " + v.Type().String()
}

// shorten returns s if it has at most n bytes, and else its beginning and three dots in n bytes; n may be anything.
func shorten(s string, n int) string {
	const cut = "..."
	switch {
	case len(s) <= n:
		return s
	case n <= len(cut):
		return s[:max(n, 0)]
	}
	return s[:n-len(cut)] + cut
}

// resultText writes what an operation of a task gave.
func resultText(k sched.Kind, result any, e expression) string {
	switch k {
	case sched.KindGo, sched.KindCall, sched.KindReturn, sched.KindFire:
		return ""
	case sched.KindOrder:
		text, _ := result.(string)
		return text
	case sched.KindSelect:
		if i, ok := result.(int); ok {
			return selectText(i, e)
		}
	case sched.KindSignal, sched.KindBroadcast:
		if n, ok := result.(int); ok {
			return map[bool]string{true: "nobody waits", false: "wakes " + itoa(n)}[n == 0]
		}
	}
	if verb := accesses[k]; verb != "" {
		if result == nil {
			return verb
		}
		return strings.TrimSpace(verb + " " + valueText(result))
	}
	if result == nil {
		return ""
	}
	if text := valueText(result); text != "" {
		return "= " + text
	}
	return ""
}

// accesses are the words for what a step does to memory.
var accesses = map[sched.Kind]string{sched.KindRead: "reads", sched.KindWrite: "writes"}

// selectText says which case of a select was taken.
func selectText(i int, e expression) string {
	switch {
	case i < 0 || i > len(e.cases):
		return ""
	case i < len(e.cases) && len(e.cases) == 1:
		return "done"
	case i < len(e.cases):
		return "takes " + e.cases[i].text
	case len(e.cases) > 1:
		return "none ready: default"
	case len(e.cases) == 1 && e.cases[0].send:
		return "nobody waits: default"
	}
	return "nothing there: default"
}

// returnText writes how a call ended.
func returnText(o *histories.Operation) string {
	switch o.Outcome {
	case histories.Cancelled:
		if o.Mode.TimesOut() {
			return "-> timed out"
		}
		return "-> cancelled"
	case histories.Panicked:
		return "-> PANIC"
	case histories.Stuck:
		return "-> never"
	}
	if o.Out == nil {
		return "done"
	}
	return "-> " + histories.FormatValue(o.Out)
}
