// Package mutants holds known-wrong threads: each is package thread's contract with one real mistake
// in it. Package [mutant] says what mutants are for.
package mutants

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant.
type Subject interface {
	Start() error
	Join(ctx context.Context) error
	Alive() bool
}

// Mutant is one row of the table. Its constructor returns a thread that runs the body.
type Mutant = mutant.Mutant[func(body func()) Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

var (
	errStarted    = errors.New("started")
	errNotStarted = errors.New("not started")
)

// All returns the mutants.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "late-alive",
			Mistake: "the thread counts as alive once it runs, which it does not yet when Start returns",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "thread",
			New:     func(body func()) Subject { return &lateAlive{sound: newSound(body)} },
		},
		{
			Name:    "one-joiner",
			Mistake: "the end of the thread is sent to whoever joins, once",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			Of:      "thread",
			New:     func(body func()) Subject { return &oneJoiner{newSound(body), make(chan struct{}, 1)} },
		},
		{
			Name:    "double-start",
			Mistake: "Start looks whether the thread was started and starts it in two atomic steps",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "thread",
			Minimum: mutant.Least(2, 2, 1, "two Starts that both see a new thread"),
			New:     func(body func()) Subject { return &doubleStart{sound: newSound(body)} },
		},
		{
			Name:    "missed-end",
			Mistake: "Join looks whether the thread has ended and waits for its end in two critical sections",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Of:      "thread",
			New:     func(body func()) Subject { return &missedEnd{body: body, changed: make(chan struct{})} },
		},
	}
}

// Sound returns the right thread that the mutants are made of, to be checked as they are.
func Sound(body func()) Subject {
	t := newSound(body)
	return &t
}

// sound is the thread that most mutants spoil.
type sound struct {
	body    func()
	mu      sync.Mutex
	started bool
	done    chan struct{}
}

func newSound(body func()) sound { return sound{body: body, done: make(chan struct{})} }

func (t *sound) Start() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.started {
		return errStarted
	}
	t.started = true
	go t.run()
	return nil
}

func (t *sound) run() {
	defer close(t.done)
	t.body()
}

func (t *sound) Join(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !t.begun() {
		return errNotStarted
	}
	select {
	case <-t.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *sound) Alive() bool {
	if !t.begun() {
		return false
	}
	select {
	case <-t.done:
		return false
	default:
		return true
	}
}

func (t *sound) begun() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.started
}

// lateAlive lets the thread itself say that it is alive. Who starts it and asks at once may be told
// that it is not, and take it for one that has ended.
type lateAlive struct {
	sound
	running atomic.Bool
}

func (t *lateAlive) Start() error {
	body := t.body
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.started {
		return errStarted
	}
	t.started = true
	go func() {
		defer close(t.done)
		t.running.Store(true)
		body()
	}()
	return nil
}

func (t *lateAlive) Alive() bool { return t.running.Load() && t.sound.Alive() }

// oneJoiner sends the news of the end into a channel with room for it, so that the thread never
// waits for who joins. There is one piece of news, and the second to join waits for ever.
type oneJoiner struct {
	sound
	news chan struct{}
}

func (t *oneJoiner) Start() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.started {
		return errStarted
	}
	t.started = true
	go func() {
		t.run()
		t.news <- struct{}{}
	}()
	return nil
}

func (t *oneJoiner) Join(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !t.begun() {
		return errNotStarted
	}
	select {
	case <-t.news:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// doubleStart keeps in an atomic variable whether the thread was started, and reads it before it
// writes it. Two that start it at once run the body twice.
type doubleStart struct {
	sound
	once sync.Once
	flag atomic.Bool
}

func (t *doubleStart) Start() error {
	if t.flag.Load() {
		return errStarted
	}
	t.flag.Store(true)
	go func() {
		t.body()
		t.once.Do(func() { close(t.done) })
	}()
	return nil
}

func (t *doubleStart) Join(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !t.flag.Load() {
		return errNotStarted
	}
	select {
	case <-t.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *doubleStart) Alive() bool {
	select {
	case <-t.done:
		return false
	default:
		return t.flag.Load()
	}
}

// missedEnd tells of each change by closing a channel, and puts a new one in its place for the next. A
// Join looks whether the thread is alive, and then waits for a change; the end in between it misses,
// and there is no other.
type missedEnd struct {
	body           func()
	mu             sync.Mutex
	started, ended bool
	changed        chan struct{}
}

func (t *missedEnd) Start() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.started {
		return errStarted
	}
	t.started = true
	go func() {
		t.body()
		t.mu.Lock()
		defer t.mu.Unlock()
		t.ended = true
		close(t.changed)
		t.changed = make(chan struct{})
	}()
	return nil
}

func (t *missedEnd) look() (started, ended bool, changed <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.started, t.ended, t.changed
}

func (t *missedEnd) Alive() bool {
	started, ended, _ := t.look()
	return started && !ended
}

func (t *missedEnd) Join(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	started, ended, _ := t.look()
	switch {
	case !started:
		return errNotStarted
	case ended:
		return nil
	}
	// An end that comes here is missed.
	_, _, changed := t.look()
	select {
	case <-changed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
