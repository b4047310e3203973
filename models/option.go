package models

import "fmt"

// Option sets one property of a whole model. See Model.With.
type Option func(*settings)

type settings struct {
	name, label string
	describe    any // func(S) string

	fifo, headOfLine, prompt, lateContext, lateTimeout bool
	handOver                                           bool // waiters are granted in their order, by a drain
	mayRefuse                                          bool // of a lock's kin
	missesPulses                                       bool // of an event
	passesOn                                           bool // of a condition
	stealing                                           bool // of a lock for readers and writers
	unstable, incomparable, byValue                    bool // of a priority queue
	queueErrors                                        queueErrors

	unordered, lateRoom bool // of a pool

	anyReader      bool // of a lock for readers and writers, see AnyPreference
	noMisuse       bool // see NoMisuse
	noPanics       bool // see NoPanics
	calmComputes   bool // see CalmComputes
	reentrant      bool // see Reentrant
	spuriousTry    bool // see SpuriousTry
	relaxedWalks   bool // see RelaxedWalks
	relaxedLen     bool // see RelaxedLen
	relaxedClear   bool // see RelaxedClear
	zeroes         bool // of a register
	lateClose      bool // of a pool of resources
	singleUse      bool // of a worker pool
	slack          int  // of a rate limiter
	evicts         bool // see Evicts
	forgets        bool // see Forgets
	retries        bool // of a once
	panickingTasks bool // of a worker pool
	phased         bool // no operation waits, some take effect over a while

	weights Domain[int] // of a semaphore
	owners  Domain[int] // of a reentrant lock

	object Object // what the model is of
}

func gather(opts []Option) (s settings) {
	for _, opt := range opts {
		opt(&s)
	}
	return s
}

// FIFO makes the model strict about order: a call that can't go at once
// queues behind all that wait already, and one behind a waiting call waits
// too, even if the state would let it go.
func FIFO() Option { return func(s *settings) { s.fifo, s.headOfLine = true, false } }

// HeadOfLine weakens a model whose waiters go in any order: a waiting call that
// can't go may hold back those that came after it, although they could. What
// it gives up: a wake-up lost to a small request while a larger one waits
// passes as patience.
func HeadOfLine() Option { return func(s *settings) { s.headOfLine, s.fifo = true, false } }

// Prompt weakens the model: a call that is cancelled may have been granted
// before, and then gives back what it got, at a moment of its own. In between
// others see it taken. It applies to operations that say how (GiveBack).
func Prompt() Option { return func(s *settings) { s.prompt = true } }

// LateContext weakens the model: a call whose context was done before it began
// may succeed all the same. Without it such a call must return the context's
// error and have no effect.
func LateContext() Option { return func(s *settings) { s.lateContext = true } }

// LateTimeout weakens the model: a call whose time has run out while it was under
// way may give up whatever is free, as one does that waits by a select for its
// turn or for time.After: when it finds both ready, it picks either. Without it
// a call may give up only if it could not have gone on. What it gives up:
// a time-out of a call that had been granted what it wanted before. Durations so
// long that they run out only when nobody can run are not concerned.
func LateTimeout() Option { return func(s *settings) { s.lateTimeout = true } }

// MayRefuse weakens the models of locks and counters that refuse misuse: they
// may return an error and change nothing at any time, where they would do so
// only on misuse. It is for adapters of types whose misuse is the end of the
// process, such as sync.Mutex: such an adapter keeps count of what is held and
// refuses to unlock more, and its count lags a step behind the truth. What it
// gives up: an implementation that refuses good calls.
func MayRefuse() Option { return func(s *settings) { s.mayRefuse = true } }

// Name gives the model the name that lists and files know it by: lower case,
// with hyphens.
func Name(name string) Option { return func(s *settings) { s.name = name } }

// Label says what is modelled, for reports: "semaphore(2 permits)". The order
// of the waiters is added to it.
func Label(format string, args ...any) Option {
	return func(s *settings) { s.label = fmt.Sprintf(format, args...) }
}

// Describe says how a state reads in a report: "1 permit is free". S must be
// the model's state type.
func Describe[S any](text func(S) string) Option {
	return func(s *settings) { s.describe = text }
}
