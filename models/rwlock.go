package models

import (
	"context"
	"fmt"
)

// RWLockOps is how a lock for readers and writers is called: one function for
// each operation, nil for one that it does not offer. Method values fit.
type RWLockOps struct {
	// RLock and Lock wait for the lock, to read and to write.
	RLock, Lock func()
	// AcquireRead and AcquireWrite are the same, cut short by a context.
	AcquireRead, AcquireWrite func(ctx context.Context) error
	// TryRLock and TryLock take the lock if they can at once, and report that.
	TryRLock, TryLock func() bool
	// RUnlock and Unlock give it back. They return an error and change nothing
	// if nobody reads, and if nobody writes.
	RUnlock, Unlock func() error
}

func (o RWLockOps) rlock()                                 { o.RLock() }
func (o RWLockOps) lock()                                  { o.Lock() }
func (o RWLockOps) acquireRead(ctx context.Context) error  { return o.AcquireRead(ctx) }
func (o RWLockOps) acquireWrite(ctx context.Context) error { return o.AcquireWrite(ctx) }
func (o RWLockOps) tryRLock() bool                         { return o.TryRLock() }
func (o RWLockOps) tryLock() bool                          { return o.TryLock() }
func (o RWLockOps) runlock() error                         { return o.RUnlock() }
func (o RWLockOps) unlock() error                          { return o.Unlock() }

// AnyPreference weakens an RWLock: it asks for no preference of readers or writers.
// Waiting calls go in any order, newcomers overtake, and a waiting call that
// can't go may hold back those that came after it. A try may fail while any
// other call is under way. What it gives up: writers that readers keep out for
// ever, and readers that wait although nobody writes, behind a writer that waits.
func AnyPreference() Option { return func(s *settings) { s.anyReader = true } }

// sharing says who has a lock for readers and writers: that many readers, or a
// writer where it is -1.
type sharing int

const written sharing = -1

// Calls of such a lock by what they want.
var (
	readingCalls = []string{"RLock", "AcquireRead"}
	writingCalls = []string{"Lock", "AcquireWrite"}
)

// announced is the stage of a writer that waits for the readers to leave, and
// keeps new ones out.
const announced = 1

// RWLock is the model of a lock for many readers or one writer, with the
// preference for writers that sync.RWMutex has: a writer that waits for readers
// keeps new readers out, so that it gets the lock when those who read have left;
// and readers that have waited for a writer come before the next one. It is free
// at first.
//
// With AnyPreference() it asks for no preference: see there.
// With FIFO() it is strict in another way: first come, first served, several
// readers in a row together, nobody overtakes, and a try fails while somebody
// waits. With MayRefuse() Unlock and RUnlock may refuse at any time.
func RWLock(opts ...Option) *Model[RWLockOps] {
	set := gather(opts)
	has := func(f func(RWLockOps) bool) func(RWLockOps) bool { return f }
	rlock := Func(RWLockOps.rlock).If(has(func(o RWLockOps) bool { return o.RLock != nil }))
	lock := Func(RWLockOps.lock).If(has(func(o RWLockOps) bool { return o.Lock != nil }))
	read := Ctx(RWLockOps.acquireRead).If(has(func(o RWLockOps) bool { return o.AcquireRead != nil }))
	write := Ctx(RWLockOps.acquireWrite).If(has(func(o RWLockOps) bool { return o.AcquireWrite != nil }))
	tryR := Ret(RWLockOps.tryRLock).If(has(func(o RWLockOps) bool { return o.TryRLock != nil }))
	tryW := Ret(RWLockOps.tryLock).If(has(func(o RWLockOps) bool { return o.TryLock != nil }))
	runlock := Err(RWLockOps.runlock).If(has(func(o RWLockOps) bool { return o.RUnlock != nil }))
	unlock := Err(RWLockOps.unlock).If(has(func(o RWLockOps) bool { return o.Unlock != nil }))
	refusable := func(op Op[sharing, RWLockOps]) Op[sharing, RWLockOps] {
		if set.mayRefuse {
			return op.Spuriously(ErrAny)
		}
		return op
	}
	opts = append([]Option{Name("rwlock"), Label("rwlock"), Describe(describeSharing), object(Object{Kind: RWLockObject, Crowded: !set.fifo})}, opts...)
	mayRead := func(s sharing, _ None) bool { return s != written }
	mayWrite := func(s sharing, _ None) bool { return s == 0 }
	more := func(s sharing, _ None) sharing { return s + 1 }
	own := func(sharing, None) sharing { return written }

	if set.fifo {
		return New(sharing(0),
			Wait("RLock", rlock, mayRead, more), Wait("Lock", lock, mayWrite, own),
			Wait("AcquireRead", read, mayRead, more), Wait("AcquireWrite", write, mayWrite, own),
			Update("TryRLock", tryR, func(s sharing, _ None) (sharing, bool) { return tryRead(s) }).YieldsWith(false),
			Update("TryLock", tryW, func(s sharing, _ None) (sharing, bool) { return tryWrite(s) }).YieldsWith(false),
			refusable(Update("RUnlock", runlock, func(s sharing, _ None) (sharing, error) { return max(s-1, min(s, 0)), errorIf(s <= 0) })),
			refusable(Update("Unlock", unlock, func(s sharing, _ None) (sharing, error) { return max(s, 0), errorIf(s != written) })),
		).equipped(RWLockOps.careful).With(opts...)
	}
	if set.anyReader {
		undo := func(s sharing, _, _ any) sharing { return max(s-1, 0) }
		return New(sharing(0),
			Wait("RLock", rlock, mayRead, more), Wait("Lock", lock, mayWrite, own),
			Wait("AcquireRead", read, mayRead, more).GiveBack(undo), Wait("AcquireWrite", write, mayWrite, own).GiveBack(undo),
			Update("TryRLock", tryR, func(s sharing, _ None) (sharing, bool) { return tryRead(s) }).MayAnswerBeside(false),
			Update("TryLock", tryW, func(s sharing, _ None) (sharing, bool) { return tryWrite(s) }).MayAnswerBeside(false),
			refusable(Update("RUnlock", runlock, func(s sharing, _ None) (sharing, error) { return max(s-1, min(s, 0)), errorIf(s <= 0) })),
			refusable(Update("Unlock", unlock, func(s sharing, _ None) (sharing, error) { return max(s, 0), errorIf(s != written) })),
		).equipped(RWLockOps.careful).With(append([]Option{HeadOfLine(), Prompt()}, opts...)...)
	}
	reads, acquires, leaves := Act("RLock", rlock, readLock), Act("AcquireRead", read, readLock), Act("Unlock", unlock, writeUnlock)
	if set.stealing {
		reads = Act("RLock", rlock, stealLock).OnResume(resumeReader)
		acquires = Act("AcquireRead", read, stealLock).OnResume(resumeReader).OnCancel(cancelReader)
		leaves = Act("Unlock", unlock, letIn)
	}
	return Grants(sharing(0), nil,
		reads, Act("Lock", lock, writeLock).OnResume(resumeWriter),
		acquires, Act("AcquireWrite", write, writeLock).OnResume(resumeWriter).OnCancel(cancelWriter),
		Act("TryRLock", tryR, func(t *Turn[sharing], _ None) {
			ok := t.State != written && !barred(t)
			if ok {
				t.State++
			}
			t.Return(ok)
		}).NonBlocking().MayYieldWith(false),
		Act("TryLock", tryW, func(t *Turn[sharing], _ None) {
			ok := t.State == 0 && !isAnnounced(t)
			if ok {
				t.State = written
			}
			t.Return(ok)
		}).NonBlocking().MayYieldWith(false),
		refusable(Act("RUnlock", runlock, readUnlock).NonBlocking()), refusable(leaves.NonBlocking()),
	).equipped(RWLockOps.careful).With(opts...)
}

