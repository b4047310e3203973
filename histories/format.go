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

// Labels names the operations so that no two are called alike: by the call, with its task where several tasks make it, and with its place
// among equal calls of that task: "Acquire(1) of A (2nd)".
func (h *History) Labels() []string {
	tasks := map[string]map[int]bool{}
	for i := range h.Operations {
		call := h.Operations[i].Invocation()
		if tasks[call] == nil {
			tasks[call] = map[int]bool{}
		}
		tasks[call][h.Operations[i].Task] = true
	}
	labels := make([]string, len(h.Operations))
	for i, nth := range h.Repeats() {
		o := &h.Operations[i]
		labels[i] = o.Invocation()
		if len(tasks[labels[i]]) > 1 {
			labels[i] += " of " + h.taskName(o.Task)
		}
		labels[i] += nth
	}
	return labels
}

// taskName names a task in a label.
func (h *History) taskName(task int) string {
	if h.Recorded {
		return fmt.Sprintf("task %d", task)
	}
	return TaskName(task)
}

// Repeats returns for each operation what tells it from equal calls of the same task: " (2nd)", or "" if there are none.
func (h *History) Repeats() []string {
	type repeated struct {
		task int
		call string
	}
	key := func(i int) repeated { return repeated{h.Operations[i].Task, h.Operations[i].Invocation()} }
	all, seen := map[repeated]int{}, map[repeated]int{}
	for i := range h.Operations {
		all[key(i)]++
	}
	list := make([]string, len(h.Operations))
	for i := range h.Operations {
		if k := key(i); all[k] > 1 {
			seen[k]++
			list[i] = " (" + ordinal(seen[k]) + ")"
		}
	}
	return list
}

func ordinal(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		return fmt.Sprintf("%dst", n)
	case n%10 == 2:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3:
		return fmt.Sprintf("%drd", n)
	}
	return fmt.Sprintf("%dth", n)
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
	case List:
		return v.String()
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
