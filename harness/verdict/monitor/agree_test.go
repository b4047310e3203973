package monitor

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

func references() []reference {
	value := func(b byte) int { return int(b) }
	hundreds := func(b byte) int { return models.Priority(int(b)) }
	all := []string{"PushBack", "PushFront", "PopBack", "PopFront", "Back", "Front", "Len"}
	return []reference{
		containerOf("queue", models.Queue(0), 0, first),
		containerOf("queue, fifo", models.Queue(0, models.FIFO()), 0, first),
		containerOf("queue of 1", models.Queue(1), 1, first),
		containerOf("queue of 2", models.Queue(2), 2, first),
		containerOf("stack", models.LifoQueue(0), 0, last),
		containerOf("stack of 2", models.LifoQueue(2), 2, last),
		containerOf("priority queue by value", models.PriorityQueue(0, models.ByValue()), 0, least(value)),
		containerOf("priority queue", models.PriorityQueue(0), 0, least(hundreds)),
		containerOf("priority queue of 2", models.PriorityQueue(2), 2, least(hundreds)),
		dequeOf(0, all[:2], all[2:]), dequeOf(2, all[:2], all[2:]),
		dequeOf(0, all[:1], []string{"PopFront"}), dequeOf(0, all[:1], []string{"PopBack"}), dequeOf(0, all[1:2], []string{"PopFront", "Len"}),
		registerOf(true, true), registerOf(true, false), registerOf(false, true), registerOf(false, false),
		counterOf(), dictionaryOf(), setOf(),
		semaphoreOf(1, 0, 1, models.Semaphore(1, models.FIFO())), semaphoreOf(2, 2, 1, models.BoundedSemaphore(2, models.FIFO())),
		lockOf(), rwlockOf(),
	}
}

// amount is how many histories each monitor judges in each form of the tests.
func amount() int {
	switch {
	case testing.Short():
		return 2_000
	case os.Getenv("TENTER_TESTS") == "full":
		return 1_000_000
	}
	return 20_000
}

// TestAgreesWithPorcupine judges random histories, half of them corrupted, some
// with pending calls and some with values that are put twice.
func TestAgreesWithPorcupine(t *testing.T) {
	for i, ref := range references() {
		t.Run(ref.name, func(t *testing.T) {
			t.Parallel()
			seed := uint64(i)
			t.Logf("seed %d", seed)
			r := rand.New(rand.NewPCG(seed, 7))
			by := map[string]int{}
			wrong, pending := 0, 0
			for k := range amount() {
				made := ref.simulate(r, 2+r.IntN(4), 4+r.IntN(8), k%5 == 0)
				if k%2 == 1 {
					for range 1 + r.IntN(4) {
						made.corrupt(r, &ref)
					}
				}
				l := made.long(t)
				h := l.History(ref.spec.Index)
				a := Judge(ref.spec, l, 0)
				by[a.By]++
				if a.Verdict == Open {
					t.Fatalf("open: %s\n%v", a.Reason, h)
				}
				if want := ref.porcupineJudges(h); want != (a.Verdict == Legal) {
					t.Fatalf("%s says %v (%s), porcupine says %v\n%v", a.By, a.Verdict, a.Reason, want, h)
				} else if !want {
					wrong++
				}
				if n := strings.Count(a.Reason, "%s"); n != len(a.Calls) {
					t.Fatalf("reason %q with %d calls", a.Reason, len(a.Calls))
				}
				for _, o := range h.Operations {
					if o.Outcome == histories.Pending {
						pending++
						break
					}
				}
			}
			t.Logf("%d histories: %d illegal, %d with pending calls, judged by %v", amount(), wrong, pending, by)
			if wrong < amount()/25 || pending < amount()/25 {
				t.Error("too few are illegal or have pending calls: the test is weak")
			}
		})
	}
}

// made is a simulated history.
type made struct{ events []histories.Event }

type task struct {
	event   int // of its call
	called  bool
	settled bool
	out     any
}

// simulate interleaves calls of a few tasks, each with one moment at which it takes effect.
func (ref *reference) simulate(r *rand.Rand, tasks, calls int, repeats bool) *made {
	m := &made{}
	state, next := ref.init, 0
	fresh := func() int {
		if next++; repeats && r.IntN(3) == 0 {
			return 1 + r.IntN(next)
		}
		return next
	}
	if strings.HasPrefix(ref.name, "priority") { // in no order, and several in a hundred
		from := r.Perm(120)
		fresh = func() int {
			if next++; repeats && r.IntN(3) == 0 {
				return 1 + from[r.IntN(next)]
			}
			return 1 + from[next-1]
		}
	}
	list := make([]task, tasks)
	for idle := 0; idle < 40; {
		i := r.IntN(tasks)
		switch t := &list[i]; {
		case !t.called && calls > 0:
			name, in := ref.request(r, fresh)
			*t = task{event: len(m.events), called: true}
			m.events = append(m.events, histories.Event{Kind: histories.Call, Task: i, Name: name, Value: in})
			calls--
			idle = 0
		case !t.called:
			idle++
		case t.settled:
			m.events = append(m.events, histories.Event{Kind: histories.End, Task: i, Value: t.out})
			*t = task{}
			idle = 0
		default:
			e := &m.events[t.event]
			if after, out, ok := ref.step(state, e.Name, e.Value); ok {
				state, t.out, t.settled = after, out, true
			}
			idle++
		}
		if calls == 0 && r.IntN(30) == 0 {
			break // whoever is under way is pending
		}
	}
	return m
}

// corrupt changes one or two results, or the places of two events.
func (m *made) corrupt(r *rand.Rand, ref *reference) {
	var ends []int
	var values []any
	for i, e := range m.events {
		if e.Kind == histories.End {
			ends = append(ends, i)
		}
		if e.Value != nil {
			values = append(values, e.Value)
		}
	}
	if len(ends) == 0 {
		return
	}
	a, b := ends[r.IntN(len(ends))], ends[r.IntN(len(ends))]
	switch r.IntN(4) {
	case 0:
		if m.name(a) == m.name(b) {
			m.events[a].Value, m.events[b].Value = m.events[b].Value, m.events[a].Value
		}
	case 1:
		m.set(a, append(values, ref.results...)[r.IntN(len(values)+len(ref.results))], ref)
	default: // a call ends sooner
		for i := a; i > 0 && m.events[i-1].Task != m.events[i].Task && r.IntN(8) > 0; i-- {
			m.events[i-1], m.events[i] = m.events[i], m.events[i-1]
		}
	}
}

// set changes a result to another one that the operation can have.
func (m *made) set(end int, value any, ref *reference) {
	name := m.name(end)
	op := ref.spec.Index(name)
	tries := strings.HasPrefix(name, "Try") || strings.HasPrefix(name, "Release")
	_, failure := value.(histories.Failure)
	switch gets := strings.HasSuffix(name, "Get"); {
	case failure && (!tries || gets != (value == any(nothing)) && !strings.HasPrefix(name, "Release")), gets && value == nil && ref.init == any(items("")):
		return // no model has these
	}
	if v, err := ref.spec.AdmitResult(op, value); err == nil && v == value {
		m.events[end].Value = value
	}
}

// name is that of the call that ends with an event.
func (m *made) name(end int) string {
	for i := end - 1; i >= 0; i-- {
		if m.events[i].Task == m.events[end].Task {
			return m.events[i].Name
		}
	}
	return ""
}

func (m *made) long(t testing.TB) *histories.Long {
	l := &histories.Long{}
	for _, e := range m.events {
		if err := l.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	l.Finish()
	return l
}
