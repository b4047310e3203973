package counterexample

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// What can be wrong with a file; see errors.Is.
var (
	ErrFormat  = errors.New("not a counterexample file")
	ErrVersion = errors.New("counterexample of another version")
	ErrCut     = errors.New("the file is cut short")
	ErrMisfit  = errors.New("the counterexample does not fit the model")
)

// Resolve finds the specification that a target is judged by. Its error is passed on: an unknown primitive, say.
type Resolve func(Target) (*models.Spec, error)

// Parse reads a counterexample from the file format. Errors name the line.
func Parse(data []byte, resolve Resolve) (*Counterexample, error) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	text, ok := strings.CutPrefix(strings.TrimSpace(string(first)), magic+" ")
	if !ok {
		return nil, fmt.Errorf("%w: it begins with %.40q, not with %q", ErrFormat, first, magic)
	}
	if v, err := strconv.Atoi(text); err != nil || v != Version {
		return nil, fmt.Errorf("%w: the file is of version %q, this program reads version %d; find the case again with its seed", ErrVersion, text, Version)
	}
	if !bytes.HasSuffix(bytes.TrimRight(data, "\n"), []byte("\n"+endLine)) {
		return nil, fmt.Errorf("%w: the last line is not %q", ErrCut, endLine)
	}
	p := parser{c: &Counterexample{}, resolve: resolve}
	n := 1
	for line := range strings.Lines(string(rest)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if p.c.Scenario == nil {
		return nil, fmt.Errorf("%w: it has no scenario", ErrFormat)
	}
	if err := p.readHistory(p.spec); err != nil {
		return nil, err
	}
	p.c.Edited = p.hasCase && p.caseSum != caseSum(p.c)
	return p.c, nil
}

type parser struct {
	c         *Counterexample
	caseSum   uint32 // what the file says that the sum is of what is run
	hasCase   bool
	seen      strings.Builder // the lines of the history, where the case was found without control
	unordered bool
	resolve   Resolve
	spec      *models.Spec
	item      func(text string) error // takes the indented lines of the section in progress
}

func (p *parser) line(line string) error {
	if text, indented := strings.CutPrefix(line, "\t"); indented {
		if p.item == nil {
			return fmt.Errorf("%w: an indented line outside a section: %q", ErrFormat, line)
		}
		return p.item(text)
	}
	if line == endLine {
		return nil
	}
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("%w: %q is neither a field nor a section", ErrFormat, line)
	}
	value = strings.TrimSpace(value)
	if value != "" {
		return p.field(name, value)
	}
	return p.section(name)
}

func (p *parser) field(name, value string) (err error) {
	c := p.c
	switch name {
	case "verdict":
		c.Verdict, err = verdict.Parse(value)
	case "message":
		c.Message = value
	case "prim":
		c.Target.Prim = value
	case "mutant":
		c.Target.Mutant = value
	case "test":
		c.Target.Test = value
	case "package":
		c.Target.Pkg = value
	case "config":
		c.Target.Config, err = strconv.Atoi(value)
	case "model":
		c.Target.Model = value
	case "seed":
		c.Seed, err = strconv.ParseUint(value, 16, 64)
	case "execution":
		c.Execution, err = strconv.Atoi(value)
	case "found":
		_, err = fmt.Sscanf(value, "%d tasks, %d operations, %d preemptions", &c.Found.Tasks, &c.Found.Operations, &c.Found.Preemptions)
	case "shrinks":
		c.Shrinks, err = strconv.Atoi(value)
	case "fair":
		c.Fair, err = strconv.Atoi(value)
	case "sum":
		c.Sum, err = strconv.ParseUint(value, 16, 64)
	case "case":
		var sum uint64
		sum, err = strconv.ParseUint(value, 16, 32)
		p.caseSum, p.hasCase = uint32(sum), true
	case "go":
		c.GoVersion = value
	case "yield":
		c.Yield = value
	case "died":
		c.Died = value == "yes"
	case "twin", "flag", "warmed":
		err = p.twin(name, value)
	case "mode", "stamps", "unordered":
		err = p.observed(name, value)
	case "impl", "version", "type", "variant", "new", "op", "size", "made", "allow", "demand", "loose", "spec":
		err = p.impl(name, value)
	default:
		return fmt.Errorf("%w: unknown field %q", ErrFormat, name)
	}
	if err != nil {
		return fmt.Errorf("%w: field %q has the value %q", ErrFormat, name, value)
	}
	return nil
}

// twin takes the fields of a test that check test has run.
func (p *parser) twin(name, value string) error {
	if p.c.Twin == nil {
		p.c.Twin = &Twin{}
	}
	switch name {
	case "flag":
		f, err := strconv.Unquote(value)
		p.c.Twin.Flags = append(p.c.Twin.Flags, f)
		return err
	case "warmed":
		p.c.Twin.Warmed = value == "yes"
	}
	return nil
}

