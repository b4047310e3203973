// Package sharedmemory provides values, arrays and locks in memory that processes can share.
//
// [Local] is memory of one process; package mapped has the same in memory that child processes see too.
//
// # Contract
//
//   - Memory has a fixed length and is zeroed at first. Its elements are words of eight bytes.
//   - One Load, Store or Update is atomic, also between processes. A Load followed by a Store is not:
//     what others store in between is lost. Update is the atomic form of that, and has no need of the lock.
//   - The lock is for work on several elements, and advisory: it stops others who acquire it, not those
//     who read and write. It belongs to nobody: anyone may release it. Waiters go in any order.
//   - Acquire waits for the lock no longer than its context allows; if ctx was done on entry it has no
//     effect. Release of a free lock returns [ErrFree].
//   - A process that dies while it holds the lock leaves it held. Holder tells which one that was.
//
// # Differences from Python
//
// It follows multiprocessing.Value and Array of Python 3.13. There the lock is taken by each access and
// so has to be reentrant; here accesses are atomic without it, and it is not. lock=False is not to use
// it. Types are those of eight bytes. Python can't tell that the holder of a lock has died.
package sharedmemory

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"unsafe"
)

// ErrFree refuses to release a lock that is free.
var ErrFree = errors.New("sharedmemory: the lock is free")

// Word is a type that memory can hold.
type Word interface{ int64 | uint64 | float64 }

// Memory is words with a lock. All its methods, and those of what is made of it, may be called by any
// number of goroutines at once.
type Memory struct {
	words []uint64
	lock  Lock
}

// header is how many words the lock needs.
const header = 2

// Make makes Memory of words, the first two of which become the lock's; its waiters are woken by waker.
// It is for packages that get words elsewhere. It panics if there are fewer than two.
func Make(words []uint64, waker Waker) *Memory {
	if len(words) < header {
		panic(fmt.Sprintf("sharedmemory: %d words are not enough for a lock", len(words)))
	}
	return &Memory{words: words[header:], lock: Lock{holder: &words[0], waiting: &words[1], waker: waker}}
}

// Local returns memory of so many words that only this process sees. It panics if n is negative.
func Local(n int) *Memory { return Make(make([]uint64, header+n), make(tokens, 1)) }

// Lock returns the lock.
func (m *Memory) Lock() *Lock { return &m.lock }

// Len returns the number of words.
func (m *Memory) Len() int { return len(m.words) }

// Array is words of memory as elements of type T.
type Array[T Word] struct{ words []uint64 }

// ArrayOf returns n words of memory from the i-th on as an array. It panics if there are fewer.
func ArrayOf[T Word](m *Memory, i, n int) Array[T] { return Array[T]{m.words[i : i+n : i+n]} }

// Len returns the number of elements.
func (a Array[T]) Len() int { return len(a.words) }

// Load returns the i-th element.
func (a Array[T]) Load(i int) T { return value[T](atomic.LoadUint64(&a.words[i])) }

// Store sets the i-th element.
func (a Array[T]) Store(i int, v T) { atomic.StoreUint64(&a.words[i], word(v)) }

// Update sets the i-th element to f of what it was, in one step, and returns the new value. f may be
// called more than once.
func (a Array[T]) Update(i int, f func(T) T) T {
	for {
		old := atomic.LoadUint64(&a.words[i])
		v := f(value[T](old))
		// Linearizes here. If the word changed and changed back in between, f has seen what it is now.
		if atomic.CompareAndSwapUint64(&a.words[i], old, word(v)) {
			return v
		}
	}
}

// Value is one word of memory as a value of type T.
type Value[T Word] struct{ array Array[T] }

// ValueOf returns the i-th word of memory as a value.
func ValueOf[T Word](m *Memory, i int) Value[T] { return Value[T]{ArrayOf[T](m, i, 1)} }

// Load returns the value.
func (v Value[T]) Load() T { return v.array.Load(0) }

// Store sets the value.
func (v Value[T]) Store(x T) { v.array.Store(0, x) }

// Update sets the value to f of what it was, in one step, and returns the new one. f may be called more
// than once.
func (v Value[T]) Update(f func(T) T) T { return v.array.Update(0, f) }

// All types of Word have the size of a word.

func value[T Word](w uint64) T { return *(*T)(unsafe.Pointer(&w)) }
func word[T Word](v T) uint64  { return *(*uint64)(unsafe.Pointer(&v)) }

// Waker wakes those who wait for a lock, in whatever process.
type Waker interface {
	// Post has one Wait return, now or in future. It never blocks; of several that nobody has used one
	// counts at least.
	Post()
	// Wait waits for a Post.
	Wait(ctx context.Context) error
}

// tokens is a Waker of one process, a channel with room for one.
type tokens chan struct{}

func (t tokens) Post() {
	select {
	case t <- struct{}{}:
	default:
	}
}

func (t tokens) Wait(ctx context.Context) error {
	select {
	case <-t:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Lock is a lock in memory. It is made by [Make].
type Lock struct {
	holder  *uint64 // the process that holds it; 0 if it is free
	waiting *uint64 // how many wait, or are about to look once more before they do
	waker   Waker
}

// TryAcquire takes the lock if it is free, and reports whether it did.
func (k *Lock) TryAcquire() bool {
	return atomic.CompareAndSwapUint64(k.holder, 0, uint64(os.Getpid()))
}

// Acquire waits for the lock and takes it; or it returns the context's error, if ctx was done on entry
// or is done first.
func (k *Lock) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if k.TryAcquire() {
		return nil
	}
	// Who waits says so first, and then looks once more. So a Release either frees the lock before that
	// look, or sees that somebody waits. A token may be an old one, or another one may have been quicker:
	// whoever has the lock now will post again, since we still count.
	atomic.AddUint64(k.waiting, 1)
	defer atomic.AddUint64(k.waiting, ^uint64(0))
	for !k.TryAcquire() {
		if err := k.waker.Wait(ctx); err != nil {
			// A token that came with the cancellation stays for the next one.
			return err
		}
	}
	return nil
}

// Release frees the lock. It returns [ErrFree] if it is free already.
func (k *Lock) Release() error {
	held := atomic.LoadUint64(k.holder)
	if held == 0 || !atomic.CompareAndSwapUint64(k.holder, held, 0) {
		return ErrFree
	}
	if atomic.LoadUint64(k.waiting) > 0 {
		k.waker.Post()
	}
	return nil
}

// Holder returns the process that holds the lock, and 0 if it is free.
func (k *Lock) Holder() int { return int(atomic.LoadUint64(k.holder)) }
