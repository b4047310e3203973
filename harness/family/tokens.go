package family

import (
	"errors"
	"sync/atomic"
)

// tokens count what has been taken and may be given back.
type tokens struct{ n atomic.Int64 }

func (t *tokens) add(n int) { t.n.Add(int64(n)) }

// use takes n tokens if there are so many.
func (t *tokens) use(n int) bool {
	for {
		have := t.n.Load()
		if have < int64(n) {
			return false
		}
		if t.n.CompareAndSwap(have, have-int64(n)) {
			return true
		}
	}
}

// errMisuse is the error of a call that was not passed on: it would have broken the contract.
var errMisuse = errors.New("not called: it would give back what nobody has")
