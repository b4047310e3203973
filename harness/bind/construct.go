package bind

import (
	"fmt"
	"go/types"
	"strings"
)

// constructor is a way to make an object.
type constructor struct {
	name    string   // of the function, "" for a zero value
	expr    string   // "semaphore.NewWeighted(int64(n))"
	fails   bool     // it returns an error too
	more    int      // results after the object and the error
	sized   bool     // it takes the size, n
	cancels bool     // it takes a context that is cancelled later
	factory string   // the expression for what makes resources; "" if it takes no functions that do
	pointer bool     // what it makes is a pointer or an interface
	penalty int      // how much was guessed
	unfit   []string // what could not be filled in, in words; then expr holds the best guess
	file    *file
	obj     types.Type
	pkg     *types.Package
	within  int // how many constructors this one is an argument of
}

// constructors returns the functions of the package that make something, by the type of what they make.
func (b *binder) constructors() (list []constructor) {
	scope := b.req.Package.Scope()
	for _, name := range scope.Names() {
		f, ok := scope.Lookup(name).(*types.Func)
		if !ok || !f.Exported() {
			continue
		}
		file := b.file.fork()
		sig, args := instanceOf(f, file)
		if sig == nil || sig.Results().Len() == 0 {
			continue
		}
		c := constructor{name: name, file: file, obj: sig.Results().At(0).Type(), pkg: b.req.Package}
		if !c.results(sig.Results()) || b.isMethodLike(sig) {
			continue
		}
		c.fill(b.req.Family, sig, b.req.Package.Name()+"."+name+args)
		list = append(list, c)
		list = append(list, b.built(c)...)
	}
	return list
}

// isMethodLike reports whether a function takes an object of the type that it returns first: it changes something, or adds to it.
func (b *binder) isMethodLike(sig *types.Signature) bool {
	return sig.Params().Len() > 0 && types.Identical(bare(sig.Params().At(0).Type()), bare(sig.Results().At(0).Type()))
}

// bare returns what a pointer points to, and other types as they are.
func bare(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// results reports whether these are the results of a constructor: an object, and perhaps an error or functions that end it.
func (c *constructor) results(r *types.Tuple) bool {
	t := types.Unalias(c.obj)
	if _, ok := bare(t).(*types.Named); !ok || isError(t) || isContext(t) {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		c.pointer = true
	case *types.Signature:
		return false
	}
	for i := 1; i < r.Len(); i++ {
		switch t := r.At(i).Type(); {
		case isError(t) && i == r.Len()-1:
			c.fails = true
		case isFunc(t):
			c.more++
		default:
			return false
		}
	}
	return true
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// statements returns the beginning of the construct function: x is made. handle is the statement for an error.
func (c *constructor) statements(handle string) string {
	names := []string{"x"}
	for range c.more {
		names = append(names, "_")
	}
	var before string
	if c.cancels {
		before += fmt.Sprintf("\tctx, cancel := %[1]s.WithCancel(%[1]s.Background())\n", c.file.std("context"))
	}
	if c.factory != "" {
		before += fmt.Sprintf("\tfactory := %s\n", c.factory)
	}
	if !c.fails {
		return before + fmt.Sprintf("\t%s := %s\n", strings.Join(names, ", "), c.expr)
	}
	return before + fmt.Sprintf("\t%s, err := %s\n\t%s\n", strings.Join(names, ", "), c.expr, handle)
}
