package stress

import (
	"runtime"
	"sync/atomic"
	"time"
)

// walk is one pass of clients over the objects of a stride.
type walk struct {
	lines  [][]*line  // by client, then by place; nil where the client has nothing to do
	strike [][]strike // by place; nil for none at all
	n      int        // places
	stamps Stamps
	pace   pace
	begins func(place int) // if not nil, is told by one client of each place

	slots []slot
	ready []atomic.Int32 // by place: how many clients have left the barrier
	needs []int32        // and how many are to leave it together
	left  atomic.Int32
	hot   atomic.Int64 // up to which place a client that is behind is likely to be stuck
	done  chan struct{}
}

// slot says where a client is: the place in the lower half, and in the upper one how often another goroutine has taken over.
type slot struct {
	at atomic.Uint64
	_  [56]byte
}

func pack(turn, place int) uint64         { return uint64(turn)<<32 | uint64(place) }
func unpack(v uint64) (turn, place int)   { return int(v >> 32), int(uint32(v)) }
func (w *walk) place(client int) (at int) { _, at = unpack(w.slots[client].at.Load()); return at }
func (w *walk) striker(client int) bool   { return client == len(w.lines) }
func newWalk(lines [][]*line, n int) *walk {
	return &walk{lines: lines, n: n, done: make(chan struct{})}
}

// How long a client waits at the barrier for another one: it spins, then gives way, and then has somebody take that one's place, who may be stuck.
const (
	barrierSpins  = 300
	barrierYields = 60
	hotYields     = 10 // where somebody was stuck a little while ago
	hotPlaces     = 16 // how long a while that is
)

// run makes the pass. It returns when each client has come to the last place, or another one in its stead; calls may still be in progress.
func (w *walk) run() {
	clients := len(w.lines)
	if w.strike != nil {
		clients++
	}
	w.slots = make([]slot, clients)
	w.pair()
	w.left.Store(int32(clients))
	for i := range clients {
		go w.client(i, 0, 0)
	}
	w.attend()
}

// attend waits for the end of the pass, and takes care that it has one if all clients are stuck at once.
func (w *walk) attend() {
	const patience, idle = 300 * time.Microsecond, 50
	timer := time.NewTimer(patience)
	defer timer.Stop()
	last, hot := uint64(0), 0
	for {
		if hot > 0 {
			for range idle {
				runtime.Gosched()
			}
			select {
			case <-w.done:
				return
			default:
			}
			hot--
		} else {
			timer.Reset(patience)
			select {
			case <-w.done:
				return
			case <-timer.C:
			}
		}
		sum := uint64(0)
		for i := range w.slots {
			sum += w.slots[i].at.Load()
		}
		if sum == last {
			w.replaceLast()
			hot = idle // where all are stuck once they are likely to be so again
		}
		last = sum
	}
}

// replaceLast replaces the clients that are behind all others.
func (w *walk) replaceLast() {
	least := w.n
	for i := range w.slots {
		least = min(least, w.place(i))
	}
	for i := range w.slots {
		if v := w.slots[i].at.Load(); int(uint32(v)) == least {
			w.replace(i, v)
		}
	}
}

// replace has another goroutine go on in place of a client that is at v. The old one finishes what it is at, if it can, and ends.
func (w *walk) replace(client int, v uint64) {
	turn, place := unpack(v)
	if place >= w.n || !w.slots[client].at.CompareAndSwap(v, pack(turn+1, place+1)) {
		return
	}
	w.hot.Store(int64(place + hotPlaces))
	if place+1 == w.n {
		w.finish()
		return
	}
	go w.client(client, turn+1, place+1)
}

func (w *walk) finish() {
	if w.left.Add(-1) == 0 {
		close(w.done)
	}
}

// client goes from place to place.
func (w *walk) client(me, turn, from int) {
	c := newClient(w, me, turn, from)
	for place := from; place < w.n; place++ {
		w.await(me, place)
		if me == 0 && w.begins != nil {
			w.begins(place)
		}
		if w.striker(me) {
			c.cancel(w.strike[place])
		} else if l := w.lines[me][place]; l != nil {
			w.meet(place)
			c.serve(l)
		}
		if !w.slots[me].at.CompareAndSwap(pack(turn, place), pack(turn, place+1)) {
			return
		}
	}
	w.finish()
}

// pair finds out how many clients can begin at the same moment: as many as there are cores for them.
func (w *walk) pair() {
	w.ready, w.needs = make([]atomic.Int32, w.n), make([]int32, w.n)
	cores := int32(min(runtime.GOMAXPROCS(0), runtime.NumCPU()))
	for place := range w.n {
		for _, lines := range w.lines {
			if lines[place] != nil && w.needs[place] < cores {
				w.needs[place]++
			}
		}
	}
}

// meetSpins is how long a client waits for the others to have noticed that the barrier is open. It does not give way meanwhile: who comes back from that comes late.
const meetSpins = 1500

// meet has the clients that have left the barrier begin within the time that a cache line takes from core to core. Without it the last to come would have made
// its calls before the others notice.
func (w *walk) meet(place int) {
	if w.needs[place] < 2 {
		return
	}
	w.ready[place].Add(1)
	for spins := 0; spins < meetSpins && w.ready[place].Load() < w.needs[place]; spins++ {
	}
}

// await is the barrier: it returns when all others have come to the place.
func (w *walk) await(me, place int) {
	yields := barrierYields
	if int64(place) <= w.hot.Load() {
		yields = hotYields
	}
	for i := range w.slots {
		for tries := 0; i != me; tries++ {
			v := w.slots[i].at.Load()
			if int(uint32(v)) >= place {
				break
			}
			switch {
			case tries < barrierSpins:
			case tries < barrierSpins+yields:
				runtime.Gosched()
			default:
				w.replace(i, v)
			}
		}
	}
}
