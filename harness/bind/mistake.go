package bind

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/family"
)

// Mismatch is a package without a type that fits, or with several that fit equally well. Its text lists them and shows flags that settle it.
type Mismatch struct {
	Family  *family.Family
	Package string
	Reason  string
	Types   []string // a paragraph for each
	// Flags are what to add to the command line, one line for each way. Those after the first are other ways.
	Flags []string
}

func (m *Mismatch) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "--impl: %s: %s", m.Package, m.Reason)
	switch len(m.Flags) {
	case 0:
		fmt.Fprintf(&b, " — say how it is used with --new 'EXPR' and --op 'NAME=EXPR'; the operations of %s are %s", m.Family.Name, callNames(m.Family))
	case 1:
		fmt.Fprintf(&b, " — if this is what is meant, add\n    %s", m.Flags[0])
	default:
		fmt.Fprintf(&b, " — add one of\n    %s", strings.Join(m.Flags, "\n    "))
	}
	for _, t := range m.Types {
		fmt.Fprintf(&b, "\n%s", t)
	}
	return b.String()
}

// most of a list that an error shows.
const (
	mostTypes   = 6
	mostMethods = 12
)

// noTypes is for a package without anything that could be an object.
func (b *binder) noTypes() error {
	m := &Mismatch{Family: b.req.Family, Package: b.req.Package.Path(), Reason: "it has no type that can be made"}
	if b.req.Type == "" {
		return m
	}
	var names []string
	for _, c := range b.grouped(append(b.constructors(), b.zeroValues()...)) {
		names = append(names, b.candidate(c).name())
	}
	m.Reason = fmt.Sprintf("it has no type %q that can be made", b.req.Type)
	for _, name := range names[:min(len(names), mostTypes)] {
		m.Flags = append(m.Flags, "--type "+name)
	}
	return m
}

func (b *binder) ambiguous(list []*candidate) error {
	m := &Mismatch{Family: b.req.Family, Package: b.req.Package.Path(), Reason: fmt.Sprintf("%d types fit %s equally well", len(list), b.req.Family.Name)}
	for _, c := range list {
		m.Flags = append(m.Flags, "--type "+c.name())
		m.Types = append(m.Types, b.describe(c))
	}
	return m
}

// mismatch is for a package in which nothing fits. The candidates that come closest are shown.
func (b *binder) mismatch(list []*candidate) error {
	m := &Mismatch{Family: b.req.Family, Package: b.req.Package.Path(), Reason: "no type fits the model " + b.req.Family.Name}
	closeness := func(c *candidate) int {
		n := 4*len(c.bound) + affinity(c.name(), b.req.Family.Types)
		if b.suggest(c) != "" {
			n += 3
		}
		return n
	}
	slices.SortStableFunc(list, func(x, y *candidate) int {
		return cmp.Or(cmp.Compare(closeness(y), closeness(x)), cmp.Compare(x.typeName(), y.typeName()))
	})
	for _, c := range list[:min(len(list), mostTypes)] {
		m.Types = append(m.Types, b.describe(c))
	}
	if flags := b.suggest(list[0]); flags != "" {
		m.Flags = []string{flags}
	}
	return m
}

// describe shows a candidate: how it is made, what it lacks, and its methods, with what each could be by its signature.
func (b *binder) describe(c *candidate) string {
	var s strings.Builder
	made := "made by " + c.make.expr
	if len(c.make.unfit) > 0 {
		made += ", with a guess for " + strings.Join(c.make.unfit, ", ")
	}
	fmt.Fprintf(&s, "  %s, %s", c.typeName(), made)
	if size := b.req.Family.Size; !size.None() && !size.Optional && !c.make.sized {
		fmt.Fprintf(&s, "\n    no constructor takes n, the %s", size.Words[0])
	}
	for _, group := range c.lacks {
		fmt.Fprintf(&s, "\n    nothing is called like %s", strings.Join(group, ", "))
	}
	for i, m := range c.methods {
		if i == mostMethods {
			fmt.Fprintf(&s, "\n    and %d more", len(c.methods)-i)
			break
		}
		fmt.Fprintf(&s, "\n    %s%s", m.name, strings.TrimPrefix(types.TypeString(m.sig, (*types.Package).Name), "func"))
		if name := c.boundTo(m); name != "" {
			fmt.Fprintf(&s, " is %s", name)
		} else if could := b.could(c, m); len(could) > 0 {
			fmt.Fprintf(&s, " could be %s", strings.Join(could, ", "))
		}
	}
	return s.String()
}

func (c *candidate) boundTo(m method) string {
	for name, bound := range c.bound {
		if bound.head == m.head {
			return name
		}
	}
	return ""
}

// could returns the calls that a method does for by its signature.
func (b *binder) could(c *candidate, m method) (names []string) {
	for i := range b.req.Family.Calls {
		call := &b.req.Family.Calls[i]
		if m.uses != "" && !slices.Contains(call.Args, m.uses) {
			continue
		}
		if _, err := b.matcher.match(call, m, c.make.file); err == nil {
			names = append(names, call.Name)
		}
	}
	return names
}

// suggest returns flags with which the candidate is bound, "" if there are none.
func (b *binder) suggest(c *candidate) string {
	flags := []string{"--type " + c.name()}
	size := b.req.Family.Size
	switch {
	case b.req.New != "":
		flags = []string{"--new " + quoted(b.req.New)}
	case len(c.make.unfit) > 0:
		flags = []string{"--new " + quoted(c.make.expr)}
	}
	if !size.None() && !size.Optional && !c.make.sized && len(b.req.Sizes) == 0 {
		flags = append(flags, "--size 1")
	}
	for _, op := range b.req.Ops {
		flags = append(flags, "--op "+quoted(op.Name+"="+op.Expr))
	}
	used := map[string]bool{}
	for _, group := range c.lacks {
		op := b.stopgap(c, group, used)
		if op == "" {
			return ""
		}
		flags = append(flags, "--op "+quoted(op))
	}
	return strings.Join(flags, " ")
}

// stopgap returns a binding of one of the calls to a method with the right signature that is called otherwise.
func (b *binder) stopgap(c *candidate, group []string, used map[string]bool) string {
	for _, name := range group {
		for _, m := range c.methods {
			if used[m.head] || c.boundTo(m) != "" || m.uses != "" {
				continue
			}
			if bound, err := b.matcher.match(b.req.Family.Call(name), m, c.make.file); err == nil {
				used[m.head] = true
				return name + "=" + bound.Expr
			}
		}
	}
	return ""
}

// quoted returns text as one word of a shell's command line.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
