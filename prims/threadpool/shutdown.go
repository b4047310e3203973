package threadpool

import "context"

// Close refuses new tasks from now on: callers that wait for room get [ErrClosed]. Tasks that are
// queued still run. It does not wait for them.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.close()
}

func (p *Pool) close() {
	p.closed = true
	p.turnAway()
	p.settleDown()
}

// turnAway refuses those who wait for room. The caller holds mu.
func (p *Pool) turnAway() {
	for e := p.line.pop(); e != nil; e = p.line.pop() {
		e.answer(p.refusal())
	}
}

// CancelQueued cancels the tasks that are queued and returns how many there were. Tasks whose callers
// wait for room are not among them: they take the places.
func (p *Pool) CancelQueued() int {
	p.mu.Lock()
	out := p.cancelQueued()
	p.settleDown()
	p.mu.Unlock()
	out.deliver()
	return len(out)
}

// CloseAndCancel is Close and CancelQueued in one step.
func (p *Pool) CloseAndCancel() int {
	p.mu.Lock()
	out := p.cancelQueued()
	p.close()
	p.mu.Unlock()
	out.deliver()
	return len(out)
}

func (p *Pool) cancelQueued() dropped {
	out := p.drop()
	for _, e := range out {
		e.withdraw()
	}
	return out
}

// drop empties the queue. The caller settles what was in it, and holds mu.
func (p *Pool) drop() (out dropped) {
	for e := p.queue.pop(); e != nil; e = p.queue.pop() {
		out = append(out, e)
	}
	return out
}

// Wait waits until the pool is closed and no task is queued or running, and returns nil; or it
// returns the context's error if ctx was done on entry or is done first.
func (p *Pool) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-p.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Shutdown closes the pool and waits as Wait does. It closes the pool whatever the state of ctx.
func (p *Pool) Shutdown(ctx context.Context) error {
	p.Close()
	return p.Wait(ctx)
}
