package bind

import (
	"fmt"
	"go/types"
)

// values writes the conversions between the model's values, which are ints, and those of a type.
type values struct {
	file *file
	zero bool // 0 stands for the zero value
}

// itoa returns expr, which is an int, as a string.
func (v values) itoa(expr string) string {
	if v.zero {
		return fmt.Sprintf("%s.Text(%s)", v.file.own("bound"), expr)
	}
	return fmt.Sprintf("%s.Itoa(%s)", v.file.std("strconv"), expr)
}

// to returns expr, which is an int, as a value of type t; false if there is none.
func (v values) to(t types.Type, expr string) (string, bool) {
	if types.Identical(t, types.Typ[types.Int]) {
		return expr, true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&(types.IsInteger|types.IsFloat) != 0 && u.Kind() != types.UnsafePointer:
			return fmt.Sprintf("%s(%s)", v.file.typeText(t), expr), true
		case u.Info()&types.IsString != 0:
			text := v.itoa(expr)
			if _, named := t.(*types.Named); named {
				text = fmt.Sprintf("%s(%s)", v.file.typeText(t), text)
			}
			return text, true
		}
	case *types.Interface:
		switch {
		case u.Empty() && v.zero:
			return fmt.Sprintf("%s.Any(%s)", v.file.own("bound"), expr), true
		case u.Empty():
			return expr, true
		case isError(t) && v.zero:
			return fmt.Sprintf("%s.Err(%s)", v.file.own("bound"), expr), true
		}
		if e := v.file.element(t, u); e != "" {
			return fmt.Sprintf("%s(%s)", e, expr), true
		}
	case *types.Slice:
		if b, ok := u.Elem().Underlying().(*types.Basic); ok && b.Kind() == types.Byte {
			return fmt.Sprintf("[]byte(%s)", v.itoa(expr)), true
		}
	case *types.Pointer:
		if _, ok := u.Elem().Underlying().(*types.Basic); !ok {
			return "", false
		}
		if inner, ok := v.to(u.Elem(), expr); ok {
			return fmt.Sprintf("%s.To(%s)", v.file.own("bound"), inner), true
		}
	}
	return "", false
}

// from returns expr, which is a value of type t, as an int; false if that can't be had.
func (v values) from(t types.Type, expr string) (string, bool) {
	if types.Identical(t, types.Typ[types.Int]) {
		return expr, true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&(types.IsInteger|types.IsFloat) != 0 && u.Kind() != types.UnsafePointer:
			return fmt.Sprintf("int(%s)", expr), true
		case u.Info()&types.IsString != 0:
			return fmt.Sprintf("%s.Atoi(string(%s))", v.file.own("bound"), expr), true
		}
	case *types.Interface:
		if u.Empty() {
			return fmt.Sprintf("%s.Int(%s)", v.file.own("bound"), expr), true
		}
		if isError(t) && v.zero {
			return fmt.Sprintf("%s.ErrInt(%s)", v.file.own("bound"), expr), true
		}
		if e := v.file.element(t, u); e != "" {
			return fmt.Sprintf("%sInt(%s)", e, expr), true
		}
	case *types.Slice:
		if b, ok := u.Elem().Underlying().(*types.Basic); ok && b.Kind() == types.Byte {
			return fmt.Sprintf("%s.Atoi(string(%s))", v.file.own("bound"), expr), true
		}
		return v.from(u.Elem(), fmt.Sprintf("%s.First(%s)", v.file.own("bound"), expr))
	case *types.Pointer:
		if _, ok := u.Elem().Underlying().(*types.Basic); ok {
			return v.from(u.Elem(), fmt.Sprintf("%s.From(%s)", v.file.own("bound"), expr))
		}
	}
	return v.held(t, expr)
}

// there returns the condition under which expr, a value of type t, is one at all; "" if the value does not tell.
func there(t types.Type, expr string) string {
	switch u := t.Underlying().(type) {
	case *types.Interface, *types.Pointer:
		return expr + " != nil"
	case *types.Slice:
		if b, ok := u.Elem().Underlying().(*types.Basic); ok && b.Kind() == types.Byte {
			return expr + " != nil"
		}
		return fmt.Sprintf("len(%s) > 0", expr)
	}
	return ""
}

// batch reports whether a result is a list of values, so that the method must have been told how many are wanted.
func batch(sig *types.Signature) bool {
	for r := range sig.Results().Variables() {
		if s, ok := r.Type().Underlying().(*types.Slice); ok {
			b, isBasic := s.Elem().Underlying().(*types.Basic)
			return !isBasic || b.Kind() != types.Byte
		}
	}
	return false
}

// Types that are told apart.
func isContext(t types.Type) bool  { return isNamed(t, "context", "Context") }
func isDuration(t types.Type) bool { return isNamed(t, "time", "Duration") }
func isTime(t types.Type) bool     { return isNamed(t, "time", "Time") }
func isError(t types.Type) bool    { return types.Identical(t, types.Universe.Lookup("error").Type()) }

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// isDone reports whether t is a channel whose being closed says that a call is to end.
func isDone(t types.Type) bool {
	c, ok := t.Underlying().(*types.Chan)
	if !ok || c.Dir() == types.SendOnly {
		return false
	}
	s, ok := c.Elem().Underlying().(*types.Struct)
	return ok && s.NumFields() == 0 && c.Dir() == types.RecvOnly
}

func isNamed(t types.Type, pkg, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == pkg && n.Obj().Name() == name
}
