package stress

import (
	"fmt"
	"runtime"
	"slices"
	"time"
)

// Stamps says where the ticks of a stride come from.
type Stamps uint8

const (
	// Counter: one counter an object, which goes up with each call and each return.
	Counter Stamps = iota
	// Clock: the monotonic clock. Equal readings are at the same time.
	Clock
	// None: nothing is known but which call of a task comes after which, and what was before and after a quiescence.
	None
	stampKinds
)

var stampNames = [stampKinds]string{Counter: "counter", Clock: "clock", None: "none"}

// String returns the name in one word.
func (s Stamps) String() string {
	if s < stampKinds {
		return stampNames[s]
	}
	return fmt.Sprintf("stamps(%d)", uint8(s))
}

// ParseStamps is the inverse of String.
func ParseStamps(name string) (Stamps, error) {
	if i := slices.Index(stampNames[:], name); i >= 0 {
		return Stamps(i), nil
	}
	return 0, fmt.Errorf("unknown stamps %q: want one of %v", name, stampNames)
}

// base is the beginning of the clock.
var base = time.Now()

// grain is the length of a tick of the clock in nanoseconds. Where a core may read the clock before others see what it has written, only what lies further apart
// than a store can take to be seen is known to be in that order.
var grain = func() int64 {
	if runtime.GOARCH == "amd64" {
		return 1
	}
	return 2000
}()

// clockTick reads the clock.
func clockTick() int64 { return int64(time.Since(base))/grain + 1 }

// tick returns the present tick of the object.
func (o *object) tick(s Stamps) int64 {
	switch s {
	case Counter:
		return o.ticks.Add(1)
	case Clock:
		return clockTick()
	}
	return o.ticks.Load()
}

// next returns a tick that is later than all before, and earlier than all that follow.
func (o *object) next(s Stamps) int64 {
	if s != Clock {
		t := o.ticks.Add(1)
		o.ticks.Add(1)
		return t
	}
	before := clockTick()
	for clockTick() == before {
		runtime.Gosched()
	}
	t := clockTick()
	for clockTick() == t {
		runtime.Gosched()
	}
	return t
}
