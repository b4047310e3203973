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
	Calls   []Call     // in the order in which they are shown
	Needs   [][]string // of each group of calls one must be offered

	Allows  []string // the options that weaken the model
	Demands []string // the options that make it stricter
	Cancels bool     // the context that an object is made with may be cancelled: the field Cancel of the struct does that
	Walks   bool     // whether a walk goes on, or stops, when the function that is passed in returns true is up to the variant
	Fresh   bool     // an object begins with the zero value: it is made without a constructor if it can be
	Clock   bool     // the struct is given the subject's clock: the fields Now and Sleep
	Periods bool     // times that objects are made with are those in which something happens again: a second
	Factory bool     // objects are made with functions that make and destroy: those of the field Factory of the struct

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
	Name   string   // of the field
	Args   []string // what its arguments are called in expressions: "ctx", "n"
	Names  []string // what the method may be called, the likeliest first; case and underscores do not matter
	Loose  []string // arguments that the method may lack; see Choice.Loose
	Drops  bool     // the method may say whether it did something, which nobody asks
	Fails  bool     // the method may return an error, which nobody asks
	Zero   bool     // 0 stands for the zero value of the type
	Shares bool     // the method may be that of another call as well
	Plain  bool     // the method need not say whether it failed
	Shown  string   // what reports call it, if that is another name: misuse is kept from the subject by another operation

	Type reflect.Type // of the field
}

// Choice is what is known of a subject besides its calls: what the supervisor and the worker must agree on.
type Choice struct {
	Sizes   []int     // with which it is made; nil for one that takes none
	Loose   bool      // a method lacks an argument that it might have had: permits are taken one by one
	Variant string    // "" for the first
	Allow   []string  // how the model is weakened, by the names of options
	Demand  []string  // how it is made stricter, the same
	Learn   *Learning // what the model is to be learnt from; nil for the family's own
}

// Learning says that nothing is believed but what objects do when one task alone calls them; see models.Model.LearntFrom.
type Learning struct {
	About  string        // whose behaviour it is, for reports
	Serial models.Serial // nil where there are only specifications
}

// bound binds a model to the objects that construct makes, or first learns it from them.
func bound[M any](m *models.Model[M], c Choice, construct func() M) *models.Subject {
	if c.Learn != nil {
		m = m.LearntFrom(c.Learn.About, construct, c.Learn.Serial)
	}
	return m.Bind(construct)
}

// variant is one contract of a family over the struct of functions C, with its type erased.
type variant struct {
	name    string
	about   string
	applies func(sized bool, offers func(call string) bool) bool // nil: always
	code    func(c Choice) string
	direct  direct
	subject func(c Choice, size int, construct any) *models.Subject
}

// contract is a variant before its type is erased: a model of the struct of functions C.
type contract[C any] struct {
	name, about string
	applies     func(sized bool, offers func(call string) bool) bool
	model       string // "models.Map"; the size comes first, if there is one
	make        func(size int, opts ...models.Option) *models.Model[C]
	own         []option
	one         bool      // the model begins with 1
	none        bool      // the model begins with 0, which is no bound
	unsized     bool      // the model has no size, whatever the family has
	weights     bool      // the model has options for the number of permits
	adapt       func(C) C // brings the functions to the form of the model; nil for none
	direct      direct    // the same, for code that is written for a person
}

func (c contract[C]) erased(sized bool) variant {
	options := func(choice Choice, size int) []option {
		own := choice.options(c.own)
		if c.weights {
			own = append(own, choice.weights(size))
		}
		return own
	}
	code := func(choice Choice) string {
		var args []string
		switch {
		case sized && !c.unsized:
			args = append(args, "n")
		case c.one:
			args = append(args, "1")
		case c.none:
			args = append(args, "0")
		}
		for _, o := range options(choice, slices.Max(append([]int{0}, choice.Sizes...))) {
			args = append(args, o.code)
		}
		return c.model + "(" + strings.Join(args, ", ") + ")"
	}
	return variant{c.name, c.about, c.applies, code, c.direct, func(choice Choice, size int, construct any) *models.Subject {
		var opts []models.Option
		for _, o := range options(choice, size) {
			opts = append(opts, o.with)
		}
		return bound(c.make(size, opts...), choice, func() C {
			x := constructed[C](construct, size)
			if c.adapt != nil {
				x = c.adapt(x)
			}
			return x
		})
	}}
}

// constructed makes an object of a worker program.
func constructed[C any](construct any, size int) C {
	if construct == nil {
		panic("family: an object was asked of a specification")
	}
	return construct.(func(int) C)(size)
}

