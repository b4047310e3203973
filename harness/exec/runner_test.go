package exec_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/sync"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// gate is a semaphore without permits whose operations do what a test says.
type gate struct {
	acquire func(ctx context.Context, n int) error
	within  func(d time.Duration, n int) bool
	release func(n int)
	try     func(n int) bool
}

func subject(construct func() gate) *models.Subject {
	return models.Semaphore(0).Bind(func() models.SemaphoreOps {
		g := construct()
		return models.SemaphoreOps{Acquire: g.acquire, AcquireTimeout: g.within, Release: g.release, TryAcquire: g.try}
	})
}

func op(name string, mode histories.Mode) scenario.Op {
	spec := models.Semaphore(0).Spec()
	o := scenario.Op{Op: spec.Index(name), Name: name, Arg: 1, Mode: mode}
	if mode == histories.Timeout {
		o.Timeout = time.Millisecond
	}
	return o
}

func run(t *testing.T, s *models.Subject, sc *scenario.Scenario, st sched.Strategy) *exec.Execution {
	t.Helper()
	r := exec.NewRunner()
	t.Cleanup(r.Close)
	x, ok := r.Run(s, sc, exec.Options{Strategy: st, Seed: 1})
	if !ok {
		t.Fatal("nothing to explore")
	}
	if err := x.History.Validate(); err != nil {
		t.Errorf("%v\n%v", err, x.History)
	}
	return x
}

// waiting acquires by waiting for the context or for a channel.
func waiting() gate {
	wake := make(chan struct{}, 8)
	return gate{
		acquire: func(ctx context.Context, _ int) error {
			c0, c1 := shim.From(wake), shim.From(ctx.Done())
			switch shim.Select(func(i int, x shim.Op) shim.Result {
				switch i {
				case 0:
					return c0.Do(x)
				case 1:
					return c1.Do(x)
				}
				select {
				case <-wake:
					return shim.Native(0)
				case <-ctx.Done():
					return shim.Native(1)
				}
			}, false, c0.Key(), c1.Key()) {
			case 1:
				return ctx.Err()
			}
			return nil
		},
		release: func(int) { shim.To(wake).Send(struct{}{}) },
	}
}

func TestStuckCallIsInTheHistory(t *testing.T) {
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{{op("Acquire", histories.Plain)}, {op("Acquire", histories.Plain)}}, Epilogue: []scenario.Op{op("Release", histories.Plain)}}
	x := run(t, subject(waiting), sc, &sched.Replay{})
	want := []histories.Quiescence{{At: 3, Stuck: []int{0, 1}}, {At: 7, Stuck: []int{1}}}
	if d := cmp.Diff(want, x.History.Quiescences); d != "" {
		t.Errorf("quiescences (-want +got):\n%s\n%v", d, x.History)
	}
	if !x.Blocked || !x.Overlapped || x.Points == 0 {
		t.Errorf("blocked %v, overlapped %v, %d points", x.Blocked, x.Overlapped, x.Points)
	}
	if len(x.Leaks) != 0 {
		t.Errorf("a stuck call is no leak: %v", x.Leaks)
	}
}

func TestCancellationStrikesAtAnyMoment(t *testing.T) {
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{{op("Acquire", histories.Cancellable)}, {op("Release", histories.Plain)}}}
	outcomes := map[histories.Outcome]int{}
	r := exec.NewRunner()
	defer r.Close()
	for b := (&sched.Bounded{Preemptions: 2}); ; {
		x, ok := r.Run(subject(waiting), sc, exec.Options{Strategy: b})
		if !ok {
			break
		}
		if err := x.History.Validate(); err != nil {
			t.Fatal(err)
		}
		o := x.History.Operations[0]
		if o.Name != "Acquire" {
			o = x.History.Operations[1]
		}
		outcomes[o.Outcome]++
		if o.Outcome == histories.Cancelled && o.Cancel == 0 {
			t.Fatalf("cancelled, but nothing was signalled:\n%v", x.History)
		}
	}
	if outcomes[histories.Returned] == 0 || outcomes[histories.Cancelled] == 0 || outcomes[histories.Stuck] != 0 {
		t.Errorf("outcomes: %v", outcomes)
	}
}

