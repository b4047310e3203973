package proof

import (
	"fmt"
	"strings"
)

// A sketch is a small concurrent program of which everything is known: what its goroutines do, instruction by instruction, on shared objects of
// each kind. It can be written as Go, and it can be given to the abstract machine, which knows nothing of Tenter.
type sketch struct {
	chans    []int // capacities; noChannel for a nil channel
	mutexes  int   // each with a condition and a variable of its own
	rwlocks  int
	atomics  int
	waits    int // what the wait group is set to
	routines [][]instr
}

const noChannel = -1

// timerChan is added to a routine's number to name the channel of its timer.
const timerChan = 100

type verb int

// What an instruction does; see write for what it is in Go.
const (
	send verb = iota
	receive
	drain // range over a channel
	closes
	choose // select
	lock
	unlock
	try   // TryLock; goes on at to if that fails
	wlock // of a read-write lock
	wunlock
	rlock
	runlock
	bump // the variable that the mutex guards
	condWait
	signal
	broadcast
	done // WaitGroup
	wait
	load // atomics
	store
	add
	swapIf
	sleep
	timer // starts the routine's timer
	stop
	length
	gosched
)

type instr struct {
	verb  verb
	obj   int // number of the object
	val   int // what is sent or stored; milliseconds
	to    int
	cases []comm
	def   bool // the select has a default
}

// comm is a case of a select.
type comm struct {
	sends    bool
	obj, val int
}

// write writes a sketch as the Go function fn(r *Result). Each instruction notes where it stands and what it saw.
func (s *sketch) write(b *strings.Builder, fn string) {
	fmt.Fprintf(b, "func %s(r *Result) {\n", fn)
	for i, c := range s.chans {
		if c == noChannel {
			fmt.Fprintf(b, "\tvar c%d chan int\n\t_ = c%[1]d\n", i)
		} else {
			fmt.Fprintf(b, "\tc%d := make(chan int, %d)\n\t_ = c%[1]d\n", i, c)
		}
	}
	for i := range s.mutexes {
		fmt.Fprintf(b, "\tvar m%d sync.Mutex\n\tn%[1]d := sync.NewCond(&m%[1]d)\n\tv%[1]d := 0\n\t_, _ = n%[1]d, v%[1]d\n", i)
	}
	for i := range s.rwlocks {
		fmt.Fprintf(b, "\tvar w%d sync.RWMutex\n\t_ = &w%[1]d\n", i)
	}
	for i := range s.atomics {
		fmt.Fprintf(b, "\tvar a%d atomic.Int64\n\t_ = &a%[1]d\n", i)
	}
	fmt.Fprintf(b, "\tvar wg sync.WaitGroup\n\twg.Add(%d)\n", s.waits)
	for g := len(s.routines) - 1; g >= 0; g-- {
		if g > 0 {
			b.WriteString("\tgo func() {\n")
		} else {
			b.WriteString("\tfunc() {\n")
		}
		fmt.Fprintf(b, "\t\tdefer r.caught(%d)\n\t\tvar t *time.Timer\n\t\t_ = t\n", g)
		targets := map[int]bool{}
		for _, in := range s.routines[g] {
			targets[in.to] = in.verb == try || targets[in.to]
		}
		for i, in := range s.routines[g] {
			if targets[i] {
				fmt.Fprintf(b, "\tL%d:\n", i)
			}
			fmt.Fprintf(b, "\t\tr.at[%d] = %d\n\t\t%s\n", g, i, in.text(g))
		}
		if targets[len(s.routines[g])] {
			fmt.Fprintf(b, "\tL%d:\n", len(s.routines[g]))
		}
		fmt.Fprintf(b, "\t\tr.end[%d] = &done\n\t}()\n", g)
	}
	b.WriteString("}\n\n")
}