// impl takes the fields of somebody else's implementation.
func (p *parser) impl(name, value string) (err error) {
	if p.c.Target.Impl == nil {
		p.c.Target.Impl = &Impl{}
	}
	i := p.c.Target.Impl
	number := func(to *[]int) error {
		n, err := strconv.Atoi(value)
		*to = append(*to, n)
		return err
	}
	switch name {
	case "impl":
		i.Package = value
	case "version":
		i.Version = value
	case "type":
		i.Type = value
	case "variant":
		i.Variant = value
	case "new":
		i.New, err = strconv.Unquote(value)
	case "op":
		value, err = strconv.Unquote(value)
		i.Ops = append(i.Ops, value)
	case "size":
		err = number(&i.Sizes)
	case "made":
		err = number(&i.Made)
	case "allow":
		i.Allow = append(i.Allow, value)
	case "demand":
		i.Demand = append(i.Demand, value)
	case "spec":
		i.Spec = value
	case "loose":
		i.Loose = value == "yes"
	}
	return err
}

func (p *parser) section(name string) error {
	switch {
	case name == "schedule":
		p.item = p.decision
		return nil
	case name == "output":
		p.item = quoted(&p.c.Output)
		return nil
	case name == "history" && p.c.Observed != nil:
		p.item = p.seenLine
		return nil
	case name == "stacks" && p.c.Observed != nil:
		p.item = quoted(&p.c.Observed.Stacks)
		return nil
	}
	if p.spec == nil {
		spec, err := p.resolve(p.c.Target)
		if err != nil {
			return err
		}
		p.spec, p.c.Scenario = spec, &scenario.Scenario{}
	}
	s := p.c.Scenario
	switch {
	case name == "prefix":
		p.item = p.ops(&s.Prefix)
	case name == "epilogue":
		p.item = p.ops(&s.Epilogue)
	case name == "task "+scenario.TaskName(len(s.Tasks)):
		s.Tasks = append(s.Tasks, nil)
		p.item = p.ops(&s.Tasks[len(s.Tasks)-1])
	default:
		return fmt.Errorf("%w: unknown section %q", ErrFormat, name)
	}
	return nil
}

func (p *parser) ops(to *[]scenario.Op) func(string) error {
	return func(text string) error {
		o, err := p.op(text)
		if err == nil {
			*to = append(*to, o)
		}
		return err
	}
}

// ParseOp reads one call in the notation of the file format: "Acquire(2) cancellable".
func ParseOp(text string, spec *models.Spec) (scenario.Op, error) {
	p := parser{spec: spec}
	return p.op(text)
}

func (p *parser) op(text string) (o scenario.Op, err error) {
	open, end := strings.IndexByte(text, '('), strings.LastIndexByte(text, ')')
	if open < 0 || end < open {
		return o, fmt.Errorf("%w: %q is not a call", ErrFormat, text)
	}
	o.Name = text[:open]
	if o.Op = p.spec.Index(o.Name); o.Op < 0 {
		return o, fmt.Errorf("%w: %s has no operation %q", ErrMisfit, p.spec.Name, o.Name)
	}
	info := &p.spec.Operations[o.Op]
	if arg := text[open+1 : end]; arg != "" {
		if o.Arg, err = info.Args.Decode([]byte(arg)); err != nil {
			return o, fmt.Errorf("%w: %q: %w", ErrMisfit, text, err)
		}
	}
	mode, span, _ := strings.Cut(strings.TrimSpace(text[end+1:]), " ")
	if o.Mode, err = parseMode(mode); err == nil && o.Mode == histories.Timeout {
		o.Timeout, err = time.ParseDuration(span)
	}
	switch {
	case err != nil:
		return o, fmt.Errorf("%w: %q: %w", ErrFormat, text, err)
	case !info.Args.Fits(o.Arg) || !info.HasMode(o.Mode):
		return o, fmt.Errorf("%w: %q can't be called like that", ErrMisfit, text)
	}
	return o, nil
}

func parseMode(text string) (histories.Mode, error) {
	if text == "" {
		return histories.Plain, nil
	}
	for _, m := range []histories.Mode{histories.Plain, histories.Cancellable, histories.Done, histories.Timeout} {
		if m.String() == text {
			return m, nil
		}
	}
	return 0, fmt.Errorf("unknown mode %q", text)
}

func (p *parser) decision(text string) error {
	f := strings.Fields(text)
	bad := fmt.Errorf("%w: %q is not a decision", ErrFormat, text)
	if len(f) < 4 || len(f) > 5 {
		return bad
	}
	d := sched.Decision{Data: f[2] == "=", Preempts: len(f) == 5 && f[4] == "preempts"}
	var errs [3]error
	d.From, errs[0] = parseTask(f[0])
	d.Seq, errs[1] = strconv.Atoi(f[1])
	d.To, errs[2] = parseTask(f[3])
	if errors.Join(errs[:]...) != nil || !d.Data && f[2] != "->" || len(f) == 5 && !d.Preempts {
		return bad
	}
	p.c.Schedule = append(p.c.Schedule, d)
	return nil
}

func parseTask(text string) (int, error) {
	switch text {
	case "clock":
		return sched.ClockID, nil
	case "start":
		return sched.StartID, nil
	}
	return strconv.Atoi(text)
}