func TestContextDoneBefore(t *testing.T) {
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{{op("Acquire", histories.Done)}}}
	x := run(t, subject(waiting), sc, &sched.Replay{})
	if o := x.History.Operations[0]; o.Outcome != histories.Cancelled {
		t.Errorf("outcome %v", o.Outcome)
	}
}

// mailbox is a subject whose calls are told apart by their arguments.
type mailbox struct {
	put, take func(id int)
	ended     *bool
}

func mailboxes(construct func() mailbox) *models.Subject {
	keep := func(s, _ int) int { return s }
	return models.New(0,
		models.Change("Put", models.Func1(func(m mailbox, id int) { m.put(id) }, models.Fresh()), keep),
		models.Change("Take", models.Func1(func(m mailbox, id int) { m.take(id) }, models.Fresh()), keep),
	).Finally(func(m mailbox) { *m.ended = true }).Bind(construct)
}

// A rescue must not have the argument of a call that was made, or of one that is still to come.
func TestRescueHasAnArgumentOfItsOwn(t *testing.T) {
	r := exec.NewRunner()
	defer r.Close()
	wake, ended := make(chan struct{}, 8), false
	s := mailboxes(func() mailbox {
		return mailbox{put: func(int) { shim.To(wake).Send(struct{}{}) }, take: func(int) { shim.From(wake).Recv() }, ended: &ended}
	})
	call := func(op string, id int) scenario.Op {
		return scenario.Op{Op: s.Spec.Index(op), Name: op, Arg: id, Mode: histories.Plain}
	}
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{{call("Take", 1), call("Take", 3)}}}
	proposal := []scenario.Op{call("Put", 1)}
	x, _ := r.Run(s, sc, exec.Options{Strategy: &sched.Replay{}, Rescue: func(h *histories.History) []scenario.Op {
		return proposal
	}})
	var ids []int
	for _, o := range x.History.Operations {
		ids = append(ids, o.In.(int))
	}
	if diff := cmp.Diff([]int{1, 2, 3, 4}, ids); diff != "" {
		t.Errorf("arguments (-want +got):\n%s", diff)
	}
	if !ended || proposal[0].Arg != 1 {
		t.Errorf("Finally was called: %v; the proposal became %v", ended, proposal)
	}
}

func TestRescueContinuesTheExecution(t *testing.T) {
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{{op("Acquire", histories.Plain)}}}
	r := exec.NewRunner()
	defer r.Close()
	x, _ := r.Run(subject(waiting), sc, exec.Options{Strategy: &sched.Replay{}, Rescue: func(h *histories.History) []scenario.Op {
		if h.Operations[0].Return != histories.Forever {
			t.Error("asked although nothing is stuck")
		}
		return []scenario.Op{op("Release", histories.Plain)}
	}})
	if o := x.History.Operations[0]; o.Outcome != histories.Returned || len(x.Rescues) != 1 || len(x.History.Quiescences) != 2 {
		t.Errorf("outcome %v, rescues %v, quiescences %v", o.Outcome, x.Rescues, x.History.Quiescences)
	}
	if err := x.History.Validate(); err != nil {
		t.Error(err)
	}
}

func TestPanicsAndGoexit(t *testing.T) {
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{{op("Release", histories.Plain), op("TryAcquire", histories.Plain)}, {op("TryAcquire", histories.Plain)}}}
	for _, test := range []struct {
		name    string
		release func(int)
	}{
		{"panic", func(int) { panic("no") }},
		{"Goexit", func(int) { runtime.Goexit() }},
	} {
		t.Run(test.name, func(t *testing.T) {
			x := run(t, subject(func() gate {
				return gate{release: test.release, try: func(int) bool { return false }}
			}), sc, &sched.Replay{})
			if o := x.History.Operations[0]; o.Outcome != histories.Panicked || x.Panics[0].Value == nil {
				t.Errorf("outcome %v, panics %v", o.Outcome, x.Panics)
			}
			last := x.History.Operations[len(x.History.Operations)-1]
			if last.Task != 1 || last.Outcome != histories.Returned {
				t.Errorf("the other task did not go on: %v", x.History)
			}
		})
	}
}

