package mutants

import (
	"sync/atomic"
	"time"
)

// Body is something for a thread to run: it takes a moment, and says when it is done.
type Body struct{ done atomic.Bool }

// Run takes a moment. That it is done is the last thing it says.
func (b *Body) Run() {
	time.Sleep(time.Millisecond)
	b.done.Store(true)
}

// Done reports whether Run is done.
func (b *Body) Done() bool { return b.done.Load() }
