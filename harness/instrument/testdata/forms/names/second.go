package names

import (
	"sync"
	"sync/atomic"
	"time"

	. "runtime"
)

// Lock shows swapped types in an interface.
type Lock interface{ sync.Locker }

var (
	_ Lock        = (*sync.Mutex)(nil)
	_ sync.Locker = (&sync.RWMutex{}).RLocker()
	_             = NumCPU
)

func unused() {
	Gosched()
	var v atomic.Value
	v.Store(time.Second)
	var p atomic.Pointer[int]
	p.Store(new(int))
	var d time.Duration = 2 * time.Second
	_ = d.String()
	_ = time.January
}

var _ = unused
