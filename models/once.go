package models

import (
	"errors"
	"strconv"
	"sync/atomic"
)

// OnceOps is how a thing that happens once is called: one function for each
// operation, nil for one that it does not offer.
type OnceOps struct {
	// Do has the function run, unless it has run or runs already, waits for its
	// end in any case, and returns how often it has run by then.
	Do func() int
	// DoFunc is Do for implementations that are passed the function, as
	// sync.Once is.
	DoFunc func(f func())
	// DoErr is DoFunc for functions that may fail; it returns the error.
	DoErr func(f func() error) error
	// Runs returns how often the function has run to its end.
	Runs func() int

	runs *atomic.Int64 // of the functions that the model passes in
}

// ErrFailed is the error of functions that are passed in to fail.
var ErrFailed = errors.New("models: the function that was passed in fails")

func (o OnceOps) do() int     { return o.Do() }
func (o OnceOps) runsOf() int { return o.Runs() }

// run returns the function that is to run once: it takes a while, and then
// counts, or does not because it fails or panics.
func (o OnceOps) run(c *Call, fault any) func() error {
	return func() error {
		c.pauses()
		switch fault := fault.(type) {
		case thrown:
			panic(fault)
		case error:
			return fault
		}
		o.runs.Add(1)
		return nil
	}
}

func (o OnceOps) doFunc(c *Call, fault any) any {
	o.DoFunc(func() { _ = o.run(c, fault)() })
	return int(o.runs.Load())
}

func (o OnceOps) doErr(c *Call, fault any) any {
	if err := o.DoErr(o.run(c, fault)); err != nil {
		return err
	}
	return int(o.runs.Load())
}

// Retries says of a Once that a run which failed or panicked does not count: the
// next call has its function run. Without it that is so for errors only, and a
// function that panics has run, as sync.Once has it: later calls do nothing.
func Retries() Option { return func(s *settings) { s.retries = true } }

// onceState is how often the function has run to its end; brokenOnce says that
// its one run ended in a panic.
type onceState int

const brokenOnce onceState = -1

// Once is the model of a function that runs once, whoever asks for it first:
// nobody returns before it has run, and it never runs again.
//
// DoFunc and DoErr are passed a function by each call, of which only the first is
// run; it takes a while. It may panic (DoPanics), which must reach the caller
// whose function it is, or fail (DoFails). See Retries; NoPanics leaves the
// panics out.
func Once(opts ...Option) *Model[OnceOps] {
	type o = OnceOps
	set := gather(opts)
	runs := func(s onceState) int { return max(0, int(s)) }
	do := func(s onceState, _ None) (onceState, any) {
		if s == 0 {
			s = 1
		}
		return s, runs(s)
	}
	panics := func(s onceState, _ None) (onceState, any) {
		switch {
		case s != 0:
			return s, runs(s)
		case set.retries:
			return s, Panics
		}
		return brokenOnce, Panics
	}
	fails := func(s onceState, _ None) any {
		if s == 0 {
			return ErrAny
		}
		return runs(s)
	}
	passed, erring := func(x o) bool { return x.DoFunc != nil }, func(x o) bool { return x.DoErr != nil }
	ops := []Op[onceState, o]{
		Update("Do", Ret(o.do).If(func(x o) bool { return x.Do != nil }), func(s onceState, _ None) (onceState, int) { return 1, 1 }),
		Update("DoFunc", calling(func(x o, c *Call, _ None) any { return x.doFunc(c, nil) }, none, passed), do),
		Update("DoErr", calling(func(x o, c *Call, _ None) any { return x.doErr(c, nil) }, none, erring), do),
		Ask("DoFails", calling(func(x o, c *Call, _ None) any { return x.doErr(c, ErrFailed) }, none, erring), fails),
		Ask("Runs", Ret(o.runsOf).If(func(x o) bool { return x.Runs != nil }), func(s onceState, _ None) int { return runs(s) }),
	}
	ops = append(ops, unless(set.noPanics, Update("DoPanics", calling(func(x o, c *Call, _ None) any { return x.doFunc(c, Thrown) }, none, passed), panics))...)
	return New(onceState(0), ops...).equipped(func(x o, _ *settings) o {
		x.runs = new(atomic.Int64)
		return x
	}).With(append([]Option{Name("once"), Label("once"), Describe(describeOnce)}, opts...)...)
}

func describeOnce(s onceState) string {
	switch s {
	case 0:
		return "the function has not run"
	case brokenOnce:
		return "the function has panicked"
	}
	return "the function has run"
}

func itoa(n int) string { return strconv.Itoa(n) }
