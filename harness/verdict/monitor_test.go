package verdict

import (
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/verdict/monitor"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// monitored are the models that the monitors know, with the results that noise draws from.
func monitored() []struct {
	spec    *models.Spec
	results []any
} {
	queue := []any{1, 2, nil, histories.Failure("empty"), histories.Failure("full")}
	errs := models.QueueErrors(errors.New("full"), errors.New("empty"), errors.New("down"), errors.New("done"))
	count := []any{true, false, nil, 0, 1, 2, histories.Failure("misuse")}
	return []struct {
		spec    *models.Spec
		results []any
	}{
		{models.Queue(0).Spec(), queue}, {models.Queue(1).Spec(), queue}, {models.Queue(2, models.FIFO(), errs).Spec(), queue},
		{models.Queue(0, models.Prompt(), models.HeadOfLine()).Spec(), queue},
		{models.LifoQueue(0).Spec(), queue}, {models.LifoQueue(1, models.FIFO()).Spec(), queue},
		{models.PriorityQueue(0).Spec(), queue}, {models.PriorityQueue(1, models.FIFO()).Spec(), queue},
		{models.PriorityQueue(0, models.ByValue()).Spec(), queue}, {models.PriorityQueue(0, models.Unstable()).Spec(), queue},
		{models.Deque(0).Spec(), queue}, {models.Deque(1).Spec(), queue},
		{models.Variable(nil).Spec(), []any{nil, 1, 2, true, false}}, {models.Tally(1).Spec(), []any{0, 1, 2, 3}},
		{models.Dictionary().Spec(), []any{nil, 1, 2, true, false}}, {models.Members().Spec(), []any{true, false, 1}},
		{models.Semaphore(1).Spec(), count}, {models.Semaphore(2, models.FIFO()).Spec(), count}, {models.Semaphore(1, models.FIFO(), models.Weights(1)).Spec(), count},
		{models.Semaphore(1, models.FIFO(), models.Prompt(), models.Weights(1)).Spec(), count},
		{models.BoundedSemaphore(2).Spec(), count}, {models.BoundedSemaphore(1, models.FIFO()).Spec(), count},
		{models.BoundedSemaphore(2, models.FIFO(), models.MayRefuse(), models.LateContext()).Spec(), count},
		{models.Lock().Spec(), count}, {models.Lock(models.FIFO()).Spec(), count}, {models.Lock(models.FIFO(), models.MayRefuse()).Spec(), count},
		{latch(1).Spec(), []any{nil, 0, 1}}, {buffer(1).Spec(), queue}, {buffer(1, models.FIFO()).Spec(), queue}, {rendezvous().Spec(), []any{nil, 1, 2}},
		{barrier(2).Spec(), []any{0, 1}}, {condition().Spec(), []any{nil}}, {models.Event().Spec(), count}, {models.Condition(models.FIFO()).Spec(), count},
		{models.Condition(models.PassesOn(), models.MayRefuse()).Spec(), count}, {models.Barrier(2).Spec(), count}, {models.WaitGroup(1).Spec(), []any{nil}},
		{models.Channel(1).Spec(), count}, {models.Channel(0, models.FIFO()).Spec(), count}, {models.Singleflight().Spec(), []any{1, 2, 3}},
		{models.RLock(models.FIFO()).Spec(), count}, {models.RLock().Spec(), count}, {spurious().Spec(), []any{nil, 1, 2}},
		{models.RWLock().Spec(), count}, {models.RWLock(models.FIFO()).Spec(), count}, {models.RWLock(models.MayRefuse()).Spec(), count},
	}
}

// TestMonitorsAgreeOnNoise holds the monitors against the exact search, and the exact
// search against porcupine, on histories that no execution need have had: calls that
// are stuck, cancelled, timed out and pending, several quiescences. A monitor may leave
// a history open; what it says must be so.
func TestMonitorsAgreeOnNoise(t *testing.T) {
	for i, c := range monitored() {
		t.Run(c.spec.Label, func(t *testing.T) {
			t.Parallel()
			r := random(t, 700+uint64(i))
			j := NewJudge(c.spec)
			var said [3]int
			illegal, open := 0, map[string]int{}
			for k := range noises() {
				h := noiseOf(r, c.spec, c.results, func(op int) bool { return k%10 == 0 || !slices.Contains(unmonitored, c.spec.Operations[op].Name) })
				if k%3 == 0 {
					unproven(h)
				}
				want := j.Check(h)
				if want.Kind == Unknown && !strings.Contains(want.Reason, "pending") {
					t.Fatalf("Check: %s\n%v", want.Reason, h)
				} else if want.Kind == Unknown {
					continue
				}
				if k%20 == 0 {
					if got, err := j.Confirm(h); err != nil || got != want.Kind && got != Unknown { // many pending calls take many steps
						t.Fatalf("Confirm = %v, %v, Check = %v\n%v", got, err, want.Kind, h)
					}
				}
				l, err := histories.LongOf(h)
				if err != nil {
					t.Fatal(err)
				}
				if a := j.searchAlong(l); a.Verdict == monitor.Open || (a.Verdict == monitor.Legal) != (want.Kind == OK) {
					open[a.Reason]++
					if a.Verdict != monitor.Open {
						t.Fatalf("%s says %v (%s), Check says %v\n%v", a.By, a.Verdict, a.Reason, want.Kind, h)
					}
				}
				a := monitor.Judge(c.spec, l, 0)
				said[a.Verdict]++
				if a.Verdict != monitor.Open && (a.Verdict == monitor.Legal) != (want.Kind == OK) {
					t.Fatalf("%s says %v (%s), Check says %v\n%v", a.By, a.Verdict, a.Reason, want.Kind, h)
				}
				if want.Kind != OK {
					illegal++
				}
			}
			t.Logf("%d open, %d legal, %d illegal (of %d that are illegal); the search along them left open: %v", said[0], said[1], said[2], illegal, open)
		})
	}
}

// noises is how many histories each of the monitors is tried on.
func noises() int {
	if os.Getenv("TENTER_TESTS") == "full" {
		return 20_000
	}
	return many(1600)
}

// unmonitored are operations of which the monitors know nothing.
var unmonitored = []string{"Shutdown", "ShutdownNow", "TaskDone", "Join", "Rotate", "Values", "Clear"}

// unproven takes the quiescences out of a history, so that what was stuck is pending.
func unproven(h *histories.History) {
	h.Quiescences = nil
	for i := range h.Operations {
		if o := &h.Operations[i]; o.Outcome == histories.Stuck {
			o.Outcome = histories.Pending
		}
	}
}

// TestMonitorsAgreeOnSimulations does the same with histories of semaphores and
// queues, correct ones and faulty ones.
func TestMonitorsAgreeOnSimulations(t *testing.T) {
	check := func(t *testing.T, r *rand.Rand, j *Judge, h *histories.History, said *[3]int) {
		want := j.Check(h)
		l, err := histories.LongOf(h)
		if err != nil {
			t.Fatal(err)
		}
		a := monitor.Judge(j.spec, l, 0)
		said[a.Verdict]++
		if a.Verdict != monitor.Open && (a.Verdict == monitor.Legal) != (want.Kind == OK) {
			t.Fatalf("%s says %v (%s), Check says %v\n%v", a.By, a.Verdict, a.Reason, want.Kind, h)
		}
	}
	for i, s := range subjects() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := random(t, 800+uint64(i))
			j := NewJudge(s.model.Spec())
			var said [3]int
			for k := range many(4000) {
				from := &s
				if k%2 == 1 {
					from = s.faulty()
				}
				h := from.history(r, 2+r.IntN(3), 1+r.IntN(3))
				if k%4 == 2 {
					corrupt(r, h)
				}
				check(t, r, j, h, &said)
			}
			t.Logf("%d open, %d legal, %d illegal", said[0], said[1], said[2])
		})
	}
	for name, q := range strictQueues() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := random(t, 820)
			var said [3]int
			j := NewJudge(q.model.Spec())
			for k := range many(4000) {
				h := queueHistory(r, j.spec, q.naive.clone(), 3, 2)
				if k%2 == 1 {
					corruptQueue(r.IntN, h)
				}
				check(t, r, j, h, &said)
			}
			t.Logf("%d open, %d legal, %d illegal", said[0], said[1], said[2])
		})
	}
}