// of is make for models without a size.
func of[C any](model func(opts ...models.Option) *models.Model[C]) func(int, ...models.Option) *models.Model[C] {
	return func(_ int, opts ...models.Option) *models.Model[C] { return model(opts...) }
}

// adapted is a contract whose model is over other functions than the family's.
type adapted[C, M any] struct {
	contract[M]
	to func(C) M // brings the functions to the form of the model
}

func (a adapted[C, M]) erased(sized bool) variant {
	v := a.contract.erased(sized)
	subject := v.subject
	v.subject = func(choice Choice, size int, construct any) *models.Subject {
		return subject(choice, size, func(size int) M { return a.to(constructed[C](construct, size)) })
	}
	return v
}

// eraser is a contract over whatever functions.
type eraser interface{ erased(sized bool) variant }

// stated completes a family over the struct of functions C. It panics if the table does not fit the struct.
func stated[C any](f Family, contracts ...contract[C]) *Family {
	var list []eraser
	for _, c := range contracts {
		list = append(list, c)
	}
	return mixed[C](f, list...)
}

// mixed is stated for contracts whose models are over different functions.
func mixed[C any](f Family, contracts ...eraser) *Family {
	for _, c := range contracts {
		f.variants = append(f.variants, c.erased(!f.Size.None()))
	}
	return over[C](f)
}

// over sets the struct of functions of a family.
func over[C any](f Family) *Family {
	f.calls = reflect.TypeFor[C]()
	for i := range f.Calls {
		field, ok := f.calls.FieldByName(f.Calls[i].Name)
		if !ok || field.Type.Kind() != reflect.Func || field.Type.NumIn() != len(f.Calls[i].Args) {
			panic(fmt.Sprintf("family: %s: the call %s is not one of %v", f.Name, f.Calls[i].Name, f.calls))
		}
		f.Calls[i].Type = field.Type
	}
	return &f
}

// All returns the families in the order of their names.
func All() []*Family { return slices.Clone(table) }

// Find returns the family of the given name or alias, in any case, or the only one of whose name it is a word. The error suggests those that may have been
// meant.
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
	switch shared := table.sharing(name); len(shared) {
	case 0:
	case 1:
		return shared[0], nil
	default:
		var list []string
		for _, f := range shared {
			list = append(list, fmt.Sprintf("\n  --prim %-15s %s", f.Name, f.About))
		}
		return nil, fmt.Errorf("--prim: %q: %d models are called so — add one of%s", name, len(shared), strings.Join(list, ""))
	}
	return nil, fmt.Errorf("--prim: %q: there is no model of this name for other implementations%s; there are %s", name, spelling.Suggest(name, known), names())
}

// sharing returns the families of whose names a word is part: "pool" of "worker-pool".
func (t families) sharing(word string) (list []*Family) {
	for _, f := range t {
		if slices.ContainsFunc(strings.Split(f.Name, "-"), func(part string) bool { return strings.EqualFold(part, word) }) {
			list = append(list, f)
		}
	}
	return list
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

// Reported returns the name that the call has in reports.
func (c *Call) Reported() string {
	if c.Shown != "" {
		return c.Shown
	}
	return c.Name
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

// AboutVariant returns what a contract is in words; "" where there is only one.
func (f *Family) AboutVariant(name string) string { return f.variant(name).about }

// Code returns the model of a choice as a Go expression, in which n is the size.
func (f *Family) Code(c Choice) string { return f.variant(c.Variant).code(c) }

// variant returns the contract of that name, the first for "" and for one that is not known.
func (f *Family) variant(name string) variant {
	i := slices.IndexFunc(f.variants, func(v variant) bool { return v.name == name })
	return f.variants[max(i, 0)]
}

// Subjects returns what a campaign is to check, one for each size. construct is a function of the size that returns the struct of functions for a
// fresh object; with nil there are only specifications.
func (f *Family) Subjects(c Choice, construct any) ([]*models.Subject, error) {
	if c.Variant != "" && !slices.ContainsFunc(f.variants, func(v variant) bool { return v.name == c.Variant }) {
		return nil, fmt.Errorf("%s has no variant %q", f.Name, c.Variant)
	}
	sizes := c.Sizes
	if len(sizes) == 0 {
		sizes = []int{0}
	}
	var list []*models.Subject
	for _, size := range sizes {
		list = append(list, f.variant(c.Variant).subject(c, size, construct))
	}
	return list, nil
}

func words(text string) []string { return strings.Fields(text) }
