// Package digest computes hashes that are the same in every process. The runtime's differ: each process has keys of its own, so that whoever
// goes through a hash table by its buckets takes other steps in the next one.
package digest

import (
	"encoding/binary"
	"math/bits"
)

// Odd numbers without a pattern, which keep what is alike in the input from staying alike.
const (
	first  = 0x9e3779b97f4a7c15
	second = 0xd1342543de82ef95
	third  = 0xaf251af3b0f025b5
)

// A Digest is a hash in the making. The zero one has the seed 0. What is written in several parts counts as if it were written in one.
type Digest struct {
	sum  uint64
	tail uint64 // bytes that do not fill a word yet, the first of them lowest
	size uint64
}

// New returns a digest of nothing.
func New(seed uint64) Digest { return Digest{sum: seed ^ first} }

// Write adds bytes.
func (d *Digest) Write(b []byte) {
	for d.size%8 != 0 && len(b) > 0 {
		d.Byte(b[0])
		b = b[1:]
	}
	for ; len(b) >= 8; b = b[8:] {
		d.Word(binary.LittleEndian.Uint64(b))
	}
	for _, c := range b {
		d.Byte(c)
	}
}

// Byte adds a byte.
func (d *Digest) Byte(c byte) {
	d.tail |= uint64(c) << (d.size % 8 * 8)
	if d.size++; d.size%8 == 0 {
		d.sum, d.tail = mix(d.sum^d.tail, second), 0
	}
}

// Word adds eight bytes.
func (d *Digest) Word(w uint64) {
	if d.size%8 != 0 {
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], w)
		for _, c := range b {
			d.Byte(c)
		}
		return
	}
	d.sum = mix(d.sum^w, second)
	d.size += 8
}

// Sum returns the hash of what was written. More may be written after it.
func (d *Digest) Sum() uint64 { return mix(mix(d.sum^d.tail, second)^d.size, third) }

// Bytes returns the hash of b.
func Bytes(seed uint64, b []byte) uint64 {
	d := New(seed)
	d.Write(b)
	return d.Sum()
}

// mix multiplies to 128 bits and folds them.
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^third, b)
	return hi ^ lo
}
