package models

import "fmt"

// ErrGroupOps is how a group of functions that may fail is called: it is added
// to until Finish, and waited for afterwards.
type ErrGroupOps struct {
	// Go adds a function that returns the numbered error, and none for 0. After
	// Finish it returns an error and adds nothing.
	Go func(number int) error
	// Finish lets those go on who wait. It returns an error the second time.
	Finish func() error
	// Wait waits for Finish and until all functions have ended, and returns the
	// number of the error that came first, 0 for none, and -1 if it was early.
	Wait func() int
}

func (o ErrGroupOps) goes(number int) error { return o.Go(number) }
func (o ErrGroupOps) finish() error         { return o.Finish() }
func (o ErrGroupOps) wait() int             { return o.Wait() }

// errands is the state of a group: the errors that its functions return, one
// bit each, and which one came first, where that is known.
type errands struct {
	finished bool
	errs     uint
	first    int
}

// ErrGroup is the model of a group of functions: Wait waits for all of them,
// and returns the first error, which one of them returned and which does not
// change any more once it was told. Which one is first is open.
//
// Go and Finish may refuse at any time, for the adapter that keeps a group from
// being added to when it may have ended already.
func ErrGroup(opts ...Option) *Model[ErrGroupOps] {
	answer := func(t *Turn[errands]) int {
		var numbers []int
		for n := range 8 {
			if t.State.errs>>n&1 != 0 {
				numbers = append(numbers, n)
			}
		}
		if t.State.first == 0 && len(numbers) > 0 {
			t.State.first = numbers[t.Choose(len(numbers))]
		}
		return t.State.first
	}
	return Grants(errands{}, nil,
		Update("Go", Err1(ErrGroupOps.goes, In(0, 1, 2)).If(func(o ErrGroupOps) bool { return o.Go != nil }), func(e errands, n int) (errands, error) {
			if e.finished {
				return e, ErrAny
			}
			if n > 0 {
				e.errs |= 1 << n
			}
			return e, nil
		}).Spuriously(ErrAny),
		Act("Finish", Err(ErrGroupOps.finish).If(func(o ErrGroupOps) bool { return o.Finish != nil }), func(t *Turn[errands], _ None) {
			if t.State.finished {
				t.Return(ErrAny)
				return
			}
			t.State.finished = true
			for w, ok := t.First(); ok; w, ok = t.First() {
				t.Grant(w, answer(t))
			}
			t.Return(nil)
		}).NonBlocking().Spuriously(ErrAny),
		Act("Wait", Ret(ErrGroupOps.wait).If(func(o ErrGroupOps) bool { return o.Wait != nil }), func(t *Turn[errands], _ None) {
			if !t.State.finished {
				t.Block()
				return
			}
			t.Return(answer(t))
		}),
	).With(append([]Option{Name("errgroup"), Label("errgroup"), Describe(func(e errands) string {
		if e.finished {
			return "the group may end"
		}
		return fmt.Sprintf("the group goes on, with errors %b", e.errs)
	})}, opts...)...)
}
