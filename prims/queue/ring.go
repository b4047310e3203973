package queue

// ring holds items first in, first out, in a slice that is used round and round and grows when it is full.
type ring[T any] struct {
	buf   []T // its length is a power of two, or zero
	first int // where the oldest item is
	n     int
}

func (r *ring[T]) len() int { return r.n }

func (r *ring[T]) push(v T) {
	if r.n == len(r.buf) {
		r.grow()
	}
	r.buf[(r.first+r.n)&(len(r.buf)-1)] = v
	r.n++
}

func (r *ring[T]) pop() T {
	var none T
	v := r.buf[r.first]
	r.buf[r.first] = none // so that the garbage collector can have what it points to
	r.first = (r.first + 1) & (len(r.buf) - 1)
	r.n--
	return v
}

func (r *ring[T]) grow() {
	buf := make([]T, max(8, 2*len(r.buf)))
	k := copy(buf, r.buf[r.first:])
	copy(buf[k:], r.buf[:r.first])
	r.buf, r.first = buf, 0
}

func (r *ring[T]) clear() { *r = ring[T]{} }
