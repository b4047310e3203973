package monitor

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// busy is an object that many clients use for long.
type busy struct {
	name    string
	spec    *models.Spec
	clients int
	object  simulated
}

// simulated is an object whose calls take effect in one step.
type simulated interface {
	// request draws a call of a client.
	request(r *rand.Rand, client int) (name string, in any)
	// step lets it take effect; it waits if ok is false.
	step(name string, in any) (out any, ok bool)
}

// record interleaves calls of the clients at random until there are n.
func (b *busy) record(r *rand.Rand, n int) *histories.Long {
	type client struct {
		name          string
		in, out       any
		open, settled bool
	}
	l := &histories.Long{Calls: make([]histories.Span, 0, n)}
	list := make([]client, b.clients)
	add := func(e histories.Event) {
		if err := l.Add(e); err != nil {
			panic(err)
		}
	}
	for idle := 0; idle < 1000; {
		i := r.IntN(b.clients)
		switch c := &list[i]; {
		case !c.open && len(l.Calls) < n:
			*c = client{open: true}
			c.name, c.in = b.object.request(r, i)
			add(histories.Event{Kind: histories.Call, Task: i, Name: c.name, Value: c.in})
			idle = 0
		case c.open && c.settled:
			add(histories.Event{Kind: histories.End, Task: i, Value: c.out})
			if o, is := b.object.(*byReference); is && !strings.Contains(c.name, "elease") && !strings.Contains(c.name, "nlock") {
				o.took(i, c.name, c.out)
			}
			c.open = false
			idle = 0
		case c.open:
			c.out, c.settled = b.object.step(c.name, c.in)
			idle++
		default:
			idle++
		}
	}
	l.Finish()
	return l
}

// holding is a container: a line with two ends, or a heap.
type holding struct {
	line     ring
	next     int
	capacity int
	stack    bool
	blocking bool
	heap     tournament // of values that were put and are left, if it is one
	ranked   bool
	perm     []int
	count    int
}

func (h *holding) request(r *rand.Rand, client int) (string, any) {
	if h.blocking && client%2 == 0 || !h.blocking && r.IntN(2) == 0 {
		h.next++
		v := h.next
		if h.ranked {
			v = h.perm[h.next]
		}
		if h.blocking && r.IntN(4) == 0 {
			return "TryPut", v
		}
		return "PutN", v
	}
	if h.blocking && r.IntN(4) != 0 {
		return "GetN", nil
	}
	return "TryGet", nil
}

func (h *holding) step(name string, in any) (any, bool) {
	switch {
	case strings.HasSuffix(name, "Put") || name == "PutN":
		if h.capacity > 0 && h.count == h.capacity {
			return noRoom, name == "TryPut"
		}
		h.count++
		if h.ranked {
			h.heap.set(in.(int), true)
			return nil, true
		}
		h.line.room()
		*h.line.at(h.line.back) = int64(in.(int))
		h.line.back++
		return nil, true
	case h.count == 0:
		return nothing, name == "TryGet"
	}
	h.count--
	switch {
	case h.ranked:
		v := h.heap.first()
		h.heap.set(v, false)
		return v, true
	case h.stack:
		h.line.back--
		return int(*h.line.at(h.line.back)), true
	}
	h.line.front++
	return int(*h.line.at(h.line.front - 1)), true
}

func newHolding() *holding { return &holding{line: ring{places: make([]int64, 64)}} }

func rankedHolding(n int) *holding {
	return &holding{ranked: true, heap: newTournament(n + 2), perm: rand.New(rand.NewPCG(1, 2)).Perm(n + 2)}
}

// variable is a register.
type variable struct {
	value any
	next  int
	cas   bool
}

func (v *variable) request(r *rand.Rand, _ int) (string, any) {
	if r.IntN(2) == 0 {
		return "Read", nil
	}
	v.next++
	if v.cas {
		if r.IntN(2) == 0 {
			return "CompareAndSwap", histories.List{r.IntN(5), r.IntN(5)}
		}
		return "Write", r.IntN(5)
	}
	return "Write", v.next
}

func (v *variable) step(name string, in any) (any, bool) {
	switch name {
	case "Read":
		return v.value, true
	case "Write":
		v.value = in
		return nil, true
	}
	pair := in.(histories.List)
	if v.value != pair[0] {
		return false, true
	}
	v.value = pair[1]
	return true, true
}

// byReference is an object of which the tests have a reference.
type byReference struct {
	ref   reference
	state any
	holds map[int]string // how a client gives back what it took
}

