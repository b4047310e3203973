package stress_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/stress"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// subject is a semaphore of one permit with something wrong in it, or nothing.
type subject struct {
	acquire func(ctx context.Context, n int) error
	release func(n int)
}

func (s subject) ops() models.SemaphoreOps {
	return models.SemaphoreOps{Acquire: s.acquire, Release: s.release}
}

// bell is a semaphore that anyone may release. Who waits is woken by closing a channel.
type bell struct {
	mu   sync.Mutex
	free int
	ring chan struct{}
	once bool // the bell is rung once only
}

func newBell() *bell { return &bell{free: 1, ring: make(chan struct{})} }

func (b *bell) acquire(ctx context.Context, n int) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		b.mu.Lock()
		ring := b.ring
		if b.free >= n {
			b.free -= n
			b.mu.Unlock()
			return nil
		}
		b.mu.Unlock()
		select {
		case <-ring:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (b *bell) release(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.free += n
	if b.ring != nil {
		close(b.ring)
		b.ring = make(chan struct{})
	}
	if b.once {
		b.ring = nil
	}
}

var born atomic.Int32

// subjects by what is wrong with them.
var subjects = map[string]struct {
	make func() subject
	want verdict.Kind
	says string
}{
	"right": {func() subject {
		b := newBell()
		return subject{b.acquire, b.release}
	}, verdict.OK, ""},
	"deaf": {func() subject { // who waits for the second release is not told of it
		b := newBell()
		b.once = true
		return subject{b.acquire, b.release}
	}, verdict.LostWakeup, "verdicts_test.go:"},
	"generous": {func() subject {
		b := newBell()
		return subject{func(context.Context, int) error { return nil }, b.release}
	}, verdict.WrongResult, "no order of the calls"},
	"loud": {func() subject {
		b := newBell()
		return subject{b.acquire, func(n int) { panic("too loud") }}
	}, verdict.Panic, "too loud, in Release"},
	"gone": {func() subject {
		b := newBell()
		return subject{b.acquire, func(n int) { runtime.Goexit() }}
	}, verdict.Panic, "Goexit"},
	"stillborn": {func() subject {
		if born.Add(1) > 100 {
			panic("no bell")
		}
		b := newBell()
		return subject{b.acquire, b.release}
	}, verdict.Panic, "no bell, in the constructor"},
	"litter": {func() subject {
		b := newBell()
		return subject{b.acquire, func(n int) {
			go func() { <-make(chan int) }()
			b.release(n)
		}}
	}, verdict.GoroutineLeak, "verdicts_test.go:"},
	"ticking": {func() subject { // somebody wakes up from time to time: that is no leak
		b := newBell()
		return subject{b.acquire, func(n int) {
			go func() {
				t := time.NewTicker(time.Hour)
				<-t.C
			}()
			b.release(n)
		}}
	}, verdict.OK, ""},
	"owned": {func() subject { // what the constructor starts lives as long as the object
		b := newBell()
		go func() { select {} }()
		return subject{b.acquire, b.release}
	}, verdict.OK, ""},
	"crossed": {func() subject {
		b, one, two := newBell(), &sync.Mutex{}, &sync.Mutex{}
		return subject{func(ctx context.Context, n int) error {
			one.Lock()
			defer one.Unlock()
			runtime.Gosched()
			two.Lock()
			defer two.Unlock()
			return nil
		}, func(n int) {
			two.Lock()
			if n > 100 {
				two.Unlock()
				return
			}
			runtime.Gosched()
			one.Lock()
			b.release(n)
			one.Unlock()
			two.Unlock()
		}}
	}, verdict.Deadlock, "wait for each other's locks, in "},
	"twice": {func() subject { // it takes a lock that it has
		var mu sync.Mutex
		return subject{newBell().acquire, func(n int) {
			mu.Lock()
			defer mu.Unlock()
			func() {
				mu.Lock()
				defer mu.Unlock()
			}()
		}}
	}, verdict.Deadlock, "Release of task "},
	"kept": {func() subject { // the lock is kept by a call that has come back: nobody waits for anybody
		b, mu := newBell(), &sync.Mutex{}
		return subject{b.acquire, func(n int) {
			mu.Lock()
			b.release(n)
		}}
	}, verdict.LostWakeup, "although by the model it must not"},
	"slow": {func() subject { // a timer of its own lets calls go on later
		b := newBell()
		return subject{b.acquire, func(n int) { time.AfterFunc(3*time.Millisecond, func() { b.release(n) }) }}
	}, verdict.WrongResult, ""},
}

func check(t *testing.T, name string, o stress.Options, seed uint64, runs int) stress.Result {
	t.Helper()
	o.Patience = 150 * time.Millisecond
	test := subjects[name]
	target := &campaign.Target{
		Name: counterexample.Target{Test: name}, Raw: true,
		Configs: []*models.Subject{models.Semaphore(1).Bind(func() models.SemaphoreOps { return test.make().ops() })},
	}
	res, err := stress.RunShare(target, campaign.Share{Seed: seed, Runs: runs}, o, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestVerdicts(t *testing.T) {
	const seed = 5
	for name, test := range subjects {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // leaks and stuck calls are told from those of the others
			res := check(t, name, stress.Options{Name: name}, seed, 300)
			if name == "slow" { // whatever comes of it, it must not be a lost wake-up: the wake-up comes
				if f := res.Found; f != nil && f.Counterexample.Verdict != verdict.WrongResult {
					t.Errorf("%v: %s", f.Counterexample.Verdict, f.Counterexample.Message)
				}
				return
			}
			switch f := res.Found; {
			case f == nil && test.want != verdict.OK:
				t.Errorf("nothing was found, want %v: %+v", test.want, res.Stats)
			case f == nil:
				if res.Stats.Unknown > 0 {
					t.Errorf("unknown: %v", res.Stats.Reasons)
				}
			case f.Counterexample.Verdict != test.want || !strings.Contains(f.Counterexample.Message, test.says):
				t.Errorf("%v: %s\n%v; want %v and %q", f.Counterexample.Verdict, f.Counterexample.Message, f.Counterexample.Scenario, test.want, test.says)
			}
		})
	}
}

// TestSpinning: a call that never stops running is not known to be stuck.
func TestSpinning(t *testing.T) {
	var stop sync.Once
	over := make(chan struct{})
	defer stop.Do(func() { close(over) })
	target := &campaign.Target{
		Name: counterexample.Target{Test: "spinning"},
		Configs: []*models.Subject{models.Semaphore(1).Bind(func() models.SemaphoreOps {
			return models.SemaphoreOps{Release: func(int) {
				for {
					select {
					case <-over:
						return
					default:
						runtime.Gosched()
					}
				}
			}}
		})},
	}
	res, err := stress.RunShare(target, campaign.Share{Seed: 1, Runs: 4}, stress.Options{}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if res.Found != nil || res.Stats.Unknown == 0 || !res.Spent {
		t.Errorf("%+v; want unknown, and a process that is of no more use", res)
	}
	if text := fmt.Sprint(res.Stats.Reasons); !strings.Contains(text, "verdicts_test.go:") {
		t.Errorf("%s; want the place", text)
	}
}
