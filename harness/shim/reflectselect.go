package shim

import (
	"reflect"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// ReflectSelect is reflect.Select. A list of cases that the native function refuses is left to it.
func ReflectSelect(cases []reflect.SelectCase) (chosen int, recv reflect.Value, recvOK bool) {
	if !sched.Active() {
		return reflect.Select(cases)
	}
	s, ok := newReflected(cases)
	if !ok {
		return reflect.Select(cases)
	}
	chosen = selecting(s.do, s.hasDefault >= 0, s.keys)
	if chosen == len(s.keys) {
		return s.hasDefault, reflect.Value{}, false
	}
	c := s.cases[chosen]
	return c.index, c.got, c.ok
}

// reflected is a select statement made at run time.
type reflected struct {
	all        []reflect.SelectCase
	hasDefault int // the index of the default case, or -1
	cases      []*reflectedCase
	keys       []Key
}

type reflectedCase struct {
	Value
	index int
	dir   sched.Direction
	cell  reflect.Value // of what is to be sent
	got   reflect.Value
	ok    bool
}

// newReflected reports false for cases that are not in order.
func newReflected(all []reflect.SelectCase) (s *reflected, ok bool) {
	s = &reflected{all: all, hasDefault: -1}
	for i, c := range all {
		switch {
		case c.Dir == reflect.SelectDefault && s.hasDefault < 0 && !c.Chan.IsValid() && !c.Send.IsValid():
			s.hasDefault = i
		case c.Dir != reflect.SelectSend && c.Dir != reflect.SelectRecv:
			return nil, false
		case !c.Chan.IsValid(): // never ready
			s.add(&reflectedCase{index: i, dir: sched.Recv}, nil)
		case !s.addChannel(i, c):
			return nil, false
		}
	}
	return s, true
}

func (s *reflected) addChannel(i int, c reflect.SelectCase) bool {
	x := &reflectedCase{Value: Value{c.Chan}, index: i, dir: sched.Recv}
	dir := reflect.RecvDir
	if c.Dir == reflect.SelectSend {
		x.dir, dir = sched.Send, reflect.SendDir
	}
	_, p, ok := x.channel(dir)
	if !ok || (x.dir == sched.Send) != c.Send.IsValid() {
		return false
	}
	if x.dir == sched.Send {
		if !c.Send.CanInterface() || !c.Send.Type().AssignableTo(c.Chan.Type().Elem()) {
			return false
		}
		x.cell = x.Value.cell(c.Send)
	}
	s.add(x, p)
	return true
}

func (s *reflected) add(c *reflectedCase, p unsafe.Pointer) {
	s.cases = append(s.cases, c)
	s.keys = append(s.keys, Key{p, c.dir})
}

// do is what the rewriter makes a closure for in a select statement.
func (s *reflected) do(i int, x Op) Result {
	if i >= 0 {
		return s.cases[i].do(x)
	}
	chosen, got, ok := reflect.Select(s.all)
	if chosen == s.hasDefault {
		return Native(len(s.keys))
	}
	for i, c := range s.cases {
		if c.index == chosen {
			c.got, c.ok = got, ok
			return Native(i)
		}
	}
	panic("unreachable")
}

func (c *reflectedCase) do(x Op) Result {
	p := c.v.UnsafePointer()
	switch {
	case x.what == look && c.dir == sched.Send:
		if c.v.Len() < c.v.Cap() || x.task.Waiting(p, sched.Recv) {
			return Result{is: yes}
		}
		return c.probeSend()
	case x.what == look:
		if c.v.Len() > 0 || x.task.Waiting(p, sched.Send) {
			return Result{is: yes}
		}
		return c.probeRecv()
	case x.what == act && c.dir == sched.Send:
		return answered(c.trySend(x.task, p, c.cell), done)
	case x.what == act:
		got, ok, did := c.tryRecv(x.task, p)
		if did {
			c.got, c.ok = got, ok
		}
		return answered(did, done)
	case x.what == give:
		return Result{cell: c.Value.cell(c.cell.Elem()).UnsafePointer()}
	default:
		c.got, c.ok = c.element(x.cell), true
		return Result{is: done}
	}
}

// probeRecv and probeSend are the probes of RecvCase and SendCase.
func (c *reflectedCase) probeRecv() Result {
	got, ok := c.v.TryRecv()
	switch {
	case !got.IsValid():
		return Result{}
	case !ok:
		return Result{is: yes}
	}
	c.got, c.ok = got, true
	return Result{is: done}
}

func (c *reflectedCase) probeSend() (r Result) {
	defer func() {
		if recover() != nil {
			r = Result{is: yes}
		}
	}()
	return answered(c.v.TrySend(c.cell.Elem()), done)
}
