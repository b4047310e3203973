package sched

// operation is what a task does in one step.
type operation struct {
	kind     Kind
	obj      Pointer
	wrote    bool
	returned bool
	resumes  bool // another task has done it for this one, which waited: it is no step of its own
}

// conflict reports whether two operations of different tasks may give something else in the other order.
//
// These do not conflict: operations on different objects, but for a select, which may be about any channel, and the firing
// of a timer, which may send on any; two that only read (a compare-and-swap that fails, a swap of equal values and a map operation that changes nothing only
// read); taking a lock for reading, twice; giving a lock back and taking it, whose order is not free; changes of a wait group's counter that don't begin at
// zero, and waiting for it. Two locks of one mutex do conflict: their order is the order of the critical sections.
// A call of the harness conflicts with what lets another one return, as which of them comes first is what a history is about.
func conflict(a, b *operation) bool {
	if a.returned && b.kind == KindCall || b.returned && a.kind == KindCall {
		return true
	}
	ca, cb := conflicts[a.kind], conflicts[b.kind]
	switch {
	case a.resumes || b.resumes || ca == onNothing || cb == onNothing:
		return false
	case a.kind == KindFire || b.kind == KindFire:
		return ca == onChannel || cb == onChannel || ca == cb
	case ca == onClock && cb == onClock:
		return a.kind != KindNow || b.kind != KindNow
	case ca == onChannel && cb == onChannel && (a.kind == KindSelect || b.kind == KindSelect):
		return true
	case a.obj != b.obj:
		return false
	case ca == onLock && cb == onLock:
		return locksConflict(a.kind, b.kind)
	case ca == onGroup && cb == onGroup:
		return a.wrote || b.wrote
	}
	return !a.reads() || !b.reads()
}

// locksConflict is conflict for a lock. That a lock is given back is a step only where somebody may ask whether it is held.
func locksConflict(a, b Kind) bool {
	if a == KindTryLock || b == KindTryLock || a == KindTryRLock || b == KindTryRLock {
		return !(onlyReads[a] && onlyReads[b])
	}
	takes := func(k Kind) bool { return k == KindLock || k == KindRLock }
	return takes(a) && takes(b) && !(a == KindRLock && b == KindRLock)
}

// covers reports whether what conflicts with another operation on the same object conflicts with o as well, whatever it is: where o comes before that
// one, nothing that came before o on the object can race with it.
func (o *operation) covers(other *operation) bool {
	if o.resumes {
		return false
	}
	if d := conflicts[o.kind]; d != onObject {
		return d == onLock && o.kind == other.kind
	}
	return !o.reads()
}

func (o *operation) reads() bool {
	return !o.wrote && effects[o.kind] == reads && !alwaysConflicts[o.kind]
}

// domain groups the kinds by what they are about.
type domain uint8

const (
	onObject domain = iota
	onNothing
	onLock
	onGroup
	onChannel
	onClock
)

var conflicts = [kindCount]domain{
	KindStart: onNothing, KindEnd: onNothing, KindCall: onNothing, KindReturn: onNothing, KindGo: onNothing, KindGosched: onNothing,
	KindLock: onLock, KindTryLock: onLock, KindUnlock: onLock, KindRLock: onLock, KindTryRLock: onLock, KindRUnlock: onLock,
	KindAdd: onGroup, KindWait: onGroup,
	KindSend: onChannel, KindRecv: onChannel, KindClose: onChannel, KindSelect: onChannel, KindLen: onChannel,
	KindSleep: onClock, KindTimer: onClock, KindNow: onClock, KindFire: onClock,
}

// alwaysConflicts tells the kinds whose shims do not say whether they have changed anything.
var alwaysConflicts = [kindCount]bool{KindOnce: true, KindSelect: true, KindTryLock: true, KindTryRLock: true}
