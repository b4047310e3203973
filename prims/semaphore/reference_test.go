package semaphore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/semaphore"
	"github.com/tenter-go/tenter/prims/semaphore/internal/contract"
)

// reference is a semaphore so plain that it is right at sight: one lock around everything, a slice
// for the queue, and each call that waits looks whether it may go on whenever anything has changed.
type reference struct {
	mu      sync.Mutex
	free    int
	limit   int
	queue   []*int        // the numbers of permits asked for, first come first
	changed chan struct{} // closed and replaced at each change
}

var _ subject = (*reference)(nil)

func newReference(permits, limit int) *reference {
	return &reference{free: permits, limit: limit, changed: make(chan struct{})}
}

func (r *reference) Free() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.free
}

func (r *reference) TryAcquire(n int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n < 1 || n > r.free || len(r.queue) > 0 {
		return false
	}
	r.free -= n
	return true
}

func (r *reference) Release(n int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case n < 1:
		return semaphore.ErrCount
	case n > r.limit-r.free && r.limit == semaphore.MaxPermits:
		return semaphore.ErrOverflow
	case n > r.limit-r.free:
		return semaphore.ErrOverRelease
	}
	r.free += n
	r.change()
	return nil
}

func (r *reference) Acquire(ctx context.Context, n int) error {
	if err := r.refuse(n); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return r.wait(ctx.Done(), func() error { return ctx.Err() }, n)
}

func (r *reference) AcquireTimeout(d time.Duration, n int) error {
	if err := r.refuse(n); err != nil {
		return err
	}
	if r.TryAcquire(n) {
		return nil
	}
	if d <= 0 {
		return semaphore.ErrTimeout
	}
	stop := make(chan struct{})
	timer := time.AfterFunc(d, func() { close(stop) })
	defer timer.Stop()
	return r.wait(stop, func() error { return semaphore.ErrTimeout }, n)
}

func (r *reference) refuse(n int) error {
	switch {
	case n < 1:
		return semaphore.ErrCount
	case n > r.limit:
		return semaphore.ErrNever
	}
	return nil
}

func (r *reference) wait(stop <-chan struct{}, cause func() error, n int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	me := &n
	r.queue = append(r.queue, me)
	for {
		if r.queue[0] == me && n <= r.free {
			r.free -= n
			r.leave(me)
			return nil
		}
		changed := r.changed
		r.mu.Unlock()
		select {
		case <-changed:
			r.mu.Lock()
		case <-stop:
			r.mu.Lock()
			r.leave(me)
			return cause()
		}
	}
}

func (r *reference) leave(me *int) {
	i := slices.Index(r.queue, me)
	r.queue = slices.Delete(r.queue, i, i+1)
	r.change()
}

func (r *reference) change() {
	close(r.changed)
	r.changed = make(chan struct{})
}

// TestReference plays random scripts on the reference, and demands that with the semaphore the same
// calls return, wait, and end at the same steps.
func TestReference(t *testing.T) {
	const scripts, steps = 300, 40
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			seed := rand.Uint64()
			t.Logf("seed %d", seed)
			rng := rand.New(rand.NewPCG(seed, 0))
			waits := 0
			for i := range scripts {
				c := contract.Case{Permits: i % 4}
				synctest.Test(t, func(t *testing.T) {
					c.Script = randomScript(t, rng, k.ref(c.Permits), steps)
				})
				check(t, c, k.new)
				if t.Failed() {
					t.Fatalf("the script was:\n%s", c.Script)
				}
				waits += strings.Count(c.Script, "-> waits")
			}
			if waits < scripts {
				t.Errorf("only %d calls waited in %d scripts: the comparison is weak", waits, scripts)
			}
		})
	}
}

// randomScript makes up steps, plays them on s, and returns them with what happened.
func randomScript(t *testing.T, rng *rand.Rand, s subject, steps int) string {
	p := contract.NewPlayer(s)
	defer p.Close()
	var script strings.Builder
	var waiting []string // the calls that can be cancelled
	for i := range steps {
		for _, line := range []string{randomStep(rng, i, waiting), "free"} {
			got, err := p.Play(line)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&script, "%s -> %s\n", line, got)
			waiting = slices.DeleteFunc(waiting, func(name string) bool {
				return strings.Contains(got, name+" ") // has ended
			})
			if got == "waits" {
				name, _, _ := strings.Cut(line, ":")
				waiting = append(waiting, name)
			}
		}
	}
	return script.String()
}

// randomStep makes up step i. No two time-outs strike at the same time, since what happens then is
// open.
func randomStep(rng *rand.Rand, i int, waiting []string) string {
	n := rng.IntN(4) // 0 is refused
	switch choice := rng.IntN(10); {
	case choice < 3:
		return fmt.Sprintf("c%02d: acquire %d", i, n)
	case choice == 3:
		return fmt.Sprintf("c%02d: timeout %dus %d", i, 1000*rng.IntN(4)+i, n)
	case choice == 4:
		return fmt.Sprintf("try %d", n)
	case choice == 5:
		return fmt.Sprintf("pass %dms", rng.IntN(4))
	case choice == 6 && len(waiting) > 0:
		return "cancel " + waiting[rng.IntN(len(waiting))]
	default:
		return fmt.Sprintf("release %d", n)
	}
}
