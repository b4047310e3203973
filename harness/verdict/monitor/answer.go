package monitor

import "fmt"

// Verdict is what a judge of this package says of a history.
type Verdict uint8

const (
	// Open: it can't be said here.
	Open Verdict = iota
	// Legal: there is an order of the calls that explains everything.
	Legal
	// Illegal: there is none.
	Illegal
)

// String returns the verdict in one word.
func (v Verdict) String() string { return [...]string{"open", "legal", "illegal"}[v] }

// Answer is a verdict with its reason.
type Answer struct {
	Verdict Verdict
	// By names the judge: "fifo monitor", "frontier search".
	By string
	// Reason says why the verdict is Illegal or Open. Where it speaks of calls it
	// holds a %s for each of Calls.
	Reason string
	Calls  []int
	// Steps is how many steps a search took.
	Steps int
}

func legal(by string) Answer { return Answer{Verdict: Legal, By: by} }

func illegal(by string, reason string, calls ...int32) Answer {
	a := Answer{Verdict: Illegal, By: by, Reason: reason}
	for _, c := range calls {
		a.Calls = append(a.Calls, int(c))
	}
	return a
}

func open(by, format string, args ...any) Answer {
	return Answer{By: by, Reason: fmt.Sprintf(format, args...)}
}