func tryRead(s sharing) (sharing, bool) {
	if s == written {
		return s, false
	}
	return s + 1, true
}

func tryWrite(s sharing) (sharing, bool) {
	if s != 0 {
		return s, false
	}
	return written, true
}

func describeSharing(s sharing) string {
	switch s {
	case written:
		return "a writer has the lock"
	case 0:
		return "the lock is free"
	}
	return fmt.Sprintf("%s the lock", map[bool]string{true: "1 reader has", false: counted(int(s), "reader") + " have"}[s == 1])
}

// isAnnounced reports whether a writer waits for the readers to leave.
func isAnnounced(t *Turn[sharing]) bool {
	for _, w := range t.Waiting(writingCalls...) {
		if w.Stage == announced {
			return true
		}
	}
	return false
}

// barred reports whether a new reader is kept out by a writer. A writer that
// has waited for another writer announces itself at some moment after that has
// left: it may have by now, or not.
func barred(t *Turn[sharing]) bool {
	if isAnnounced(t) {
		return true
	}
	ws := t.Waiting(writingCalls...)
	if len(ws) == 0 || t.State == written {
		return t.State == written
	}
	i := t.Choose(len(ws) + 1)
	if i == len(ws) {
		return false
	}
	t.Move(t.Waiting(writingCalls...)[i], announced)
	return true
}

func readLock(t *Turn[sharing], _ None) {
	if barred(t) {
		t.Block()
		return
	}
	t.State++
	t.Return(nil)
}

func writeLock(t *Turn[sharing], _ None) {
	if t.State == 0 && !isAnnounced(t) {
		t.State = written
		t.Return(nil)
		return
	}
	t.Block()
}

// resumeWriter is a writer that finds the lock free.
func resumeWriter(t *Turn[sharing], _ any) {
	if t.State != 0 || isAnnounced(t) && t.Stage() != announced {
		t.Block()
		return
	}
	t.State = written
	t.Return(nil)
}

// admit lets in all readers that wait. Those that were let in before count already.
func admit(t *Turn[sharing]) {
	for w, ok := t.First(readingCalls...); ok; w, ok = t.First(readingCalls...) {
		if w.Stage != letInBy {
			t.State++
		}
		t.Grant(w, nil)
	}
}

// cancelWriter is a writer that gives up: it keeps nobody out any more.
func cancelWriter(t *Turn[sharing], _ any) {
	if t.State != written && !isAnnounced(t) {
		admit(t)
	}
	t.Return(nil)
}

func readUnlock(t *Turn[sharing], _ None) {
	if t.State <= 0 {
		t.Return(ErrAny)
		return
	}
	t.State--
	t.Return(nil)
}

func writeUnlock(t *Turn[sharing], _ None) {
	if t.State != written {
		t.Return(ErrAny)
		return
	}
	t.State = 0
	admit(t)
	t.Return(nil)
}
