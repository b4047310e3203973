package models

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
)

// SingleflightOps is how calls that share their work are made.
type SingleflightOps struct {
	// Do returns the number of the key's flight that it took part in, from 1: the
	// one under way, or a new one if there is none. The number is negative if the
	// work was done while another flight of the key did it.
	Do func(key int) int
	// DoFunc is Do for implementations that are passed the function which does
	// the work; it returns what the function of the flight returned.
	DoFunc func(key int, f func() (int, error)) (int, error)

	// DoPlain is DoFunc for functions that can't fail.
	DoPlain func(key int, f func() int) int

	works *[2]work // what the functions do that the model passes in
}

// work is something that takes a while, and that callers who share it must not
// do twice at once.
type work struct{ underway, done atomic.Int64 }

// do does it, and returns how often it has been done, as a negative number if
// somebody else did it at the same time.
func (w *work) do(c *Call) int {
	alone := w.underway.Add(1) == 1
	c.pauses()
	n := int(w.done.Add(1))
	w.underway.Add(-1)
	if !alone {
		return -n
	}
	return n
}

func (o SingleflightOps) do(key int) int { return o.Do(key) }

// doFunc takes part in a flight; if it is its own, fault says how that ends.
func (o SingleflightOps) doFunc(c *Call, key int, fault func() error) any {
	n, err := o.DoFunc(key, func() (int, error) {
		n := o.works[key].do(c)
		return n, fault()
	})
	if err != nil {
		return err
	}
	return n
}

func (o SingleflightOps) doPlain(c *Call, key int, fault func() error) any {
	return o.DoPlain(key, func() int {
		n := o.works[key].do(c)
		_ = fault()
		return n
	})
}

// flights is for each of the keys 0 and 1 how many flights have ended.
type flights [2]int

// flightTurn is one call for a flight.
type flightTurn = Turn[flights]

// leads is the stage of the call whose function does the work of its flight.
const leads = 1

// lead lets the first of those who take part in each flight lead it.
func lead(t *flightTurn) {
	for key := range t.State {
		list := participants(t, key)
		for i, w := range list {
			if w.Stage == leads {
				break
			}
			if i == len(list)-1 {
				t.Move(list[0], leads)
			}
		}
	}
}

// participants returns the calls that wait for the key, in the order in which
// they came.
func participants(t *flightTurn, key int) (list []Waiter) {
	for _, w := range t.Waiting() {
		if w.Arg == any(key) {
			list = append(list, w)
		}
	}
	return list
}

// land lets a call go on with what its flight came to. The flight ends when
// the call goes on that leads it: those who still share it then go on as well.
func land(t *flightTurn, arg any) {
	key := arg.(int)
	list := participants(t, key)
	leader := t.Self()
	if t.Stage() != leads {
		leader = list[slices.IndexFunc(list, func(w Waiter) bool { return w.Stage == leads })]
	}
	number := t.State[key] + 1
	if t.Stage() != leads {
		t.Return(portion(leader, number))
		return
	}
	t.State[key] = number
	for _, w := range list {
		t.Grant(w, portion(leader, number))
	}
	switch leader.Name {
	case "DoFails":
		t.Return(ErrAny)
	case "DoPanics", "DoExits", "DoPlainPanics", "DoPlainExits":
		t.Return(Panics)
	default:
		t.Return(number)
	}
}

// portion is what a call gets from a flight that another one leads.
func portion(leader Waiter, number int) any {
	switch leader.Name {
	case "DoFails":
		return ErrAny
	case "DoPanics", "DoExits", "DoPlainPanics", "DoPlainExits":
		return anyhow
	}
	return number
}

// Singleflight is the model of calls that share their work, for the keys 0 and
// 1: a call takes part in the flight of its key that is under way, and begins
// one if there is none. All who take part in a flight get its result. A call
// never gets the result of a flight whose first call had returned before it
// began; until then it may.
//
// DoFunc is passed a function that takes a while; in a flight that a call began
// it is the one which runs. It may fail (DoFails): all who take part get an
// error; or panic (DoPanics) or end its goroutine (DoExits): so does the call
// whose function it is, while those who share the flight panic, get an error or
// the zero value. Whatever happens, nobody waits for ever, and the next call for
// the key begins a new flight. NoPanics leaves those two out.
func Singleflight(opts ...Option) *Model[SingleflightOps] {
	type o = SingleflightOps
	keys := In(0, 1)
	flight := func(name string, fault func() error) Op[flights, o] {
		does, offered := o.doFunc, func(x o) bool { return x.DoFunc != nil }
		if strings.Contains(name, "Plain") {
			does, offered = o.doPlain, func(x o) bool { return x.DoPlain != nil }
		}
		m := calling(func(x o, c *Call, key int) any { return does(x, c, key, fault) }, keys, offered)
		return Act(name, m, func(t *flightTurn, _ int) { t.Block() }).OnResume(land)
	}
	ops := []Op[flights, o]{
		Act("Do", Ret1(o.do, keys).If(func(x o) bool { return x.Do != nil }), func(t *flightTurn, _ int) { t.Block() }).OnResume(land),
		flight("DoFunc", func() error { return nil }),
		flight("DoFails", func() error { return ErrFailed }),
		flight("DoPlain", func() error { return nil }),
	}
	if !gather(opts).noPanics {
		for _, form := range []string{"Do", "DoPlain"} {
			ops = append(ops,
				flight(form+"Panics", func() error { panic(Thrown) }),
				flight(form+"Exits", func() error { runtime.Goexit(); return nil }))
		}
	}
	return Grants(flights{}, lead, ops...).equipped(func(x o, _ *settings) o {
		x.works = new([2]work)
		return x
	}).With(append([]Option{Name("singleflight"), Label("singleflight"), Describe(func(f flights) string {
		return fmt.Sprintf("%s of key 0 and %d of key 1 have ended", counted(f[0], "flight"), f[1])
	})}, opts...)...)
}
