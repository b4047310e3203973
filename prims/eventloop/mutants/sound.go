package mutants

import (
	"context"
	"slices"
	"sync"

	"github.com/tenter-go/tenter/prims/eventloop"
)

// sound is the loop that the mutants spoil: plain, without coroutines, and right. Calls are callbacks,
// and those that can't go on yet are kept in lines.
type sound struct {
	mu    sync.Mutex
	inbox []func()
	wake  chan struct{} // has room for one

	// What follows is the loop's alone.
	ready                               []func()
	held, set                           bool
	items                               []int
	lockers, watchers, getters, putters []*call

	// What mutants replace: how a call is put on the loop, how one is let go on, how one whose context is
	// done leaves, false if there will be no reply, and in which order callbacks run.
	post  func(fn func())
	grant func(w *call, v int)
	leave func(w *call, err error) bool
	order func(ready []func())
}

// call is a call of another goroutine.
type call struct {
	in, out int
	err     error
	done    bool
	reply   chan struct{} // closed once out and err are there
}

func newSound() *sound {
	s := &sound{wake: make(chan struct{}, 1)}
	s.post = s.Post
	s.grant = func(w *call, v int) { w.finish(v, nil) }
	s.leave = s.tellLoop
	s.order = func([]func()) {}
	return s
}

func (s *sound) started() *sound {
	go s.run()
	return s
}

// run makes turns for ever.
func (s *sound) run() {
	for {
		s.mu.Lock()
		s.ready = append(s.ready, s.inbox...)
		s.inbox = nil
		s.mu.Unlock()
		if len(s.ready) == 0 {
			<-s.wake
			continue
		}
		s.turn()
	}
}

// turn runs the callbacks that are ready now.
func (s *sound) turn() {
	ready := s.ready
	s.ready = nil
	s.order(ready)
	for _, fn := range ready {
		fn()
	}
}

func (s *sound) Post(fn func()) {
	s.mu.Lock()
	s.inbox = append(s.inbox, fn)
	s.mu.Unlock()
	s.rouse()
}

func (s *sound) rouse() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (w *call) finish(out int, err error) {
	w.done, w.out, w.err = true, out, err
	close(w.reply)
}

// ask joins a line of the loop, and waits for the reply.
func (s *sound) ask(ctx context.Context, line *[]*call, in int) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	w := &call{in: in, reply: make(chan struct{})}
	s.post(func() {
		*line = append(*line, w)
		s.settle()
	})
	select {
	case <-w.reply:
		return w.out, w.err
	case <-ctx.Done():
	}
	if !s.leave(w, ctx.Err()) {
		return 0, ctx.Err()
	}
	<-w.reply
	return w.out, w.err
}

// tellLoop has the loop take a call out of its line, if it is there still.
func (s *sound) tellLoop(w *call, err error) bool {
	s.post(func() {
		if !w.done {
			w.finish(0, err)
		}
	})
	return true
}

// next takes the first call out of a line that has not been cancelled, and nil if there is none.
func next(line *[]*call) *call {
	for len(*line) > 0 {
		w := (*line)[0]
		*line = (*line)[1:]
		if !w.done {
			return w
		}
	}
	return nil
}

// waits reports whether there is a call in the line that has not been cancelled.
func waits(line []*call) bool {
	return slices.ContainsFunc(line, func(w *call) bool { return !w.done })
}

// settle lets those go on who can.
func (s *sound) settle() {
	for s.set && waits(s.watchers) {
		s.grant(next(&s.watchers), 0)
	}
	if !s.held && waits(s.lockers) {
		s.held = true
		s.grant(next(&s.lockers), 0)
	}
	for {
		switch {
		case len(s.items) > 0 && waits(s.getters):
			v := s.items[0]
			s.items = nil
			s.grant(next(&s.getters), v)
		case len(s.items) == 0 && waits(s.putters):
			w := next(&s.putters)
			s.items = []int{w.in}
			s.grant(w, 0)
		default:
			return
		}
	}
}

func (s *sound) Call(fn func()) {
	done := make(chan struct{})
	s.post(func() {
		fn()
		s.settle()
		close(done)
	})
	<-done
}

func (s *sound) Acquire(ctx context.Context) error {
	_, err := s.ask(ctx, &s.lockers, 0)
	return err
}

func (s *sound) Release() (err error) {
	s.Call(func() {
		if !s.held {
			err = eventloop.ErrNotHeld
		}
		s.held = false
	})
	return err
}

func (s *sound) Wait(ctx context.Context) error {
	_, err := s.ask(ctx, &s.watchers, 0)
	return err
}

func (s *sound) Set()   { s.Call(func() { s.set = true }) }
func (s *sound) Clear() { s.Call(func() { s.set = false }) }

func (s *sound) Put(ctx context.Context, v int) error {
	_, err := s.ask(ctx, &s.putters, v)
	return err
}

func (s *sound) Get(ctx context.Context) (int, error) { return s.ask(ctx, &s.getters, 0) }
