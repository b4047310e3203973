package bind

import (
	"cmp"
	"go/types"
	"slices"
	"strings"
)

// candidate is a type that may be the one, with the way to make it.
type candidate struct {
	obj     types.Type // what the constructor returns
	make    constructor
	methods []method

	bound  map[string]Bound
	score  int
	failed string // what keeps it from fitting; "" for nothing
	lacks  [][]string
	also   []string // names of other types that fit as well
}

func (c *candidate) typeName() string { return types.TypeString(c.obj, (*types.Package).Name) }

// name is that of the type alone.
func (c *candidate) name() string {
	if n, ok := types.Unalias(bare(c.obj)).(*types.Named); ok {
		return n.Obj().Name()
	}
	return c.typeName()
}

// candidates returns the types that may be meant, by name.
func (b *binder) candidates() ([]*candidate, error) {
	if b.req.New != "" {
		made, err := b.userConstructor()
		if err != nil {
			return nil, err
		}
		return []*candidate{b.candidate(made)}, nil
	}
	var list []*candidate
	for _, group := range b.grouped(append(b.constructors(), b.zeroValues()...)) {
		c := b.candidate(group)
		if b.req.Type == "" || strings.EqualFold(c.name(), typeWord(b.req.Type)) {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return nil, b.noTypes()
	}
	return list, nil
}

// typeWord is the name in a type as a person may write it: "*semaphore.Weighted".
func typeWord(text string) string {
	text, _, _ = strings.Cut(text, "[")
	return text[strings.LastIndexAny(text, "*.")+1:]
}

// grouped returns the best constructor for each type, in the order of the names of the types.
func (b *binder) grouped(all []constructor) (list []constructor) {
	groups := map[string][]constructor{}
	var order []string
	for _, c := range all {
		key := types.TypeString(bare(c.obj), nil)
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], c)
	}
	slices.Sort(order)
	for _, key := range order {
		list = append(list, slices.MinFunc(groups[key], b.compareConstructors))
	}
	return list
}

// compareConstructors puts the likelier one first.
func (b *binder) compareConstructors(x, y constructor) int {
	size := b.req.Family.Size
	cost := func(c constructor) int {
		n := c.penalty + 10*len(c.unfit)
		if !size.None() && !size.Optional && !c.sized {
			n += 20
		}
		switch {
		case b.req.Family.Fresh && c.name != "":
			n += 10
		case !b.req.Family.Fresh && c.name == "":
			n += 50 // what has a constructor is not made without
		}
		return n
	}
	return cmp.Or(cmp.Compare(cost(x), cost(y)), cmp.Compare(x.oddity(), y.oddity()), cmp.Compare(x.name, y.name))
}

// oddity says how far the name of a constructor is from New.
func (c *constructor) oddity() int {
	name := ""
	if n, ok := types.Unalias(bare(c.obj)).(*types.Named); ok {
		name = n.Obj().Name()
	}
	switch {
	case c.name == "New", strings.EqualFold(c.name, "New"+name):
		return 0
	case strings.HasPrefix(c.name, "New"):
		return 1
	case strings.HasPrefix(c.name, "Make"), strings.HasPrefix(c.name, "Create"), strings.EqualFold(c.name, name):
		return 2
	}
	return 3
}

// zeroValues returns the exported types of the package as they are without a constructor.
func (b *binder) zeroValues() (list []constructor) {
	scope := b.req.Package.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !tn.Exported() {
			continue
		}
		named, ok := types.Unalias(tn.Type()).(*types.Named)
		if !ok || types.IsInterface(named) || isFunc(named) {
			continue
		}
		t := instance(named)
		if t == nil {
			continue
		}
		file := b.file.fork()
		list = append(list, constructor{expr: "new(" + file.typeText(t) + ")", obj: types.NewPointer(t), pointer: true, file: file})
	}
	return list
}

// candidate returns what the constructor makes, with all that can be called on it.
func (b *binder) candidate(made constructor) *candidate {
	c := &candidate{obj: made.obj, make: made}
	t := made.obj
	if !made.pointer && !types.IsInterface(t) {
		t = types.NewPointer(t) // x is a variable
	}
	c.methods = methodsOf(t, b.req.Package)
	c.methods = append(c.methods, b.functionsOn(made)...)
	c.methods = append(c.methods, b.channelsOf(t)...)
	return c
}

// methodsOf returns the exported methods of a type.
func methodsOf(t types.Type, pkg *types.Package) (list []method) {
	set := types.NewMethodSet(t)
	for i := range set.Len() {
		f, ok := set.At(i).Obj().(*types.Func)
		if !ok || !f.Exported() {
			continue
		}
		sig, ok := set.At(i).Type().(*types.Signature)
		if !ok {
			continue
		}
		std := f.Pkg() != nil && f.Pkg() != pkg && !strings.Contains(strings.SplitN(f.Pkg().Path(), "/", 2)[0], ".")
		list = append(list, method{name: f.Name(), sig: sig, head: "x." + f.Name(), others: std})
	}
	return list
}

// functionsOn returns the functions of the package that take the object first.
func (b *binder) functionsOn(made constructor) (list []method) {
	scope := b.req.Package.Scope()
	for _, name := range scope.Names() {
		f, ok := scope.Lookup(name).(*types.Func)
		if !ok || !f.Exported() || name == made.name {
			continue
		}
		sig, args := instanceOf(f, b.file.fork())
		if sig == nil || sig.Params().Len() == 0 || sig.Variadic() && sig.Params().Len() == 1 {
			continue
		}
		first := ""
		switch t := sig.Params().At(0).Type(); {
		case types.Identical(t, made.obj):
			first = "x"
		case types.Identical(t, types.NewPointer(made.obj)):
			first = "&x"
		default:
			continue
		}
		list = append(list, method{name: name, sig: sig, head: b.req.Package.Name() + "." + name + args, first: first, skip: 1})
	}
	return list
}
