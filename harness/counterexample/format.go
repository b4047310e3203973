package counterexample

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// The file format, line by line. Lines that begin with # and empty lines say nothing.
//
//	tenter counterexample 1           the first line: format and version
//	verdict: lost wakeup              then fields, one a line, in this order; those that are empty are left out
//	...
//	task A:                           then the scenario: prefix, tasks, epilogue
//		Acquire(2) cancellable        a call: name, argument as JSON, mode
//	schedule:                         then the decisions
//		1 3 -> 2 preempts             at its choice point 3, task 1 was left for task 2 although it could go on
//		1 4 = 2                       at its choice point 4, task 1 chose number 2
//	history:                          or, of a case found without control, what was seen, as package histories writes it
//	stacks:                           and the stacks of those that were stuck or left behind
//	output:                           then what the process wrote, if it died
//		| fatal error: ...
//	end                               the last line: a file without it has been cut short
//
// Tasks of a schedule are numbered in the order in which the execution starts them: the prefix is 0, the scenario's tasks follow, then
// those that the subject starts. "clock" is virtual time, "start" the moment between two phases.

const (
	magic   = "tenter counterexample"
	endLine = "end"
)

// Format writes c in the file format.
func Format(c *Counterexample, spec *models.Spec) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %d\n", magic, Version)
	field := func(name, format string, args ...any) {
		if text := strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " "); text != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, text)
		}
	}
	field("verdict", "%s", c.Verdict)
	field("message", "%s", c.Message)
	field("prim", "%s", c.Target.Prim)
	field("mutant", "%s", c.Target.Mutant)
	field("test", "%s", c.Target.Test)
	field("package", "%s", c.Target.Pkg)
	field("config", "%d", c.Target.Config)
	field("model", "%s", c.Target.Model)
	formatImpl(&b, c.Target.Impl)
	field("seed", "%08x", c.Seed)
	field("execution", "%d", c.Execution)
	field("found", "%d tasks, %d operations, %d preemptions", c.Found.Tasks, c.Found.Operations, c.Found.Preemptions)
	field("shrinks", "%d", c.Shrinks)
	if c.Fair != 0 {
		field("fair", "%d", c.Fair)
	}
	field("sum", "%016x", c.Sum)
	field("case", "%08x", caseSum(c))
	field("go", "%s", c.GoVersion)
	field("yield", "%s", c.Yield)
	if c.Died {
		field("died", "yes")
	}
	formatTwin(&b, c.Twin)
	formatObserved(&b, c.Observed)
	if err := formatScenario(&b, c.Scenario, spec); err != nil {
		return nil, fmt.Errorf("counterexample: %w", err)
	}
	if c.Observed == nil {
		b.WriteString("schedule:\n")
	}
	for _, d := range c.Schedule {
		fmt.Fprintf(&b, "\t%s\n", formatDecision(d))
	}
	if err := formatSeen(&b, c.Observed); err != nil {
		return nil, fmt.Errorf("counterexample: %w", err)
	}
	if c.Output != "" {
		b.WriteString("output:\n")
		for line := range strings.Lines(c.Output) {
			fmt.Fprintf(&b, "\t| %s\n", strings.TrimRight(line, "\r\n"))
		}
	}
	b.WriteString(endLine + "\n")
	return b.Bytes(), nil
}

func formatTwin(b *bytes.Buffer, t *Twin) {
	if t == nil {
		return
	}
	b.WriteString("twin: yes\n")
	for _, f := range t.Flags {
		fmt.Fprintf(b, "flag: %q\n", f)
	}
	if t.Warmed {
		b.WriteString("warmed: yes\n")
	}
}