func (in instr) text(g int) string {
	saw := fmt.Sprintf("r.saw(%d, ", g)
	switch in.verb {
	case send:
		return fmt.Sprintf("c%d <- %d", in.obj, in.val)
	case receive:
		if in.obj >= timerChan {
			return "<-t.C; " + saw + "0, 1)"
		}
		return fmt.Sprintf("{ v, ok := <-c%d; %sv, bit(ok)) }", in.obj, saw)
	case drain:
		return fmt.Sprintf("for v := range c%d { %sv) }", in.obj, saw)
	case closes:
		return fmt.Sprintf("close(c%d)", in.obj)
	case choose:
		return in.selectText(saw)
	case lock:
		return fmt.Sprintf("m%d.Lock()", in.obj)
	case unlock:
		return fmt.Sprintf("m%d.Unlock()", in.obj)
	case try:
		return fmt.Sprintf("if !m%d.TryLock() { %s0); goto L%d }; %s1)", in.obj, saw, in.to, saw)
	case wlock:
		return fmt.Sprintf("w%d.Lock()", in.obj)
	case wunlock:
		return fmt.Sprintf("w%d.Unlock()", in.obj)
	case rlock:
		return fmt.Sprintf("w%d.RLock()", in.obj)
	case runlock:
		return fmt.Sprintf("w%d.RUnlock()", in.obj)
	case bump:
		return fmt.Sprintf("v%d++; %sv%[1]d)", in.obj, saw)
	case condWait:
		return fmt.Sprintf("n%d.Wait()", in.obj)
	case signal:
		return fmt.Sprintf("n%d.Signal()", in.obj)
	case broadcast:
		return fmt.Sprintf("n%d.Broadcast()", in.obj)
	case done:
		return "wg.Done()"
	case wait:
		return "wg.Wait()"
	case load:
		return fmt.Sprintf("%sint(a%d.Load()))", saw, in.obj)
	case store:
		return fmt.Sprintf("a%d.Store(%d)", in.obj, in.val)
	case add:
		return fmt.Sprintf("%sint(a%d.Add(%d)))", saw, in.obj, in.val)
	case swapIf:
		return fmt.Sprintf("%sbit(a%d.CompareAndSwap(0, %d)))", saw, in.obj, in.val)
	case sleep:
		return fmt.Sprintf("time.Sleep(%d * time.Millisecond)", in.val)
	case timer:
		return fmt.Sprintf("t = time.NewTimer(%d * time.Millisecond)", in.val)
	case stop:
		return saw + "bit(t.Stop()))"
	case length:
		return fmt.Sprintf("%slen(c%d))", saw, in.obj)
	case gosched:
		return "runtime.Gosched()"
	}
	panic("no such instruction")
}

func (in instr) selectText(saw string) string {
	var b strings.Builder
	b.WriteString("select {\n")
	for i, c := range in.cases {
		switch {
		case c.obj >= timerChan:
			fmt.Fprintf(&b, "\t\tcase <-t.C: %s%d, 0, 1)\n", saw, i)
		case c.sends:
			fmt.Fprintf(&b, "\t\tcase c%d <- %d: %s%d)\n", c.obj, c.val, saw, i)
		default:
			fmt.Fprintf(&b, "\t\tcase v, ok := <-c%d: %s%d, v, bit(ok))\n", c.obj, saw, i)
		}
	}
	if in.def {
		b.WriteString("\t\tdefault: " + saw + "-1)\n")
	}
	return b.String() + "\t\t}"
}

// sketchSource is what all sketches stand on. An outcome says of each goroutine what it saw and how it ended: a goroutine that has not ended
// is stuck at an instruction.
const sketchSource = `package sketches

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

var (
	_ = runtime.Gosched
	_ atomic.Int64
	_ sync.Mutex
	_ time.Timer
)

// Result is what a sketch leaves. A goroutine that runs may be looked at, so its end is a single word.
type Result struct {
	at   [4]int
	logs [4][]int
	end  [4]*string
}

var done = "done"

func (r *Result) saw(g int, values ...int) { r.logs[g] = append(r.logs[g], values...) }

func (r *Result) caught(g int) {
	if v := recover(); v != nil {
		what := fmt.Sprint("panic: ", v)
		r.end[g] = &what
	}
}

// Ended reports whether the first n goroutines have ended.
func (r *Result) Ended(n int) bool {
	for g := range n {
		if r.end[g] == nil {
			return false
		}
	}
	return true
}

func (r *Result) Outcome(n int) string {
	var b strings.Builder
	for g := range n {
		end := fmt.Sprint("at ", r.at[g])
		if r.end[g] != nil {
			end = *r.end[g]
		}
		fmt.Fprintf(&b, "%v %s; ", r.logs[g], end)
	}
	return b.String()
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

`