// request draws a call. Who has taken something gives it back, so that nobody waits for ever.
func (b *byReference) request(r *rand.Rand, client int) (string, any) {
	if back, has := b.holds[client]; has {
		delete(b.holds, client)
		if back == "ReleaseErr" {
			return back, 1
		}
		return back, nil
	}
	for {
		name, in := b.ref.request(r, func() int { return 1 })
		if strings.Contains(name, "elease") || strings.Contains(name, "nlock") {
			continue
		}
		return name, in
	}
}

// took notes what the client has to give back.
func (b *byReference) took(client int, name string, out any) {
	if out == any(false) || strings.HasPrefix(name, "Free") || name == "Locked" {
		return
	}
	switch b.ref.spec.Object().Kind {
	case models.SemaphoreObject:
		b.holds[client] = "ReleaseErr"
	case models.LockObject:
		b.holds[client] = "Release"
	case models.RWLockObject:
		b.holds[client] = map[bool]string{true: "RUnlock", false: "Unlock"}[strings.Contains(name, "RLock")]
	}
}

func (b *byReference) step(name string, in any) (any, bool) {
	next, out, ok := b.ref.step(b.state, name, in)
	if ok {
		b.state = next
	}
	return out, ok
}

func referenced(ref reference) *byReference { return &byReference{ref, ref.init, map[int]string{}} }

func busyObjects(n int) []busy {
	var list []busy
	for _, clients := range []int{4, 16} {
		bounded, stacked := newHolding(), newHolding()
		bounded.capacity, bounded.blocking, stacked.stack = 4, true, true
		list = append(list,
			busy{"queue", models.Queue(0).Spec(), clients, newHolding()},
			busy{"queue of 4", models.Queue(4).Spec(), clients, bounded},
			busy{"stack", models.LifoQueue(0).Spec(), clients, stacked},
			busy{"priority queue", models.PriorityQueue(0, models.ByValue()).Spec(), clients, rankedHolding(n)},
			busy{"register, values once", models.Register(nil).Spec(), clients, &variable{}},
			busy{"register, CAS, 5 values", models.Register(nil).Spec(), clients, &variable{cas: true}},
			busy{"semaphore with tries", models.Semaphore(clients/2, models.FIFO()).Spec(), clients,
				referenced(semaphoreOf(clients/2, 0, 1, models.Semaphore(clients/2, models.FIFO())))},
			busy{"lock with tries", models.Lock(models.FIFO()).Spec(), clients, referenced(lockOf())},
			busy{"readers and writers", models.RWLock().Spec(), clients, referenced(rwlockOf())},
			busy{"counter", models.Counter(0).Spec(), clients, referenced(counterOf())},
			busy{"dictionary", models.Dictionary().Spec(), clients, referenced(dictionaryOf())},
			busy{"set", models.Set().Spec(), clients, referenced(setOf())},
		)
	}
	return list
}

// TestNumbers prints how long verdicts on long histories take, in the full form of the
// tests on histories of a million calls, beside porcupine on some of a thousand and of ten thousand.
func TestNumbers(t *testing.T) {
	n, patience := 20_000, 20*time.Millisecond
	if os.Getenv("TENTER_TESTS") == "full" {
		n, patience = 1_000_000, 2*time.Second
	}
	t.Logf("%-23s %7s  %-28s %9s %7s %7s %6s  %s", "object, "+fmt.Sprint(n)+" calls", "clients", "judge", "steps", "time", "cpu", "memory", "porcupine, 1000 and 10,000 calls")
	for _, b := range busyObjects(n) {
		fresh := busyObjects(n)
		l := b.record(rand.New(rand.NewPCG(1, 1)), n)
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start, computed := time.Now(), cpuTime()
		a := Judge(b.spec, l, 0)
		took := time.Since(start)
		computed = cpuTime() - computed
		runtime.ReadMemStats(&after)
		memory := fmt.Sprintf("%d MB", (after.TotalAlloc-before.TotalAlloc)>>20)
		porcupines := make([]string, 2)
		for i, calls := range []int{1000, 10_000} {
			same := slices.IndexFunc(fresh, func(c busy) bool { return c.name == b.name && c.clients == b.clients })
			porcupines[i] = fresh[same].porcupineTakes(t, calls, patience)
			fresh = busyObjects(n)
		}
		t.Logf("%-23s %7d  %-28s %9d %7s %7s %6s  %s", b.name, b.clients, a.By, a.Steps, took.Round(time.Millisecond), computed.Round(time.Millisecond), memory, strings.Join(porcupines, ", "))
		if a.Verdict != Legal {
			t.Errorf("%s: %v: %s", b.name, a.Verdict, a.Reason)
		}
	}
}