func TestConstructor(t *testing.T) {
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{{op("Release", histories.Plain)}}}
	x := run(t, subject(func() gate { panic("no") }), sc, &sched.Replay{})
	if x.Constructor == nil || x.Constructor.Value != "no" || len(x.History.Operations) != 0 {
		t.Errorf("constructor %v, history %v", x.Constructor, x.History)
	}
}

func TestLeaksAreOfOperationsOnly(t *testing.T) {
	for _, test := range []struct {
		name        string
		inConstruct bool
		want        int
	}{{"constructor", true, 0}, {"operation", false, 1}} {
		t.Run(test.name, func(t *testing.T) {
			sc := &scenario.Scenario{Tasks: [][]scenario.Op{{op("Release", histories.Plain)}}}
			x := run(t, subject(func() gate {
				var mu sync.Mutex
				never := make(chan int)
				start := func() { shim.Go(func() { mu.Lock(); defer mu.Unlock(); shim.From(never).Recv() }) }
				if test.inConstruct {
					start()
				}
				return gate{release: func(int) {
					if !test.inConstruct {
						start()
					}
				}}
			}), sc, &sched.Replay{})
			if len(x.Leaks) != test.want {
				t.Errorf("%d leaks, want %d: %+v", len(x.Leaks), test.want, x.Leaks)
			}
		})
	}
}

func TestTraceDoesNotChangeTheExecution(t *testing.T) {
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{{op("Acquire", histories.Cancellable)}, {op("Release", histories.Plain), op("Acquire", histories.Plain)}}}
	r := exec.NewRunner()
	defer r.Close()
	for seed := range uint64(200) {
		x, _ := r.Run(subject(waiting), sc, exec.Options{Strategy: &sched.Random{}, Seed: seed})
		sum, history := x.Sum, x.History.String()
		x, _ = r.Run(subject(waiting), sc, exec.Options{Strategy: &sched.Random{}, Seed: seed, Trace: true})
		if x.Sum != sum || x.History.String() != history || len(x.Trace) == 0 {
			t.Fatalf("seed %d: tracing changes the execution", seed)
		}
	}
}

// What goroutines of the subject do counts as much as what its calls do, and nothing of what the harness does.
func TestPoints(t *testing.T) {
	var mu sync.Mutex
	released := 0
	busy := func() gate {
		return gate{release: func(int) { shim.Go(func() { mu.Lock(); released++; mu.Unlock() }) }}
	}
	idle := func() gate {
		return gate{acquire: func(context.Context, int) error { return nil }, try: func(int) bool { return false }}
	}
	sc := &scenario.Scenario{Tasks: [][]scenario.Op{{op("Release", histories.Plain)}}}
	if x := run(t, subject(busy), sc, &sched.Replay{}); x.Points < 2 {
		t.Errorf("%d points of a goroutine that locks and unlocks", x.Points)
	}
	sc.Tasks = [][]scenario.Op{{op("Acquire", histories.Cancellable), op("Acquire", histories.Done)}, {op("TryAcquire", histories.Plain)}}
	sc.Prefix = []scenario.Op{op("TryAcquire", histories.Plain)}
	for seed := range 20 {
		if x := run(t, subject(idle), sc, &sched.Random{}); x.Points != 0 {
			t.Fatalf("seed %d: %d points of a subject that does not synchronize", seed, x.Points)
		}
	}
}

// A call that ignores its context is known as one; a call whose context nobody cancelled is not, nor is one that has looked.
func TestIgnored(t *testing.T) {
	r := exec.NewRunner()
	defer r.Close()
	deaf := func() gate {
		never := make(chan struct{})
		c := shim.From(never)
		return gate{acquire: func(context.Context, int) error { c.Recv(); return nil }}
	}
	tasks := [][]scenario.Op{{op("Acquire", histories.Cancellable)}, {op("Acquire", histories.Done)}, {op("Acquire", histories.Plain)}}
	for _, test := range []struct {
		construct func() gate
		want      []int
	}{{deaf, []int{0, 1}}, {waiting, nil}} {
		x, _ := r.Run(subject(test.construct), &scenario.Scenario{Tasks: tasks}, exec.Options{Strategy: &sched.Replay{}, Trace: true})
		if diff := cmp.Diff(test.want, x.Ignored); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
