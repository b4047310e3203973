package models

// ObjectKind names an object of which the judges of long histories know more
// than its specification says.
type ObjectKind uint8

const (
	// NoObject: nothing is known beyond the specification.
	NoObject ObjectKind = iota
	QueueObject
	StackObject
	PriorityObject // with values that have priorities
	DequeObject
	RegisterObject
	CounterObject
	DictionaryObject
	SetObject
	SemaphoreObject
	LockObject
	RWLockObject
)

// Object says what a specification is of, for judges that can do better than
// to search. The zero Object says nothing.
type Object struct {
	Kind ObjectKind
	// Capacity of a queue, or the permits at first of a semaphore, or the count at first.
	Capacity int
	// Limit is the most permits that a semaphore may have; 0 for none.
	Limit int
	// Initial is what a register holds at first.
	Initial any
	// FIFO: waiting calls are served first come, first served, and a try fails
	// while somebody waits.
	FIFO bool
	// Crowded: a try may fail while another call may be waiting.
	Crowded bool
	// HeadOfLine: a call may wait behind another one that can't go.
	HeadOfLine bool
	// GivesBack: a cancelled call may have had its effect for a moment.
	GivesBack bool
	// MayRefuse: operations may refuse for no reason.
	MayRefuse bool
	// ByValue: the priority of a value is the value; else it is Priority of it.
	ByValue bool
	// Unordered: which of several items of one priority comes next is open, or
	// some can't be compared.
	Unstable, Incomparable bool
}

// object says what a model is of.
func object(o Object) Option { return func(s *settings) { s.object = o } }

// Object returns what the specification is known to be of.
func (s *Spec) Object() Object {
	set := s.core.flags()
	o := set.object
	o.FIFO, o.HeadOfLine, o.GivesBack, o.MayRefuse = set.fifo || set.handOver, set.headOfLine, set.prompt, set.mayRefuse
	o.ByValue, o.Unstable, o.Incomparable = set.byValue, set.unstable, set.incomparable
	return o
}

// LateTimeout reports whether a call whose time has run out may give up whatever is free.
func (s *Spec) LateTimeout() bool { return s.core.flags().lateTimeout }

// LateContext reports whether calls whose context was done before they began may take effect.
func (s *Spec) LateContext() bool { return s.core.flags().lateContext }
