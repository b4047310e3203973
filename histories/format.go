package histories

import (
	"fmt"
	"strings"
)

// TaskName names a task for people: A to Z, and then by its number.
func TaskName(task int) string {
	if 0 <= task && task < 26 {
		return string(rune('A' + task))
	}
	return fmt.Sprintf("#%d", task)
}

// String returns the call and its end: "Acquire(1) = true", "Wait() cancelled".
func (o Operation) String() string {
	call := o.Invocation()
	switch {
	case o.Outcome != Returned:
		return call + " " + o.Outcome.String()
	case o.Out == nil:
		return call
	}
	return call + " = " + FormatValue(o.Out)
}

// Invocation returns the call without its end: "Acquire(1)".
func (o Operation) Invocation() string {
	if o.In == nil {
		return o.Name + "()"
	}
	return o.Name + "(" + FormatValue(o.In) + ")"
}

// FormatValue returns an argument or a result as people read it.
func FormatValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case Failure:
		return fmt.Sprintf("error %q", string(v))
	case string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(v)
}

// String lists the operations, one a line with its window, and then the
// quiescences: for people and for the messages of tests.
func (h *History) String() string {
	var b strings.Builder
	for i, o := range h.Operations {
		ret := fmt.Sprint(o.Return)
		if o.Return == Forever {
			ret = "…"
		}
		fmt.Fprintf(&b, "%2d  %s  [%d %s]  %s", i, TaskName(o.Task), o.Call, ret, o)
		if o.Mode != Plain {
			fmt.Fprintf(&b, "  (%v", o.Mode)
			if o.Cancel != 0 {
				fmt.Fprintf(&b, " at %d", o.Cancel)
			}
			b.WriteByte(')')
		}
		b.WriteByte('\n')
	}
	for _, q := range h.Quiescences {
		fmt.Fprintf(&b, "quiescent at %d, stuck: %v\n", q.At, q.Stuck)
	}
	return b.String()
}