// TestLongHistories judges histories of hundreds of calls, by the whole of CheckLong and
// by the search along the history alone: good ones are legal, and where a result
// was changed the two say the same.
func TestLongHistories(t *testing.T) {
	for i, s := range subjects() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := random(t, 900+uint64(i))
			j := NewJudge(s.model.Spec())
			long, refused := 0, 0
			for tries := 0; long < many(80) && tries < 10_000; tries++ {
				h := s.history(r, 4, 100)
				if len(h.Operations) <= models.MaxCalls {
					continue // all were stuck soon
				}
				long++
				l, err := histories.LongOf(h)
				if err != nil {
					t.Fatal(err)
				}
				if f := j.CheckLong(l); f.Kind != OK {
					t.Fatalf("CheckLong = %v (%s: %s) for a good history\n%v", f.Kind, f.By, f.Reason, h)
				}
				if a := j.searchAlong(l); a.Verdict != monitor.Legal {
					t.Fatalf("searchAlong = %v (%s) for a good history\n%v", a.Verdict, a.Reason, h)
				}
				corrupt(r, h)
				if l, err = histories.LongOf(h); err != nil {
					t.Fatal(err)
				}
				f, a := j.CheckLong(l), j.searchAlong(l)
				if f.Kind == OK && a.Verdict == monitor.Illegal || f.Kind.Violation() && a.Verdict == monitor.Legal {
					t.Fatalf("CheckLong = %v (%s), searchAlong = %v\n%v", f.Kind, f.By, a.Verdict, h)
				}
				if f.Kind.Violation() {
					refused++
				}
			}
			t.Logf("%d histories; with one result changed %d are refused", long, refused)
			if long < 10 || refused == 0 {
				t.Error("too few are long, or none is refused: the test is weak")
			}
		})
	}
}
