package builtin

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// TestModelsAreStrict holds the model of each primitive against brute force: it takes good histories, changes one result of each, or has one call
// wait for ever, and wants those refused that no order of the calls explains when the primitive itself makes them one after another.
//
// What waiting calls do to others can't be seen so. The mutants are there for it, and the naive semaphores and queues of package verdict. Nor is every good
// history like one without overlaps: calls that share one result, or are refused because another one is in progress. Those are left out.
func TestModelsAreStrict(t *testing.T) {
	histories := 40
	switch {
	case os.Getenv("TENTER_TESTS") == "full":
		histories = 1_000
	case testing.Short():
		histories = 10
	}
	for _, p := range table {
		if slices.Contains(restless, p.Name) {
			continue
		}
		t.Run(p.Name, func(t *testing.T) {
			configs := p.configs()
			refused := 0
			for _, sub := range configs {
				w := newWitness(p.Name, sub)
				refused += w.strength(t, max(3, histories/len(configs)))
				w.runner.Close()
			}
			if refused == 0 {
				t.Error("brute force refuses none: the test is weak")
			}
		})
	}
}

// What some models leave open, on purpose, and brute force does not.
var (
	// anyError are those that say that a call is refused, and not with which error.
	anyError = []string{"bounded-semaphore", "local", "ordered-lock"}
	// anyRefusal are those that allow a refusal at any time, since the adapter keeps misuse away by a count that lags a step behind. Histories with
	// refusals are left out.
	anyRefusal = []string{"gil", "go-cond", "go-mutex", "go-rwmutex", "go-waitgroup", "x-semaphore"}
	// restless do something by themselves that results depend on: end a thread, run a function, drop an item.
	restless = []string{"go-pool", "thread", "x-errgroup"}
)

// alwaysWaiting are those of which every call waits, to be served by a goroutine of the primitive's.
var alwaysWaiting = []string{"event-loop"}

// witness tells which histories without waiting calls can have come from a subject: by making their calls in all orders, one after another.
type witness struct {
	sub    *models.Subject
	lax    bool // see anyError
	mild   bool // see anyRefusal
	waits  bool // see alwaysWaiting
	rng    *rand.Rand
	runner *exec.Runner
	serial models.Serial
	known  map[string]models.SerialResult
	seen   [][]any // what each operation has returned
}

func newWitness(of string, sub *models.Subject) *witness {
	return &witness{
		lax: slices.Contains(anyError, of), mild: slices.Contains(anyRefusal, of), waits: slices.Contains(alwaysWaiting, of),
		sub: sub, rng: rand.New(rand.NewPCG(1, 2)), runner: exec.NewRunner(), serial: exec.Serially(),
		known: map[string]models.SerialResult{}, seen: make([][]any, len(sub.Spec.Operations)),
	}
}

// strength makes that many good histories, spoils them, and returns how many of these brute force refuses. The model must refuse them too.
func (w *witness) strength(t *testing.T, histories int) (refused int) {
	t.Helper()
	offered := exec.Offered(w.sub)
	limits := scenario.Limits{Tasks: 3, Ops: 2, Epilogue: -1}
	scenarios := scenario.NewGenerator(w.sub.Spec, func(op int) bool { return offered[op] }, limits)
	judge := verdict.NewJudge(w.sub.Spec)
	good, alone, spoilt := 0, 0, 0
	for seed := uint64(1); (good < histories || refused == 0) && seed < 40*uint64(max(histories, 50)); seed++ {
		x, _ := w.runner.Run(w.sub, scenarios.Draw(seed), exec.Options{Strategy: &sched.Random{}, Seed: seed})
		if x.Blocked && !w.waits || !w.plain(x.History) {
			continue
		}
		h := x.History.Clone()
		if got := judge.Check(h); got.Kind != verdict.OK {
			t.Fatalf("seed %d: %v, of a good history\n%v", seed, got, h)
		}
		good++
		if !w.explains(h) {
			alone++
			continue
		}
		if !w.spoil(h) {
			continue
		}
		spoilt++
		if err := h.Validate(); err != nil {
			t.Fatal(err)
		}
		if w.explains(h) {
			continue // the other result would have been right, too
		}
		refused++
		if got := judge.Check(h); got.Kind == verdict.OK {
			t.Errorf("seed %d: %s allows what no order of the calls explains\n%v", seed, w.sub.Spec.Label, h)
		}
	}
	t.Logf("%s: %d good histories, %d of them unlike any without overlaps, %d spoilt, %d of these refused", w.sub.Spec.Label, good, alone, spoilt, refused)
	return refused
}

