// Package mutants holds known-wrong pools of processes: each is package processpool's contract, for
// calls that return their number on simulated processes, with one real mistake in it. Package [mutant]
// says what mutants are for.
package mutants

import (
	"context"
	"sync"

	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/process"
	"github.com/tenter-go/tenter/prims/processpool"
	"github.com/tenter-go/tenter/prims/threadpool/gated"
)

// Subject is what can be done with a pool.
type Subject interface {
	// Submit submits the call with the given number.
	Submit(ctx context.Context, id int) (Result, error)
	Close()
	Terminate()
	Wait(ctx context.Context) error
	Figures() (running, queued int)
}

// Result is the future of a call.
type Result interface {
	Get(ctx context.Context) (int, error)
	State() future.State
}

// Mutant is one row of the table. Its constructor returns a pool with so many children.
type Mutant = mutant.Mutant[func(t process.Transport, workers int) Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

// job is the function that simulated children run. What it does they know by its number.
var job = process.Register("processpool/mutants.job", func(id int) (int, error) { return id, nil })

// Pool is a subject on simulated processes whose calls end when told.
type Pool struct {
	Subject
	jobs *gated.Jobs

	mu       sync.Mutex
	byID     map[int]*gated.Job
	children []process.Child
}

// NewPool returns the subject that construct makes.
func NewPool(workers int, construct func(t process.Transport, workers int) Subject) *Pool {
	p := &Pool{jobs: gated.New(), byID: map[int]*gated.Job{}}
	p.Subject = construct(p, workers)
	return p
}

// Start starts a simulated child that runs jobs; it makes Pool a transport.
func (p *Pool) Start(once bool) (process.Child, error) {
	c, err := process.Simulated(p.serve).Start(once)
	if err == nil {
		p.children = append(p.children, c) // by the constructor only
	}
	return c, err
}

// serve is what a child does for a request.
func (p *Pool) serve(dead <-chan struct{}, r process.Request) process.Response {
	answer := process.Call(r)
	id, err := job.Decode(answer)
	if err != nil {
		return answer
	}
	p.mu.Lock()
	body := p.byID[id]
	p.mu.Unlock()
	if _, lived := body.BodyUntil(dead); !lived {
		return process.Response{Failure: "killed"} // nobody will see it
	}
	return answer
}

// Submit submits a job and returns its future.
func (p *Pool) Submit(ctx context.Context, id int) (Result, error) {
	body := p.jobs.Job(id)
	p.mu.Lock()
	p.byID[id] = body
	p.mu.Unlock()
	result, err := p.Subject.Submit(ctx, id)
	if err == nil {
		body.Accepted(func() error {
			_, err := result.Get(context.Background())
			return err
		})
	}
	return result, err
}

// Run submits a job and waits for its result, no longer than ctx allows.
func (p *Pool) Run(ctx context.Context, id int) (int, error) {
	result, err := p.Submit(ctx, id)
	if err != nil {
		return 0, err
	}
	n, err := result.Get(ctx)
	if err != nil && ctx.Err() != nil {
		// The call's context is done as well, so that a call that is still pending after the step that the
		// pool may be in the middle of will leave the queue and never run.
		p.Figures()
		if result.State() != future.Running {
			return result.Get(context.Background())
		}
	}
	return n, err
}

// Finish lets a running job end.
func (p *Pool) Finish() error { return p.jobs.Finish() }

// Release lets all jobs end.
func (p *Pool) Release() { p.jobs.Release() }

// Kill kills the first child that has not ended, and waits until none is left.
func (p *Pool) Kill() {
	for _, c := range p.children {
		select {
		case <-c.Done():
			continue
		default:
			c.Kill()
		}
		break
	}
	_ = p.Wait(context.Background()) // also for what another Kill has done
}

// TerminateAndWait terminates the pool and waits until no child is left.
func (p *Pool) TerminateAndWait() {
	p.Terminate()
	_ = p.Wait(context.Background())
}

// Right returns a pool of package processpool, no mutant at all.
func Right(t process.Transport, workers int) Subject {
	p, err := processpool.New(t, workers)
	if err != nil {
		panic(err) // simulated processes start
	}
	return right{p}
}

type right struct{ *processpool.Pool }

func (p right) Submit(ctx context.Context, id int) (Result, error) {
	f, err := processpool.Submit(ctx, p.Pool, job, id)
	if err != nil {
		return nil, err // not f, which would be a Result that is not nil
	}
	return f, nil
}
