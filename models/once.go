package models

import "strconv"

// OnceOps is how a thing that happens once is called: one function for each
// operation, nil for one that it does not offer.
type OnceOps struct {
	// Do has the function run, unless it has run or runs already, waits for its
	// end in any case, and returns how often it has run by then.
	Do func() int
	// Runs returns how often the function has run to its end.
	Runs func() int
}

func (o OnceOps) do() int   { return o.Do() }
func (o OnceOps) runs() int { return o.Runs() }

// Once is the model of a function that runs once, whoever asks for it first:
// nobody returns before it has run, and it never runs again.
func Once(opts ...Option) *Model[OnceOps] {
	return New(0,
		Update("Do", Ret(OnceOps.do).If(func(o OnceOps) bool { return o.Do != nil }), func(int, None) (int, int) { return 1, 1 }),
		Ask("Runs", Ret(OnceOps.runs).If(func(o OnceOps) bool { return o.Runs != nil }), func(runs int, _ None) int { return runs }),
	).With(append([]Option{Name("once"), Label("once"), Describe(describeOnce)}, opts...)...)
}

func describeOnce(runs int) string {
	if runs == 0 {
		return "the function has not run"
	}
	return "the function has run"
}

func itoa(n int) string { return strconv.Itoa(n) }