// plain reports whether every call came to an end of its own, with a result that means something.
func (w *witness) plain(h *histories.History) bool {
	for i := range h.Operations {
		if o := &h.Operations[i]; o.Mode == histories.Done || o.Outcome != histories.Returned && o.Outcome != histories.Panicked || w.mild && failed(o.Out) {
			return false
		}
	}
	return len(h.Operations) > 0 && len(h.Quiescences) == 1
}

// spoil changes one result to another that the operation was seen to have, or has a call that can wait do so for ever. It reports whether it could.
func (w *witness) spoil(h *histories.History) bool {
	for i := range h.Operations {
		if o := &h.Operations[i]; o.Outcome == histories.Returned && !slices.Contains(w.seen[o.Op], o.Out) {
			w.seen[o.Op] = append(w.seen[o.Op], o.Out)
		}
	}
	for range 10 {
		i := w.rng.IntN(len(h.Operations))
		o := &h.Operations[i]
		// A call that began when all others were over has nobody to go on after.
		last := !slices.ContainsFunc(h.Operations, func(other histories.Operation) bool { return other.Call != o.Call && other.Return > o.Call })
		if w.sub.Spec.Operations[o.Op].Blocking && last && o.Mode != histories.Timeout && w.rng.IntN(2) == 0 {
			o.Outcome, o.Out, o.Return, o.Cancel = histories.Stuck, nil, histories.Forever, 0
			h.Quiescences[0].Stuck = []int{i}
			return true
		}
		if o.Outcome != histories.Returned {
			continue
		}
		if other := w.seen[o.Op][w.rng.IntN(len(w.seen[o.Op]))]; !w.same(other, o.Out) {
			o.Out = other
			return true
		}
	}
	return false
}

// same reports whether two results are the same to the model.
func (w *witness) same(a, b any) bool { return a == b || w.lax && failed(a) && failed(b) }

func failed(out any) bool {
	_, ok := out.(histories.Failure)
	return ok
}

// explains reports whether the calls, made in some order that their times allow, end as they do in h.
func (w *witness) explains(h *histories.History) bool {
	return w.from(h, make([]bool, len(h.Operations)), nil)
}

func (w *witness) from(h *histories.History, done []bool, calls []models.SerialCall) bool {
	if len(calls) == len(done) {
		return true
	}
	for i := range h.Operations {
		o := &h.Operations[i]
		waits := o.Outcome == histories.Stuck
		if done[i] || waits && len(calls) < len(done)-1 || !due(h, done, o) {
			continue
		}
		now := append(slices.Clip(calls), w.call(o))
		r := w.result(now)
		if r.Outcome != o.Outcome || o.Outcome == histories.Returned && !w.same(r.Out, o.Out) {
			continue
		}
		done[i] = true
		if w.from(h, done, now) {
			return true
		}
		done[i] = false
	}
	return false
}

// due reports whether all calls that were over before o are done.
func due(h *histories.History, done []bool, o *histories.Operation) bool {
	for j := range h.Operations {
		if !done[j] && h.Operations[j].Return < o.Call {
			return false
		}
	}
	return true
}

func (w *witness) call(o *histories.Operation) models.SerialCall {
	mode, info := histories.Plain, &w.sub.Spec.Operations[o.Op]
	if !info.HasMode(mode) {
		mode = info.Modes[0]
	}
	return models.SerialCall{Op: o.Op, Arg: o.In, Mode: mode}
}

// result returns how the last of the calls ends.
func (w *witness) result(calls []models.SerialCall) models.SerialResult {
	key := fmt.Sprint(calls)
	r, ok := w.known[key]
	if !ok {
		r = w.serial(w.sub, calls)
		w.known[key] = r
	}
	return r
}
