package processqueue

import (
	"context"
	"encoding/binary"

	"github.com/tenter-go/tenter/prims/sharedmemory"
)

// place is an index in the words of a queue's state.
type place int

const (
	madeFor    place = iota // capacity
	ofBytes                 // length of the longest message
	head                    // which slot has the oldest message
	count                   // messages
	unfinished              // messages put and not done
	epoch                   // how often nothing was unfinished any more
	slots                   // here the slots begin
)

const wordBytes = 8

// slotWords returns the words of a slot: the length of its message, and its bytes.
func slotWords(maxLength int) int { return 1 + (maxLength+wordBytes-1)/wordBytes }

// state is the words of a queue: a ring of slots. It is used with the queue's lock held.
type state struct {
	words     sharedmemory.Array[uint64]
	capacity  int
	maxLength int
}

func stateIn(m *sharedmemory.Memory, capacity, maxLength int) state {
	return state{sharedmemory.ArrayOf[uint64](m, 0, Words(capacity, maxLength)), capacity, maxLength}
}

func (s state) get(p place) int    { return int(s.words.Load(int(p))) }
func (s state) set(p place, v int) { s.words.Store(int(p), uint64(v)) }
func (s state) add(p place, d int) { s.set(p, s.get(p)+d) }
func (s state) full() bool         { return s.get(count) == s.capacity }

// shape returns what the queue was made for. Fresh memory takes the shape that it is asked about.
func (s state) shape() (capacity, maxLength int) {
	if s.get(madeFor) == 0 {
		s.set(madeFor, s.capacity)
		s.set(ofBytes, s.maxLength)
	}
	return s.get(madeFor), s.get(ofBytes)
}

// slot returns the index of the first word of the i-th slot from the oldest on.
func (s state) slot(i int) int {
	return int(slots) + (s.get(head)+i)%s.capacity*slotWords(s.maxLength)
}

func (s state) push(message []byte) bool {
	if s.full() {
		return false
	}
	at := s.slot(s.get(count))
	s.words.Store(at, uint64(len(message)))
	for len(message) > 0 {
		var word [wordBytes]byte
		n := copy(word[:], message)
		message = message[n:]
		at++
		s.words.Store(at, binary.NativeEndian.Uint64(word[:]))
	}
	s.add(count, 1)
	s.add(unfinished, 1)
	return true
}

func (s state) pop() ([]byte, bool) {
	if s.get(count) == 0 {
		return nil, false
	}
	at := s.slot(0)
	n := int(s.words.Load(at))
	message := make([]byte, 0, n+wordBytes)
	for len(message) < n {
		at++
		message = binary.NativeEndian.AppendUint64(message, s.words.Load(at))
	}
	s.set(head, (s.get(head)+1)%s.capacity)
	s.add(count, -1)
	return message[:n:n], true
}

// signal wakes those who wait for a change, in whatever process. It is a lock that nobody needs: to wait is to take it, and to post is to free it.
type signal struct{ lock *sharedmemory.Lock }

// post has one wait return, now or in future. Several posts that nobody has waited for count as one.
func (s signal) post() { _ = s.lock.Release() } // a lock that is free has been posted

func (s signal) wait(ctx context.Context) error { return s.lock.Acquire(ctx) }
