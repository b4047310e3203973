// Package family says what other people's types must offer to be checked by a model, and what they call it.
//
// The terms it uses:
//   - a family is a model for implementations that were not written for it: what is promised by all that call themselves a semaphore;
//   - a call is a function that the model needs, a field of the family's struct of functions; it is bound to a method of the type;
//   - a size is the number that the constructor is given: permits, capacity;
//   - a variant is one of several contracts that types of a family may have and that their signatures do not tell apart.
//
// A family is stated in one file, with the names by which its calls are known. Callers that break the contract would be the end of many types,
// or leave them in a state that says nothing, and so the families keep count and refuse such calls: to give back what nobody has, to close
// twice.
package family

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/spelling"
	"github.com/tenter-go/tenter/models"
)

// Family is one row of the table. Its fields are not to be changed.
type Family struct {
	Name    string
	Aliases []string // other names that Find knows
	About   string   // in a line
	Types   []string // what such types are called, the likeliest first: "Semaphore", "Weighted"
	Size    Size
	Makes   bool       // the functions that a constructor is given make the things that are kept
	Zero    bool       // what a constructor is given is the value at first, which must be the zero value
	Calls   []Call     // in the order in which they are shown
	Needs   [][]string // of each group of calls one must be offered

	Allows []string // the relaxations that it knows

	variants []variant
	calls    reflect.Type // the struct of functions
}

// Size is the number that a constructor is given. The zero Size is none.
type Size struct {
	Words    []string // what the parameter is called
	Values   []int    // the sizes that are checked
	Optional bool     // a constructor without one will do
}

// None says that the family has no sizes.
func (s Size) None() bool { return len(s.Values) == 0 }

// Call is one function of a family.
type Call struct {
	Name  string   // of the field
	Args  []string // what its arguments are called in expressions: "ctx", "n"
	Names []string // what the method may be called, the likeliest first; case and underscores do not matter
	Loose []string // arguments that the method may lack; see Choice.Loose
	Zero  bool     // 0 stands for the zero value of the type
	Fails bool     // the method may return an error, which nobody asks
	Drops bool     // the method may say whether it did something, which nobody asks

	Type reflect.Type // of the field
}

// Choice is what is known of a subject besides its calls: what the supervisor and the worker must agree on.
type Choice struct {
	Sizes   []int    // with which it is made; nil for one that takes none
	Loose   bool     // a method lacks an argument that it might have had: permits are taken one by one
	Variant string   // "" for the first
	Allow   []string // how the model is weakened, by the names of the family's relaxations
}

// variant is one contract of a family over the struct of functions C, with its type erased.
type variant struct {
	name    string
	about   string
	applies func(sized bool, offers func(call string) bool) bool // nil: always
	subject func(c Choice, size int, construct any) *models.Subject
}

// contract is a variant before its type is erased.
type contract[C any] struct {
	name, about string
	applies     func(sized bool, offers func(call string) bool) bool
	subject     func(c Choice, size int, construct func() C) *models.Subject
}

// stated completes a family over the struct of functions C. It panics if the table does not fit the struct.
func stated[C any](f Family, contracts ...contract[C]) *Family {
	f.calls = reflect.TypeFor[C]()
	for i := range f.Calls {
		field, ok := f.calls.FieldByName(f.Calls[i].Name)
		if !ok || field.Type.Kind() != reflect.Func || field.Type.NumIn() != len(f.Calls[i].Args) {
			panic(fmt.Sprintf("family: %s: the call %s is not one of %v", f.Name, f.Calls[i].Name, f.calls))
		}
		f.Calls[i].Type = field.Type
	}
	for _, c := range contracts {
		f.variants = append(f.variants, variant{c.name, c.about, c.applies, func(choice Choice, size int, construct any) *models.Subject {
			if construct == nil {
				return c.subject(choice, size, func() C { panic("family: an object was asked of a specification") })
			}
			return c.subject(choice, size, func() C { return construct.(func(int) C)(size) })
		}})
	}
	return &f
}

// All returns the families in the order of their names.
func All() []*Family { return slices.Clone(table) }

// Find returns the family of the given name or alias, in any case. The error suggests the one that may have been meant.
func Find(name string) (*Family, error) {
	var known []string
	for _, f := range table {
		for _, n := range append([]string{f.Name}, f.Aliases...) {
			if strings.EqualFold(n, name) {
				return f, nil
			}
			known = append(known, n)
		}
	}
	return nil, fmt.Errorf("--prim: %q: there is no model of this name for other implementations%s; there are %s", name, spelling.Suggest(name, known), names())
}

func names() string {
	var list []string
	for _, f := range table {
		list = append(list, f.Name)
	}
	return strings.Join(list, ", ")
}

// Struct returns the type of the struct of functions, as Go code that imports package models and this one.
func (f *Family) Struct() string { return f.calls.String() }

// Call returns the call of that name, in any case, or nil.
func (f *Family) Call(name string) *Call {
	i := slices.IndexFunc(f.Calls, func(c Call) bool { return strings.EqualFold(c.Name, name) })
	if i < 0 {
		return nil
	}
	return &f.Calls[i]
}

// Variants returns the names of the contracts that a subject with these calls may have, the likeliest first. There is always one.
func (f *Family) Variants(sized bool, offers func(call string) bool) (list []string) {
	for _, v := range f.variants {
		if v.applies == nil || v.applies(sized, offers) {
			list = append(list, v.name)
		}
	}
	return list
}

// VariantAbout says in words what a contract is; "" where there is only one.
func (f *Family) VariantAbout(name string) string {
	for _, v := range f.variants {
		if v.name == name {
			return v.about
		}
	}
	return ""
}

// Subjects returns what a campaign is to check, one for each size. construct is a function of the size that returns the struct of functions for a
// fresh object; with nil there are only specifications.
func (f *Family) Subjects(c Choice, construct any) ([]*models.Subject, error) {
	i := slices.IndexFunc(f.variants, func(v variant) bool { return v.name == c.Variant })
	if c.Variant == "" {
		i = 0
	}
	if i < 0 {
		return nil, fmt.Errorf("%s has no variant %q", f.Name, c.Variant)
	}
	sizes := c.Sizes
	if len(sizes) == 0 {
		sizes = []int{0}
	}
	var list []*models.Subject
	for _, size := range sizes {
		list = append(list, f.variants[i].subject(c, size, construct))
	}
	return list, nil
}

func words(text string) []string { return strings.Fields(text) }
