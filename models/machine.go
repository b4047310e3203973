package models

import "github.com/tenter-go/tenter/histories"

// MoveKind is what a call, or the whole history, does at one point of a
// linearization.
type MoveKind uint8

const (
	// Enter: the call begins in the model. It returns or it joins the waiters;
	// in a self-serving machine it takes what it waits for.
	Enter MoveKind = iota
	// Lenient: as Enter, by one of the weaker answers that the operation is
	// allowed besides the right one.
	Lenient
	// Resume: a waiting call goes on, at a moment of its own. For a call that
	// ended as cancelled: it is granted what it will give back.
	Resume
	// Cancel: the cancellation strikes; the call leaves the line, or gives back
	// what it was granted.
	Cancel
	// Refuse: one honest try of a call that timed out: it can't go now. Only in
	// self-serving machines; in others Enter says it.
	Refuse
	// Settle: a quiescence. Every call that is stuck must wait, and none of them
	// may be able to go.
	Settle
	// Idle: nothing happens.
	Idle
)

// Move is one step of a linearization.
type Move struct {
	Kind MoveKind
	// Relaxed drops the demand that stuck calls must not be granted.
	Relaxed bool
	Call    int // index of the call; of the quiescence for Settle
	// Others are the calls that may be waiting now, one bit each. Only
	// self-serving machines need it; the others know who waits.
	Others uint64
	// Choice picks one of the ways in which the move can go; see Machine.Ways.
	Choice int
}

// Machine plays moves of the calls of one history on a specification. It keeps
// one state for each level, level 0 before the first move, so that a search can
// go back to any earlier level. It is for one goroutine.
//
// There are two kinds. A self-serving machine has one phase for each call that
// came back and none for a stuck one: a call that waits changes nothing, so
// only its end has a place in a linearization. A two-phase machine keeps the
// calls that wait in the state.
type Machine interface {
	// Load makes the machine ready for the calls of h, at level 0 in the initial
	// state. It returns an error if h does not fit the specification, or if it
	// has more than MaxCalls calls.
	Load(h *histories.History) error
	// Slide makes the machine ready for a history of which it sees a part at a
	// time, at level 0 in the initial state: h has MaxCalls operations, which
	// Place fills, and one quiescence, the one that Settle 0 speaks of.
	Slide(h *histories.History)
	// Place puts a call into the place of one that has ended, or that a search has gone back before.
	Place(call int, o histories.Operation)
	// Step plays a move on the state of the given level, and leaves the state
	// after it at the next one. It reports whether the model allows the move
	// with the results that were observed, and which calls (one bit each) it
	// brought to their end: those granted, and those whose cancellation is done.
	Step(level int, m Move) (ended uint64, ok bool)
	// Ways returns in how many ways the last move can go: Choice counts from 0.
	// It may grow as choices are tried, and some choices may not exist.
	Ways() int
	// SelfServing tells the kind of the machine.
	SelfServing() bool
	// Facts says what moves the call can have. It is not to be changed.
	Facts(call int) *Facts
	// Excused reports whether, since Load, some stuck call was let pass by a
	// self-serving machine because another one may have come first and hold it
	// back. If so, an order that it allows has to be looked for again on a
	// two-phase machine; one that it refuses is refused there as well.
	Excused() bool
	// Waits reports whether the call waits in the state of a level, and whether
	// it could go on there by itself. A self-serving machine takes every call for
	// waiting.
	Waits(level, call int) (waiting, able bool)
	// Hash returns a hash of the state of a level.
	Hash(level int) uint64
	// Snapshot returns the state of a level, with the given calls as waiters
	// in a self-serving machine.
	Snapshot(level int, waiting []int) State
	// Restore makes st, a snapshot of a machine of the same specification and
	// kind that was loaded with the same history, the state of level 0.
	Restore(st State)
	// Same reports whether the state of a level is st.
	Same(level int, st State) bool
}

// Facts is what a machine knows of a call before any move.
type Facts struct {
	Waits      bool // its operation may wait
	Resumes    bool // once it waits, it goes on by a Resume
	LeavesLate bool // its end may come after its Cancel
	GivesBack  bool // it ended as cancelled and may have been granted before
	MayDrop    bool // it may have had no effect at all
	MustDrop   bool // its context was done before, so it must have had none
	Lenient    bool // Lenient could explain its result
}

// MaxCalls is how many calls a history may have for a Machine.
const MaxCalls = 64

// loaded is what both kinds of machine know of the history at hand.
type loaded struct {
	spec  *Spec
	flags *settings
	h     *histories.History
	calls []histories.Operation
	facts [MaxCalls]Facts
	alone uint64 // calls during which no other one was under way, one bit each
}

func (l *loaded) load(h *histories.History) error {
	if len(h.Operations) > MaxCalls {
		return tooMany(len(h.Operations))
	}
	if err := l.spec.Fits(h); err != nil {
		return err
	}
	l.h, l.calls = h, h.Operations
	l.alone = solitary(h.Operations)
	return nil
}

// solitary returns the calls during which no other one was under way. Calls
// are in the order in which they began.
func solitary(calls []histories.Operation) (alone uint64) {
	var latest int64 // the last end of those before
	for i := range calls {
		nextBegins := int64(histories.Forever)
		if i+1 < len(calls) {
			nextBegins = calls[i+1].Call
		}
		if calls[i].Call > latest && calls[i].Return < nextBegins {
			alone |= 1 << i
		}
		latest = max(latest, calls[i].Return)
	}
	return alone
}

func (l *loaded) isAlone(call int) bool { return l.alone>>call&1 != 0 }

func (l *loaded) Facts(call int) *Facts { return &l.facts[call] }

// timedOut reports whether the call gave up by itself, so that it must have
// been waiting.
func (l *loaded) timedOut(call int) bool {
	return l.calls[call].Outcome == histories.Cancelled && l.calls[call].Mode == histories.Timeout
}

// dead reports whether the call had to be refused, its context being done. One
// that failed for another reason, such as that the object is closed, may have
// looked for that first: then it is the model that must say so.
func (l *loaded) dead(call int) bool {
	return l.calls[call].Mode == histories.Done && l.deadOnArrival(call)
}

func (l *loaded) deadOnArrival(call int) bool {
	_, failed := l.calls[call].Out.(histories.Failure)
	return !l.flags.lateContext && !failed
}

// note fills in the facts of a call that do not depend on the kind of the machine.
func note[S any](l *loaded, rules []rule[S], call int) {
	o := &l.calls[call]
	r := &rules[o.Op]
	if o.Outcome == histories.Returned && o.Mode != histories.Done && !r.weak { // as nearly all do
		l.facts[call] = Facts{Waits: r.waits, LeavesLate: r.cancel != nil}
		return
	}
	cancelled := o.Outcome == histories.Cancelled
	dead := l.dead(call)
	pending := o.Outcome == histories.Pending
	refused := dead && (cancelled || pending || o.Outcome == histories.Stuck)
	l.facts[call] = Facts{
		Waits:      r.waits,
		LeavesLate: r.cancel != nil,
		GivesBack:  l.flags.prompt && cancelled && r.giveBack != nil && !dead,
		MayDrop:    refused || pending || cancelled && o.Mode != histories.Timeout,
		MustDrop:   refused,
		Lenient:    r.weak && r.lenient(o, true, l.isAlone(call)) && !dead && !pending,
	}
}
