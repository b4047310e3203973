package stress

import (
	"math/rand/v2"
	"runtime/metrics"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
)

// Options say how executions are made.
type Options struct {
	// Alone says that nothing else runs in the process. Then goroutines without a label belong to the subject, and GOMAXPROCS may be changed.
	Alone bool
	// Patience is how long calls that seem to be stuck, and goroutines that seem to be left behind, are watched before they are accused; 0 means half a second.
	Patience time.Duration
	// Stamps, if not nil, are what strides take turns with in place of all kinds.
	Stamps []Stamps
	// Name is what the executions are made for, such as the name of a test. It is in the labels of the subject's goroutines.
	Name string
}

const defaultPatience = 500 * time.Millisecond

// ownedSuffix ends the labels of goroutines that the constructor started. They belong to the object, and live as long as it does.
const ownedSuffix = "/object"

// goroutinesMost is how many goroutines a process may have more than at first, before it is of no more use: objects that nobody can end leave some behind.
const goroutinesMost = 800

// most is that number. A process that makes other tests as well can't be replaced, and so is used for longer.
func (e *engine) most() int {
	if e.opts.Alone {
		return goroutinesMost
	}
	return 5 * goroutinesMost
}

// engine makes executions of one target, stride after stride. It is used by one goroutine.
type engine struct {
	target   *campaign.Target
	opts     Options
	court    *court
	dumps    dumper
	patience time.Duration
	gap      time.Duration // between two looks at the goroutines; grows when calls turn out not to have been stuck
	goid     int64
	number   int // of the engine in this process
	strides  int
	serial   int // executions begun
	prefix   string
	baseline map[int64]bool // goroutines that were there before
	first    int            // how many
	spent    bool           // the process is of no more use
	begins   func(serial int)
	known    map[int64]bool    // strays that have been looked at
	load     [1]metrics.Sample // see idle
}

var engines atomic.Int64

func newEngine(t *campaign.Target, o Options) *engine {
	showLabels()
	if o.Patience <= 0 {
		o.Patience = defaultPatience
	}
	e := &engine{target: t, opts: o, court: newCourt(t), patience: o.Patience, gap: firstGap, goid: ownID(), number: int(engines.Add(1)), baseline: map[int64]bool{}, known: map[int64]bool{}}
	e.load[0].Name = "/sched/goroutines/runnable:goroutines"
	for _, g := range e.dumps.take() {
		e.baseline[g.id] = true
	}
	e.first = len(e.baseline)
	return e
}

// randOf returns the random numbers that belong to the words.
func randOf(seed ...uint64) *rand.Rand {
	a, b := uint64(0x9e3779b97f4a7c15), uint64(1)
	for _, v := range seed {
		a, b = b, (a^v)*0xbf58476d1ce4e5b9
		a ^= b >> 29
	}
	return rand.New(rand.NewPCG(a, b))
}
