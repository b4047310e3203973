package io

import (
	"io"

	"github.com/tenter-go/tenter/harness/shim/sync"
)

// pipe is a place at which one writer at a time lays out what readers take away.
type pipe struct {
	mu         sync.Mutex
	changed    *sync.Cond
	taken      bool   // a writer has the place
	offered    bool   // and what it has laid out is not all taken away; an empty write has to be taken away once
	rest       []byte // of it
	readerLeft error  // what the reader has closed the pipe with
	writerLeft error
}

func newPipe() *pipe {
	p := &pipe{}
	p.changed = sync.NewCond(&p.mu)
	return p
}

func (p *pipe) closed() bool { return p.readerLeft != nil || p.writerLeft != nil }

// close closes the pipe for one side. What was said first stays.
func (p *pipe) close(side *error, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if *side == nil {
		*side = err
	}
	p.changed.Broadcast()
}

// why is the error for one side of a closed pipe: what the other side has said, unless this side has closed it itself.
func why(own, other error) error {
	if own == nil && other != nil {
		return other
	}
	return io.ErrClosedPipe
}

func (p *pipe) read(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.closed() && !p.offered {
		p.changed.Wait()
	}
	if p.closed() {
		return 0, why(p.readerLeft, p.writerLeft)
	}
	n := copy(data, p.rest)
	p.rest = p.rest[n:]
	p.offered = len(p.rest) > 0
	p.changed.Broadcast()
	return n, nil
}

func (p *pipe) write(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.closed() && p.taken {
		p.changed.Wait()
	}
	if p.closed() {
		return 0, why(p.writerLeft, p.readerLeft)
	}
	p.taken, p.offered, p.rest = true, true, data
	p.changed.Broadcast()
	for !p.closed() && p.offered {
		p.changed.Wait()
	}
	n := len(data) - len(p.rest)
	all := !p.offered
	p.taken, p.offered, p.rest = false, false, nil
	p.changed.Broadcast()
	if !all {
		return n, why(p.writerLeft, p.readerLeft)
	}
	return n, nil
}
