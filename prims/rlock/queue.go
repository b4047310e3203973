package rlock

import "github.com/tenter-go/tenter/prims/internal/waitlist"

// enter takes the lock after all and returns no waiter, or it joins the queue and returns the waiter.
// The look at the word and the joining are one step, since the word must have, or get, the queued bit
// for it: a release that changes the word before makes the compare-and-swap fail, and one that comes
// after it sees the bit and goes for mu.
func (l *RLock) enter(o *Owner, n int) (*waitlist.Waiter, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		if done, err := l.try(o, n); done {
			return nil, err
		}
		w := l.word.Load()
		if w == 0 || idOf(w) == o.id {
			continue
		}
		if w&queued != 0 || l.word.CompareAndSwap(w, w|queued) {
			break
		}
	}
	waiter := waitlist.New(o.id)
	waiter.N = n
	l.twins = o.waiting.Add(1) > 1 || l.twins
	l.queue.Push(waiter)
	return waiter, nil
}

// release takes off the depth what many says of it, and frees or hands over the lock if that is all.
func (l *RLock) release(o *Owner, many func(depth int) int) (n int, err error) {
	for {
		w := l.word.Load()
		if idOf(w) != o.id {
			return 0, ErrNotHeld
		}
		n = many(depthOf(w))
		switch {
		case n < depthOf(w):
			if l.word.CompareAndSwap(w, w-uint64(n)*oneDeep) {
				return n, nil
			}
		case w&queued == 0:
			if l.word.CompareAndSwap(w, 0) {
				return n, nil
			}
		case l.handOver(w):
			return n, nil
		}
	}
}

// handOver gives the lock to the owner at the head of the queue, unless the word is not w any more.
func (l *RLock) handOver(w uint64) bool {
	l.mu.Lock()
	head := l.queue.First()
	if head == nil || l.word.Load() != w {
		l.mu.Unlock()
		return false
	}
	granted, depth := l.callsOf(head)
	next := pack(head.Tag, depth)
	if len(granted) < l.queue.Len() {
		next |= queued
	}
	// The queue can't change, so that only the owner's own calls can be in the way: another goroutine
	// has taken the lock once more, or released it.
	if !l.word.CompareAndSwap(w, next) {
		l.mu.Unlock()
		return false
	}
	for _, g := range granted {
		l.queue.Remove(g)
	}
	l.twins = l.twins && !l.queue.Empty()
	l.mu.Unlock()
	for _, g := range granted {
		close(g.Ready)
	}
	return true
}

// callsOf returns the calls in the queue that are of the same owner as its head, and how deep they make
// it. Usually that is the head alone, which twins tells without a look at all the others.
func (l *RLock) callsOf(head *waitlist.Waiter) (list []*waitlist.Waiter, depth int) {
	list, depth = append(list, head), head.N
	if !l.twins {
		return list, depth
	}
	for w := head.Next(); w != nil; w = w.Next() {
		if w.Tag == head.Tag && depth+w.N <= MaxDepth {
			list, depth = append(list, w), depth+w.N
		}
	}
	return list, depth
}

// abandon takes w out of the queue and returns cause, or it returns nil if the lock was handed to it
// before.
func (l *RLock) abandon(w *waitlist.Waiter, cause error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.queue.Remove(w) {
		return nil // the cancellation came too late
	}
	if l.queue.Empty() {
		l.twins = false
		l.word.And(^uint64(queued))
	}
	return cause
}
