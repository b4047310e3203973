package process

import (
	"sync"

	"github.com/tenter-go/tenter/prims/pipe"
)

// Killed is the exit code of a simulated child that was killed.
const Killed = -9

// Simulated returns a transport whose children are goroutines of this process. They answer requests by
// call, which must return once dead is closed: the child has been killed then, and is reaped when call
// has returned. What a child that was
// killed still does is not seen by anyone who talks to it.
func Simulated(call func(dead <-chan struct{}, r Request) Response) Transport {
	return simulated{call}
}

type simulated struct {
	call func(dead <-chan struct{}, r Request) Response
}

func (s simulated) Start(once bool) (Child, error) {
	ours, theirs := pipe.Memory(16)
	c := &simChild{End: ours, theirs: theirs, dead: make(chan struct{}), done: make(chan struct{})}
	go func() {
		c.exit(Serve(theirs, once, func(r Request) Response { return s.call(c.dead, r) }))
		close(c.done)
	}()
	return c, nil
}

// simChild is a child that is a goroutine.
type simChild struct {
	pipe.End
	theirs pipe.End

	mu   sync.Mutex
	over bool
	code int
	dead chan struct{} // closed by Kill
	done chan struct{} // closed by its goroutine
}

// Kill closes the child's end of the pipe: from then on nothing comes from it.
func (c *simChild) Kill() {
	if c.exit(Killed) {
		close(c.dead)
	}
}

// exit notes how the child ended, if it is the first to say so.
func (c *simChild) exit(code int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return false
	}
	c.over, c.code = true, code
	_ = c.theirs.Close()
	return true
}

func (c *simChild) Done() <-chan struct{} { return c.done }
func (c *simChild) ExitCode() int         { return c.code }
