package suite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/tenter-go/tenter/harness/instrument"
	"github.com/tenter-go/tenter/harness/sched/racelog"
)

// suite is one run over packages.
type suite struct {
	o      Options
	build  *instrument.Build
	folder string // of the test binaries
	keep   sync.Mutex
}

// Run runs the tests that o selects and tells emit of each result, in the order of the packages' paths and, within a package, of its
// source; emit is called by one goroutine. What o says and the tests do determines the results, however many packages are in work at a
// time, unless a budget ends.
//
// An error means that no tests could be run at all: the patterns match nothing, there is no toolchain, ctx is done. That a package does not
// compile is no error but Package.Failure.
func Run(ctx context.Context, o Options, emit func(Event)) error {
	o.fill()
	s := &suite{o: o}
	packages, err := s.prepare(ctx)
	if err != nil {
		return err
	}
	defer os.RemoveAll(s.folder)
	results := make([]chan Event, len(packages))
	for i := range results {
		results[i] = make(chan Event, 64)
	}
	go s.work(ctx, packages, results)
	for i := range results {
		for e := range results[i] {
			emit(e)
		}
	}
	return context.Cause(ctx)
}

// prepare finds the packages, and makes the folder for their test binaries.
func (s *suite) prepare(ctx context.Context) (packages []listed, err error) {
	cfg := instrument.Config{Dir: s.o.Dir, Env: s.o.Env, BuildFlags: s.o.BuildFlags, Packages: s.o.Packages, Tests: true}
	if s.build, err = instrument.Prepare(ctx, cfg); err != nil {
		return nil, err
	}
	if packages, err = list(ctx, s.build, s.o.Packages); err != nil {
		return nil, err
	}
	s.folder, err = os.MkdirTemp("", "tenter-tests-")
	return packages, err
}

// work runs the packages, some at a time, and closes each one's results behind it.
func (s *suite) work(ctx context.Context, packages []listed, results []chan Event) {
	turn := make(chan struct{}, s.o.Jobs)
	for i := range packages {
		turn <- struct{}{}
		go func() {
			defer func() { close(results[i]); <-turn }()
			s.onePackage(ctx, i, &packages[i], func(e Event) { results[i] <- e })
		}()
	}
}

// onePackage builds a package's test binary and runs its tests.
func (s *suite) onePackage(ctx context.Context, number int, l *listed, emit func(Event)) {
	start := time.Now()
	p := &Package{Path: l.ImportPath, Seed: s.o.Seed}
	defer func() {
		p.Elapsed = time.Since(start)
		if p.Interrupted = ctx.Err() != nil; p.Interrupted {
			p.Failure = "" // whatever it says comes of that
		}
		emit(Event{Package: p})
	}()
	switch {
	case ctx.Err() != nil:
		return
	case l.Error != nil && l.Dir == "":
		p.Failure = l.Error.Err
		return
	case !l.hasTests():
		p.NoTests = true
		return
	}
	prog, err := s.compile(ctx, number, l)
	if err != nil {
		p.Failure = err.Error()
		return
	}
	r := &packageRun{ctx: ctx, s: s, p: p, prog: prog, emit: func(t *Test) { emit(Event{Test: t}) }}
	defer r.close()
	if err := r.run(); err != nil {
		p.Failure = err.Error()
	}
}

// compile builds the test binary of a package.
func (s *suite) compile(ctx context.Context, number int, l *listed) (*program, error) {
	if s.o.Building != nil {
		s.keep.Lock()
		s.o.Building(l.ImportPath)
		s.keep.Unlock()
	}
	exe := filepath.Join(s.folder, fmt.Sprint(number), filepath.Base(l.ImportPath)+".test")
	if err := s.build.Run(ctx, "test", "-c", "-o", exe, l.ImportPath); err != nil {
		var failed *instrument.CommandError
		if errors.As(err, &failed) {
			if s.build.Stock(ctx, "test", "-c", "-vet=off", "-o", exe, l.ImportPath).Run() != nil {
				return nil, fmt.Errorf("its test does not build, without tenter either: %w", err)
			}
			return nil, fmt.Errorf("its test does not build under control, though it does without: %w", err)
		}
		return nil, err
	}
	return &program{
		path: exe, dir: l.Dir, env: s.environment(), args: s.testFlags(), memory: s.o.Memory, slack: s.o.Slack, wait: s.o.Stall, done: ctx.Done(),
	}, nil
}

// environment is that of the tests.
func (s *suite) environment() []string {
	env := s.o.Env
	if env == nil {
		env = os.Environ()
	}
	return racelog.Environment(env, s.folder)
}

// testFlags are the flags for the test binary. It must not end itself after some time: the time is ours.
func (s *suite) testFlags() []string {
	args := []string{"-test.paniconexit0", "-test.timeout=0", "-test.count=1"}
	for _, f := range s.o.TestFlags {
		args = append(args, "-test."+f[1:])
	}
	return args
}
