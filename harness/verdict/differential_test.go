package verdict

import (
	"math/rand/v2"
	"testing"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// noise makes a well-formed history that no execution need have had: stamps,
// results and ends at random. Half of the results are those that the model gives
// when the calls are made one after the other, so that some histories are legal.
func noise(r *rand.Rand, spec *models.Spec, results []any) *histories.History {
	return noiseOf(r, spec, results, func(int) bool { return true })
}

// noiseOf is noise with those operations only that are allowed.
func noiseOf(r *rand.Rand, spec *models.Spec, results []any, allowed func(op int) bool) *histories.History {
	h := &histories.History{}
	clock, last := int64(0), map[int]int{}
	tick := func() int64 { clock += 1 + int64(r.IntN(3)); return clock }
	state := spec.Start()
	pending := []int{}
	for range 3 + r.IntN(3) {
		for len(pending) > 0 && r.IntN(2) == 0 {
			i := r.IntN(len(pending))
			h.Operations[pending[i]].Return = tick()
			pending = append(pending[:i], pending[i+1:]...)
		}
		op := r.IntN(len(spec.Operations))
		for !allowed(op) {
			op = r.IntN(len(spec.Operations))
		}
		o := histories.Operation{Task: len(last), Op: op, Name: spec.Operations[op].Name, In: spec.Operations[op].Args.Value(0), Call: tick()}
		if spec.Operations[op].Args.Fresh() {
			o.In = 1 + r.IntN(2)
		}
		modes := spec.Operations[op].Modes
		o.Mode = modes[r.IntN(len(modes))]
		if o.Mode == histories.Timeout && spec.LateTimeout() && r.IntN(2) == 0 {
			o.Mode = histories.Expired
		}
		if o.Mode == histories.Cancellable && r.IntN(2) == 0 {
			o.Cancel = tick()
		}
		e := spec.Possible(state, op, o.In)
		state, o.Out = e.Next, e.Out
		if e.Blocks || r.IntN(8) == 0 {
			o.Out = results[r.IntN(len(results))]
		}
		if !e.Blocks || r.IntN(3) == 0 {
			pending = append(pending, len(h.Operations))
		}
		last[o.Task] = len(h.Operations)
		h.Operations = append(h.Operations, o)
	}
	finish(r, h, spec, tick)
	return h
}

// finish ends the pending calls: some return, some give up, some are stuck.
func finish(r *rand.Rand, h *histories.History, spec *models.Spec, tick func() int64) {
	for i := range h.Operations {
		o := &h.Operations[i]
		blocking := spec.Operations[o.Op].Blocking
		switch {
		case o.Return != 0:
		case blocking && r.IntN(2) == 0:
			o.Return, o.Outcome, o.Out = histories.Forever, histories.Stuck, nil
			continue
		default:
			o.Return = tick()
		}
		if o.Mode != histories.Plain && r.IntN(2) == 0 {
			o.Outcome, o.Out = histories.Cancelled, nil
		}
	}
	q := histories.Quiescence{At: tick()}
	for i := range h.Operations {
		if h.Operations[i].Outcome == histories.Stuck {
			q.Stuck = append(q.Stuck, i)
		}
	}
	h.Quiescences = append(h.Quiescences, q)
}

// TestJudgesAgreeOnNoise compares the search with porcupine on models of all
// kinds, with histories that need not make sense.
func TestJudgesAgreeOnNoise(t *testing.T) {
	for i, c := range []struct {
		name    string
		spec    *models.Spec
		results []any
	}{
		{"latch", latch(1).Spec(), []any{nil, 0, 1}},
		{"buffer", buffer(1).Spec(), []any{nil, 0, 1, 2}},
		{"buffer, first come", buffer(1, models.FIFO()).Spec(), []any{nil, 0, 1, 2}},
		{"rendezvous", rendezvous().Spec(), []any{nil, 1, 2}},
		{"barrier", barrier(2).Spec(), []any{0, 1}},
		{"condition", condition().Spec(), []any{nil}},
		{"semaphore", anyOrder(1), []any{nil, true, false, 1}},
		{"semaphore, late contexts", models.Semaphore(1, models.FIFO(), models.Prompt(), models.LateContext()).Spec(), []any{nil, true, false, 1}},
		{"semaphore, late time-outs", models.Semaphore(1, models.FIFO(), models.LateTimeout()).Spec(), []any{nil, true, false, 1}},
		{"event, late time-outs", models.Event(models.LateTimeout()).Spec(), []any{nil, true, false}},
		{"semaphore, no permits", models.Semaphore(0, models.LateContext()).Spec(), []any{nil, true, false, 0}},
		{"lock", models.Lock(models.FIFO()).Spec(), []any{nil, true, false}},
		{"lock, any order", models.Lock(models.MayRefuse()).Spec(), []any{nil, true, false}},
		{"event", models.Event().Spec(), []any{nil, true, false}},
		{"event, pulses missed", models.Event(models.MissesPulses()).Spec(), []any{nil, true, false}},
		{"the condition of package models", models.Condition(models.FIFO()).Spec(), []any{nil, true, false}},
		{"a condition that passes on", models.Condition(models.PassesOn(), models.MayRefuse()).Spec(), []any{nil, true, false}},
		{"the barrier of package models", models.Barrier(2).Spec(), []any{nil, 0, 1}},
		{"rwlock", models.RWLock().Spec(), []any{nil, true, false}},
		{"rwlock, first come", models.RWLock(models.FIFO()).Spec(), []any{nil, true, false}},
		{"wait group", models.WaitGroup(1).Spec(), []any{nil}},
		{"channel of package models", models.Channel(1).Spec(), []any{nil, 0, 1, 2, true, false}},
		{"channel without a buffer", models.Channel(0, models.FIFO()).Spec(), []any{nil, 0, 1, 2, true, false}},
		{"pool", models.ItemPool().Spec(), []any{0, 1, 2}},
		{"errgroup", models.ErrGroup().Spec(), []any{nil, 0, 1, 2}},
		{"singleflight", models.Singleflight(models.NoPanics()).Spec(), []any{1, 2, histories.Failure("x")}},
		{"keyed lock", models.KeyedLock().Spec(), []any{nil, true, false}},
		{"set", models.Set().Spec(), []any{nil, true, false, "1", "1 2", 1}},
		{"set, torn", models.Set(models.RelaxedLen()).Spec(), []any{nil, true, false, "1", "1 2", 1}},
		{"map", models.Map().Spec(), []any{nil, "stored", "1, loaded", 1, 2}},
		{"set, cleared one by one", models.Set(models.RelaxedClear()).Spec(), []any{nil, true, false, "1", "1 2", 1}},
		{"map, torn", models.Map(models.RelaxedLen()).Spec(), []any{nil, "stored", "1=1", 1, 2}},
		{"register", models.Register(models.Zeroes()).Spec(), []any{nil, true, false, 0, 1, 2}},
		{"counter, torn", models.Counter(models.RelaxedLen()).Spec(), []any{nil, 0, 1, 2}},
		{"queue that fails spuriously", models.Queue(1, models.SpuriousTry(), models.RelaxedLen()).Spec(), []any{nil, 1, 2, histories.Failure("x")}},
		{"resource pool", models.ResourcePool(1).Spec(), []any{nil, true, false, histories.Failure("x")}},
		{"worker pool", models.WorkerPool(1).Spec(), []any{nil, histories.Failure("x")}},
		{"once", models.Once().Spec(), []any{0, 1}},
		{"gil", models.GIL().Spec(), []any{nil, true, false, 0, 1}},
		{"ordered lock", models.OrderedLock().Spec(), []any{nil, true, false}},
		{"rlock", models.RLock(models.FIFO()).Spec(), []any{nil, true, false, 0, 1}},
		{"rlock, any order", models.RLock().Spec(), []any{nil, true, false, 0, 1}},
		{"sometimes empty", spurious().Spec(), []any{nil, 1, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := random(t, 400+uint64(i))
			j := NewJudge(c.spec)
			var count [kinds]int
			for range many(1500) {
				h := noise(r, c.spec, c.results)
				if err := h.Validate(); err != nil {
					t.Fatal(err)
				}
				got := j.Check(h)
				if record, err := j.Confirm(h); err != nil || record != got.Kind {
					t.Fatalf("Check = %v, Confirm = %v, %v\n%v", got, record, err, h)
				}
				if e, err := j.Explain(h); (err == nil) != (got.Kind != OK) {
					t.Fatalf("Explain of %v = %v, %v\n%v", got, e, err, h)
				}
				count[got.Kind]++
			}
			t.Logf("%d ok, %d wrong result, %d lost wakeup", count[OK], count[WrongResult], count[LostWakeup])
			if count[OK] < many(1500)/50 || count[WrongResult] < many(1500)/50 {
				t.Error("one verdict is too rare: the test is weak")
			}
		})
	}
}

// spurious is a queue whose TryGet may find nothing at any time.
func spurious() *models.Model[object] {
	return models.New([]int(nil),
		models.Change("Put", models.Func1(object.Put, models.Fresh()), func(items []int, v int) []int { return append(items, v) }),
		models.Update("TryGet", models.Ok(func(object) (int, bool) { return 0, false }),
			func(items []int, _ models.None) ([]int, any) {
				if len(items) == 0 {
					return items, nil
				}
				return items[1:], items[0]
			}).Spuriously(nil),
		models.Take("Get", models.Ret(object.Get),
			func(items []int, _ models.None) bool { return len(items) > 0 },
			func(items []int, _ models.None) ([]int, int) { return items[1:], items[0] }),
	)
}
