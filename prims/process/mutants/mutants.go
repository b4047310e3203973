// Package mutants holds known-wrong processes: each is package process's contract, on simulated children,
// with one real mistake in it. Package [mutant] says what mutants are for.
package mutants

import (
	"context"
	"sync"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/process"
	"github.com/tenter-go/tenter/prims/threadpool/gated"
)

// Subject is what can be done with a process.
type Subject interface {
	Start() error
	Join(ctx context.Context) error
	Terminate() error
	ExitCode() (code int, ended bool)
}

// Mutant is one row of the table. Its constructor returns a process that was not started.
type Mutant = mutant.Mutant[func(t process.Transport) Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

var wait = process.Register("process/mutants.wait", func(int) (int, error) { return 0, nil })

// Process is a subject that runs until it is told to end.
type Process struct {
	Subject
	jobs *gated.Jobs
	body *gated.Job
}

// NewProcess returns the subject that construct makes.
func NewProcess(construct func(t process.Transport) Subject) *Process {
	p := &Process{jobs: gated.New()}
	p.body = p.jobs.Job(1)
	p.Subject = construct(process.Simulated(func(dead <-chan struct{}, r process.Request) process.Response {
		if _, lived := p.body.BodyUntil(dead); !lived {
			return process.Response{Failure: "killed"} // nobody will see it
		}
		return process.Call(r)
	}))
	p.body.Accepted(func() error { return p.Join(context.Background()) })
	return p
}

// Finish waits until the process runs, and has it return.
func (p *Process) Finish() { _ = p.jobs.Finish() }

// Release has the process return whenever it runs.
func (p *Process) Release() { p.jobs.Release() }

// TerminateAndWait terminates the process and waits for its end.
func (p *Process) TerminateAndWait() error {
	if err := p.Terminate(); err != nil {
		return err
	}
	return p.Join(context.Background())
}

// Right returns a process of package process, no mutant at all.
func Right(t process.Transport) Subject {
	p, err := process.New(t, wait, 1)
	if err != nil {
		panic(err) // a number can be encoded
	}
	return p
}

// sound is the process that the mutants spoil: plain, and right.
type sound struct {
	transport process.Transport
	mu        sync.Mutex
	started   bool
	child     process.Child // nil before it has started
	ended     bool
	changed   chan struct{} // closed and replaced at each change
}

func newSound(t process.Transport) *sound {
	return &sound{transport: t, changed: make(chan struct{})}
}

func (s *sound) Start() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.started {
		return process.ErrStarted
	}
	s.started = true
	return s.start()
}

// start starts the child. The caller holds mu.
func (s *sound) start() error {
	child, err := s.transport.Start(true)
	if err != nil {
		return err
	}
	request, err := wait.Message(1)
	if err == nil {
		err = child.Send(context.Background(), request)
	}
	s.child = child
	go func() {
		<-child.Done()
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ended = true
		close(s.changed)
		s.changed = make(chan struct{})
	}()
	return err
}

func (s *sound) Join(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		s.mu.Lock()
		started, ended, changed := s.child != nil, s.ended, s.changed
		s.mu.Unlock()
		switch {
		case !started:
			return process.ErrNotStarted
		case ended:
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *sound) Terminate() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.child == nil {
		return process.ErrNotStarted
	}
	s.child.Kill()
	return nil
}

func (s *sound) ExitCode() (code int, ended bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		return 0, false
	}
	return s.child.ExitCode(), true
}
