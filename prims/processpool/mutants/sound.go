package mutants

import (
	"bytes"
	"context"
	"encoding/gob"
	"slices"
	"sync"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/process"
	"github.com/tenter-go/tenter/prims/processpool"
)

// sound is the pool that the mutants spoil: plain, with one lock around everything, and right. Each child
// has a goroutine that brings it calls, and one that watches over its life.
type sound struct {
	mu      sync.Mutex
	workers []*worker
	queue   []*call
	closed  bool
	over    error
	changed chan struct{} // closed and replaced at each change
	reaped  chan struct{}

	// What mutants replace.
	watch  func(w *worker)                       // notices the death of a child
	doomed func(running, queued []*call) []*call // those that fail when a child dies
	refuse func() error                          // why a call is not accepted, asked with mu held
}

type worker struct {
	child process.Child
	call  *call
}

type call struct {
	ctx     context.Context
	message []byte
	promise *future.Promise[int]
}

func newSound(t process.Transport, workers int) *sound {
	s := &sound{changed: make(chan struct{}), reaped: make(chan struct{})}
	s.watch = s.notice
	s.doomed = func(running, queued []*call) []*call { return slices.Concat(running, queued) }
	s.refuse = s.refusal
	for range workers {
		child, err := t.Start(false)
		if err != nil {
			panic(err) // simulated processes start
		}
		s.workers = append(s.workers, &worker{child: child})
	}
	return s
}

// started begins the work; the fields that mutants replace are set by then.
func (s *sound) started() *sound {
	var life sync.WaitGroup
	for _, w := range s.workers {
		go s.serve(w)
		life.Go(func() { s.watch(w) })
	}
	go func() {
		life.Wait()
		close(s.reaped)
	}()
	return s
}

// serve brings calls to a child until the pool ends.
func (s *sound) serve(w *worker) {
	for s.next(w) {
		if w.child.Send(context.Background(), w.call.message) != nil {
			return
		}
		message, err := w.child.Receive(context.Background())
		if err != nil {
			return
		}
		var response process.Response
		if err := gob.NewDecoder(bytes.NewReader(message)).Decode(&response); err != nil {
			return
		}
		s.mu.Lock()
		if s.over == nil {
			_ = w.call.promise.Settle(job.Decode(response))
			w.call = nil
			s.assign()
		}
		s.change()
		s.mu.Unlock()
	}
	_ = w.child.Close() // it ends
}

// next waits until w has a call, and reports false when there will be none.
func (s *sound) next(w *worker) bool {
	for {
		s.mu.Lock()
		has, changed := w.call != nil, s.changed
		ended := s.over != nil || s.closed && !has && len(s.queue) == 0
		s.mu.Unlock()
		if has || ended {
			return has && !ended
		}
		<-changed
	}
}

// notice waits for the end of a child, and ends the pool if that was not to be.
func (s *sound) notice(w *worker) {
	<-w.child.Done()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over == nil && !(s.closed && s.idle()) {
		s.end(processpool.ErrBroken)
	}
}

func (s *sound) Submit(ctx context.Context, id int) (Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	request, err := job.Encode(id)
	if err != nil {
		return nil, err
	}
	var frame bytes.Buffer
	if err := gob.NewEncoder(&frame).Encode(request); err != nil {
		return nil, err
	}
	c := &call{ctx: ctx, message: frame.Bytes(), promise: future.New[int]()}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refuse(); err != nil {
		return nil, err
	}
	s.queue = append(s.queue, c)
	s.assign()
	s.change()
	if ctx.Done() != nil {
		context.AfterFunc(ctx, func() { s.expire(c) })
	}
	return c.promise.Future(), nil
}

func (s *sound) expire(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.Index(s.queue, c); i >= 0 {
		s.queue = slices.Delete(s.queue, i, i+1)
		_ = c.promise.Settle(0, c.ctx.Err())
	}
}

func (s *sound) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.change()
}

func (s *sound) Terminate() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over == nil {
		s.end(processpool.ErrTerminated)
	}
}

func (s *sound) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-s.reaped:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *sound) Figures() (running, queued int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.running()), len(s.queue)
}

// The methods from here on are called with mu held.

func (s *sound) refusal() error {
	if s.over == nil && s.closed {
		return processpool.ErrClosed
	}
	return s.over
}

func (s *sound) running() (list []*call) {
	for _, w := range s.workers {
		if w.call != nil {
			list = append(list, w.call)
		}
	}
	return list
}

func (s *sound) idle() bool { return len(s.running()) == 0 && len(s.queue) == 0 }

// assign gives queued calls to idle children.
func (s *sound) assign() {
	for _, w := range s.workers {
		for w.call == nil && len(s.queue) > 0 {
			c := s.queue[0]
			s.queue = s.queue[1:]
			if c.ctx.Err() != nil {
				_ = c.promise.Settle(0, c.ctx.Err())
				continue
			}
			_ = c.promise.Start()
			w.call = c
		}
	}
}

// end fails what there is, and kills the children.
func (s *sound) end(why error) {
	s.over = why
	for _, w := range s.workers {
		w.child.Kill()
	}
	for _, c := range s.doomed(s.running(), s.queue) {
		_ = c.promise.Settle(0, why)
	}
	s.queue = nil
	for _, w := range s.workers {
		w.call = nil
	}
	s.change()
}

func (s *sound) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}
