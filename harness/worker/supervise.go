package worker

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/stress"
)

// Options say what is to be checked, and how. Program and Find are needed, and Runs or Budget.
type Options struct {
	Program Program
	Find    Find
	Target  counterexample.Target
	Race    bool   // Program is built for the race detector
	Yield   string // what is a yield point in it beside operations that synchronize: see instrument.YieldFlag

	Seed    uint64
	Runs    int           // executions over all workers; 0 means as many as Budget allows
	Budget  time.Duration // 0 means as long as Runs takes
	Workers int           // processes; 0 means one a processor

	Strategy string          // see campaign.Target
	Limits   scenario.Limits // the same
	Raw      bool            // the same

	// Stress has executions made without control, by a program that need not be instrumented. Their outcome depends on what the cores do.
	Stress bool

	Patience time.Duration // without progress, after which a worker hangs; 0 means 10 s
	Memory   int64         // bytes that a worker may take; 0 means 2 GiB

	// Progress, if not nil, is called a few times a second with the executions made so far, by one goroutine.
	Progress func(executions int, elapsed time.Duration)
}

// What a worker may take where Options do not say so.
const (
	DefaultPatience = 10 * time.Second
	DefaultMemory   = 2 << 30
)

func (o *Options) fill() {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
		if o.Stress { // a worker uses several cores
			o.Workers = max(1, o.Workers/2)
		}
	}
	if o.Patience <= 0 {
		o.Patience = DefaultPatience
	}
	if o.Memory <= 0 {
		o.Memory = DefaultMemory
	}
}

// looks returns the patience as a number of looks.
func (o *Options) looks() int { return max(1, int(o.Patience/lookEvery)) }

// Result is what a supervised campaign gave.
type Result struct {
	campaign.Summary
	Stamp       string // what the worker program says about its instrumentation; see sched.Stamp
	Interrupted bool   // the context was done before the campaign
	Bug         string // a fault of the harness, in spite of which there is a result; to be reported
}

// Run runs a campaign in workers. It returns an error if the subject could not be checked; whatever the subject does is no error.
//
// With Runs the result is the same for any number of workers, but for the time that it took. When Budget is spent, or ctx is done, the
// campaign ends early, and the result says what was explored until then.
func Run(ctx context.Context, o Options) (*Result, error) {
	o.fill()
	start := time.Now()
	t, err := o.Find(o.Target)
	if err != nil {
		return nil, err
	}
	t.Strategy, t.Limits = o.Strategy, o.Limits
	s := &supervisor{o: o, ledger: newLedger(o.Seed, o.plan(t))}
	if o.Stress {
		s.ledger.open = stress.ShareRuns
	}
	if o.Budget > 0 {
		t := time.AfterFunc(o.Budget, s.ledger.stop)
		defer t.Stop()
	}
	defer context.AfterFunc(ctx, s.interrupt)()
	over := make(chan struct{})
	var reporting sync.WaitGroup
	if o.Progress != nil {
		reporting.Go(func() { s.tell(start, over) })
	}
	err = s.work()
	close(over)
	reporting.Wait()
	if err != nil {
		return nil, err
	}
	res := &Result{Summary: campaign.Merge(o.Seed, s.ledger.counted()), Stamp: s.stamp, Bug: s.bug}
	res.Interrupted = ctx.Err() != nil && (o.Runs == 0 || res.Stats.Executions < o.Runs)
	res.Elapsed = time.Since(start)
	return res, nil
}

// plan cuts the campaign into shares; nil for one that goes on until it is stopped.
func (o *Options) plan(t *campaign.Target) []campaign.Share {
	if o.Stress {
		return stress.Plan(o.Seed, o.Runs)
	}
	return t.Plan(o.Seed, o.Runs)
}

// supervisor is one campaign in progress.
type supervisor struct {
	o      Options
	ledger *ledger
	killed atomic.Bool // workers were killed in the middle of their shares: their deaths mean nothing
	mu     sync.Mutex
	stamp  string
	failed error // the first; the others say the same, or follow from it
	bug    string
}

// tell reports progress until over is closed.
func (s *supervisor) tell(start time.Time, over <-chan struct{}) {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-over:
			return
		case <-look.C:
			s.o.Progress(s.ledger.executions(), time.Since(start))
		}
	}
}

// interrupt ends the campaign soon: workers may finish the execution in progress, if that does not take long.
func (s *supervisor) interrupt() {
	s.ledger.hurry()
	time.AfterFunc(graceTime, func() {
		s.killed.Store(true)
		s.ledger.kill()
	})
}

// work runs the shares in as many workers as there are to be, and returns when all of them have ended.
func (s *supervisor) work() error {
	workers := s.o.Workers
	if n := len(s.ledger.plan); n > 0 {
		workers = min(workers, n)
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			if err := s.serve(); err != nil {
				s.fail(err)
			}
		})
	}
	wg.Wait()
	return s.failed
}

func (s *supervisor) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		s.failed = err
	}
	s.ledger.stop()
}

// launch starts a worker for the campaign's target.
func (s *supervisor) launch() (*process, error) {
	w, err := launch(s.o.Program, command{Do: verbBegin, Target: s.o.Target, Memory: s.o.Memory, Strategy: s.o.Strategy, Limits: s.o.Limits, Stress: s.o.Stress, Raw: s.o.Raw})
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stamp = w.stamp
	return w, nil
}

// serve has one worker at a time run shares until there are none left.
func (s *supervisor) serve() error {
	var w *process
	defer func() {
		if w != nil {
			w.end()
		}
	}()
	for {
		if w == nil {
			var err error
			if w, err = s.launch(); err != nil {
				return err
			}
		}
		share, ok := s.ledger.take(w)
		if !ok {
			return nil
		}
		r, f, err := w.ask(command{Do: verbShare, Share: share}, s.o.looks())
		res, hung := campaign.ShareResult{}, false
		switch {
		case err != nil:
		case f == nil:
			if res, err = s.result(share, r); err == nil && r.Share.Spent {
				w.end()
				w = nil
			}
		default:
			res, hung, err = s.inquire(share, w, f)
			w.end()
			w = nil
		}
		if err != nil {
			s.ledger.drop(share)
			if s.killed.Load() {
				return nil // it was we who ended the worker
			}
			return err
		}
		s.ledger.enter(res, hung)
	}
}

// result reads what a worker replied about a share.
func (s *supervisor) result(share campaign.Share, r reply) (campaign.ShareResult, error) {
	res := campaign.ShareResult{Share: share}
	if r.Share == nil {
		return res, errors.New("the worker answered another question than it was asked")
	}
	res.Stats, res.Whole, res.Parts = r.Share.Stats, r.Share.Whole, r.Share.Parts
	if r.Share.Bug != "" {
		s.mu.Lock()
		s.bug = r.Share.Bug
		s.mu.Unlock()
	}
	if f := r.Share.Found; f != nil {
		c, err := counterexample.Parse([]byte(f.Case), s.o.Find.spec)
		if err != nil {
			return res, err
		}
		res.Found = &campaign.Found{Position: f.Position, Counterexample: c}
	}
	return res, nil
}