// formatImpl writes what an implementation is. Expressions are quoted: blanks count in them.
func formatImpl(b *bytes.Buffer, i *Impl) {
	if i == nil {
		return
	}
	fmt.Fprintf(b, "impl: %s\n", i.Package)
	for _, f := range []struct{ name, value string }{{"version", i.Version}, {"type", i.Type}, {"variant", i.Variant}, {"spec", i.Spec}} {
		if f.value != "" {
			fmt.Fprintf(b, "%s: %s\n", f.name, f.value)
		}
	}
	if i.New != "" {
		fmt.Fprintf(b, "new: %q\n", i.New)
	}
	for _, op := range i.Ops {
		fmt.Fprintf(b, "op: %q\n", op)
	}
	for _, list := range []struct {
		name  string
		sizes []int
	}{{"size", i.Sizes}, {"made", i.Made}} {
		for _, n := range list.sizes {
			fmt.Fprintf(b, "%s: %d\n", list.name, n)
		}
	}
	for _, name := range i.Allow {
		fmt.Fprintf(b, "allow: %s\n", name)
	}
	for _, name := range i.Demand {
		fmt.Fprintf(b, "demand: %s\n", name)
	}
	if i.Loose {
		b.WriteString("loose: yes\n")
	}
}

func formatScenario(b *bytes.Buffer, s *scenario.Scenario, spec *models.Spec) error {
	if s == nil {
		return nil
	}
	part := func(name string, ops []scenario.Op) error {
		fmt.Fprintf(b, "%s:\n", name)
		for _, o := range ops {
			text, err := formatOp(o, spec)
			if err != nil {
				return err
			}
			fmt.Fprintf(b, "\t%s\n", text)
		}
		return nil
	}
	if err := part("prefix", s.Prefix); err != nil {
		return err
	}
	for i, ops := range s.Tasks {
		if err := part("task "+scenario.TaskName(i), ops); err != nil {
			return err
		}
	}
	return part("epilogue", s.Epilogue)
}

func formatOp(o scenario.Op, spec *models.Spec) (string, error) {
	text := o.Name + "("
	if o.Arg != nil {
		arg, err := spec.Operations[o.Op].Args.Encode(o.Arg)
		if err != nil {
			return "", fmt.Errorf("operation %q: %w", o.Name, err)
		}
		text += string(arg)
	}
	text += ")"
	switch o.Mode {
	case histories.Plain:
		return text, nil
	case histories.Timeout:
		return fmt.Sprintf("%s %v %v", text, o.Mode, o.Timeout), nil
	}
	return fmt.Sprintf("%s %v", text, o.Mode), nil
}

func formatDecision(d sched.Decision) string {
	if d.Data {
		return fmt.Sprintf("%s %d = %d", formatTask(d.From), d.Seq, d.To)
	}
	text := fmt.Sprintf("%s %d -> %s", formatTask(d.From), d.Seq, formatTask(d.To))
	if d.Preempts {
		text += " preempts"
	}
	return text
}

func formatTask(id int) string {
	switch id {
	case sched.ClockID:
		return "clock"
	case sched.StartID:
		return "start"
	}
	return fmt.Sprint(id)
}

// caseSum sums up what is run and what is expected of it, so that a file that was edited is known as one.
func caseSum(c *Counterexample) uint32 {
	return sum32(fmt.Sprintf("%d %v %v %+v", c.Target.Config, c.Verdict, c.Scenario, c.Schedule))
}

func sum32(text string) uint32 {
	h := fnv.New64a()
	h.Write([]byte(text))
	return uint32(h.Sum64() ^ h.Sum64()>>32)
}

// FileName returns a name for c's file that depends on what c says only, so that the same case is kept once.
func FileName(c *Counterexample) string {
	type target struct { // the fields that names have always been made of
		Prim, Mutant, Test, Pkg string
		Config                  int
		Model                   string
	}
	t := c.Target
	text := fmt.Sprintf("%+v %v %v %+v", target{t.Prim, t.Mutant, t.Test, t.Pkg, t.Config, t.Model}, c.Verdict, c.Scenario, c.Schedule)
	if t.Impl != nil {
		text += fmt.Sprintf(" %+v", *t.Impl)
	}
	return fmt.Sprintf("%08x.txt", sum32(text))
}
