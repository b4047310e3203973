// Package bind ties a type that was not written for tenter to a family of models: it finds the constructor and the methods by their names and
// signatures, and writes the program that a campaign on the type runs in.
//
// It is pure: go/types in, a [Binding] or a [Mismatch] out. The same package and the same request give the same source, byte by byte.
package bind

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/family"
)

// Request says what is to be bound.
type Request struct {
	Package *types.Package
	Family  *family.Family
	Type    string // the only type that comes into question; "" for all
	New     string // the expression that makes an object; "" to have a constructor found
	Ops     []Op   // what the user says of calls; all others are found
	Sizes   []int  // with which objects are made, in place of the family's

	// Import returns a package of the standard library by the name that expressions know it by, or nil. Packages context, sync and time are needed.
	Import func(name string) *types.Package
}

// Op is what the user says of a call.
type Op struct {
	Name string // of the call, in any case
	Expr string // a Go expression; "" leaves the call out
}

// ParseOp reads NAME=EXPR.
func ParseOp(text string) (Op, error) {
	name, expr, ok := strings.Cut(text, "=")
	if name = strings.TrimSpace(name); !ok || name == "" {
		return Op{}, fmt.Errorf("--op: %q: want NAME=EXPR, such as 'Release=x.Unlock()'; NAME= leaves the operation out", text)
	}
	return Op{Name: name, Expr: strings.TrimSpace(expr)}, nil
}

// Binding is a family's calls tied to a type.
type Binding struct {
	Family  *family.Family
	Package string // import path
	Type    string // as a person writes it: "*semaphore.Weighted"
	Name    string // of the type alone: "Weighted"
	New     string // the expression that makes an object
	Calls   []Bound
	Missing []string // calls that the type does not have
	Left    []string // calls that the user has left out
	Also    []string // types that would have done as well
	Choice  family.Choice

	make constructor
}

// Offers reports whether a call was bound.
func (b *Binding) Offers(call string) bool {
	return slices.ContainsFunc(b.Calls, func(c Bound) bool { return c.Name == call })
}

// Variants returns the names of the contracts that the subject may have, the likeliest first.
func (b *Binding) Variants() []string {
	return b.Family.Variants(len(b.Choice.Sizes) > 0, b.Offers)
}

// Bind finds what the request asks for. The error is a *Mismatch if the package has no type that fits, or several that fit equally well.
func Bind(req Request) (*Binding, error) {
	b := &binder{req: req, matcher: matcher{req.Family}, file: newFile(req.Package)}
	if err := b.readOps(); err != nil {
		return nil, err
	}
	b.file.own("bound") // before any copy is made of the file, so that the name is the same in all
	list, err := b.candidates()
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		b.try(c)
	}
	best, err := b.choose(list)
	if err != nil {
		return nil, err
	}
	return b.binding(best)
}

// binder is one request in progress.
type binder struct {
	req     Request
	matcher matcher
	file    *file
	exprs   map[string]string // the user's, by the name of the call
	leftOut []string
}

func (b *binder) readOps() error {
	b.exprs = map[string]string{}
	for _, op := range b.req.Ops {
		call := b.req.Family.Call(op.Name)
		if call == nil {
			return fmt.Errorf("--op: %q: %s has no operation of this name; it has %s", op.Name, b.req.Family.Name, callNames(b.req.Family))
		}
		if _, twice := b.exprs[call.Name]; twice || slices.Contains(b.leftOut, call.Name) {
			return fmt.Errorf("--op: %q: given twice", call.Name)
		}
		if op.Expr == "" {
			b.leftOut = append(b.leftOut, call.Name)
			continue
		}
		b.exprs[call.Name] = op.Expr
	}
	return nil
}

func callNames(f *family.Family) string {
	var names []string
	for _, c := range f.Calls {
		names = append(names, fmt.Sprintf("%s(%s)", c.Name, strings.Join(c.Args, ", ")))
	}
	return strings.Join(names, ", ")
}

// binding completes the binding to a candidate that fits.
func (b *binder) binding(c *candidate) (*Binding, error) {
	res := &Binding{
		Family: b.req.Family, Package: b.req.Package.Path(), Type: c.typeName(), Name: c.name(), New: c.make.expr, Left: b.leftOut, Also: c.also, make: c.make,
	}
	for i := range b.req.Family.Calls {
		name := b.req.Family.Calls[i].Name
		if bound, ok := c.bound[name]; ok {
			res.Calls = append(res.Calls, bound)
			res.Choice.Loose = res.Choice.Loose || bound.loose
		} else if !slices.Contains(b.leftOut, name) {
			res.Missing = append(res.Missing, b.req.Family.Calls[i].Reported())
		}
	}
	res.Missing = slices.DeleteFunc(res.Missing, func(name string) bool {
		return slices.ContainsFunc(res.Calls, func(c Bound) bool { return b.req.Family.Call(c.Name).Reported() == name })
	})
	size := b.req.Family.Size
	switch {
	case len(b.req.Sizes) > 0:
		if size.None() {
			return nil, fmt.Errorf("--size: %s has no size", b.req.Family.Name)
		}
		res.Choice.Sizes = b.req.Sizes
	case c.make.sized:
		res.Choice.Sizes = size.Values
	case !size.None() && !size.Optional:
		return nil, fmt.Errorf("--new: %q: it does not say where n goes, the %s of the model %s — write n in its place, or add --size with the number that it has", c.make.expr, size.Words[0], b.req.Family.Name)
	}
	return res, nil
}
