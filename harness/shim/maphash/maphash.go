// Package maphash is what rewritten code uses in place of hash/maphash.
//
// It hashes in the same way in every process, so that executions can be repeated. Seeds are different from each other, and the same whenever the
// execution is made again.
package maphash

import (
	"hash"
	"reflect"
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/digest"
)

// Seed is hash/maphash.Seed.
type Seed struct{ s uint64 }

// natively counts the seeds that were made by no task.
var natively atomic.Uint64

// seedsAt stands for the number of seeds made by tasks among what is kept about objects.
var seedsAt = unsafe.Pointer(new(int))

// MakeSeed is hash/maphash.MakeSeed. Which seed it returns decides nothing that a program may rely on, so it is no choice of the schedule's.
func MakeSeed() Seed {
	n := uint64(0)
	if t := task(); t != nil {
		n, _ = t.Attached(seedsAt).(uint64)
		t.Attach(seedsAt, n+1)
		n |= 1 << 63
	} else {
		n = natively.Add(1)
	}
	return Seed{digest.Bytes(n, nil) | 1}
}

func task() *sched.Task {
	if sched.Active() {
		return sched.Current()
	}
	return nil
}

func (s Seed) digest() digest.Digest {
	if s.s == 0 {
		panic("maphash: use of uninitialized Seed")
	}
	return digest.New(s.s)
}

// Bytes is hash/maphash.Bytes.
func Bytes(seed Seed, b []byte) uint64 {
	d := seed.digest()
	d.Write(b)
	return d.Sum()
}

// String is hash/maphash.String.
func String(seed Seed, s string) uint64 {
	return Bytes(seed, unsafe.Slice(unsafe.StringData(s), len(s)))
}

// Comparable is hash/maphash.Comparable.
func Comparable[T comparable](seed Seed, v T) uint64 {
	d := seed.digest()
	write(&d, v)
	return d.Sum()
}

// WriteComparable is hash/maphash.WriteComparable.
func WriteComparable[T comparable](h *Hash, x T) {
	h.init()
	write(&h.digest, x)
}

func write[T comparable](d *digest.Digest, v T) {
	d.Value(reflect.ValueOf(&v).Elem())
}

// Hash is hash/maphash.Hash.
type Hash struct {
	_      [0]func() // not comparable
	seed   Seed
	digest digest.Digest
}

// init gives h a seed if it has none.
func (h *Hash) init() {
	if h.seed.s == 0 {
		h.SetSeed(MakeSeed())
	}
}

// WriteByte is hash/maphash.Hash.WriteByte.
func (h *Hash) WriteByte(b byte) error {
	h.init()
	h.digest.Byte(b)
	return nil
}

// Write is hash/maphash.Hash.Write.
func (h *Hash) Write(b []byte) (int, error) {
	h.init()
	h.digest.Write(b)
	return len(b), nil
}

// WriteString is hash/maphash.Hash.WriteString.
func (h *Hash) WriteString(s string) (int, error) {
	return h.Write(unsafe.Slice(unsafe.StringData(s), len(s)))
}

// Seed is hash/maphash.Hash.Seed.
func (h *Hash) Seed() Seed {
	h.init()
	return h.seed
}

// SetSeed is hash/maphash.Hash.SetSeed.
func (h *Hash) SetSeed(seed Seed) { h.seed, h.digest = seed, seed.digest() }

// Reset is hash/maphash.Hash.Reset.
func (h *Hash) Reset() {
	h.init()
	h.digest = h.seed.digest()
}

// Sum64 is hash/maphash.Hash.Sum64.
func (h *Hash) Sum64() uint64 {
	h.init()
	return h.digest.Sum()
}

// Sum is hash/maphash.Hash.Sum.
func (h *Hash) Sum(b []byte) []byte {
	x := h.Sum64()
	for i := range 8 {
		b = append(b, byte(x>>(8*i)))
	}
	return b
}

// Size is hash/maphash.Hash.Size.
func (h *Hash) Size() int { return 8 }

// BlockSize is hash/maphash.Hash.BlockSize.
func (h *Hash) BlockSize() int { return 128 }

// Clone is hash/maphash.Hash.Clone.
func (h *Hash) Clone() (hash.Cloner, error) {
	h.init()
	r := *h
	return &r, nil
}
