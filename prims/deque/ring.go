package deque

// ring holds items in a slice that is used round and round and grows when it is full.
type ring[T any] struct {
	buf   []T // its length is a power of two, or zero
	first int // where the front is
	n     int
}

// at is where the i-th item from the front is.
func (r *ring[T]) at(i int) *T { return &r.buf[(r.first+i)&(len(r.buf)-1)] }

func (r *ring[T]) pushBack(v T) {
	r.grow()
	r.n++
	*r.at(r.n - 1) = v
}

func (r *ring[T]) pushFront(v T) {
	r.grow()
	r.n++
	r.first = (r.first - 1) & (len(r.buf) - 1)
	*r.at(0) = v
}

func (r *ring[T]) popFront() T {
	v := r.empty(0)
	r.first = (r.first + 1) & (len(r.buf) - 1)
	r.n--
	return v
}

func (r *ring[T]) popBack() T {
	v := r.empty(r.n - 1)
	r.n--
	return v
}

// empty takes the item out of its place, so that the garbage collector can have what it points to.
func (r *ring[T]) empty(i int) T {
	var none T
	p := r.at(i)
	v := *p
	*p = none
	return v
}

// grow makes room for one more item.
func (r *ring[T]) grow() {
	if r.n < len(r.buf) {
		return
	}
	buf := make([]T, max(8, 2*len(r.buf)))
	k := copy(buf, r.buf[r.first:])
	copy(buf[k:], r.buf[:r.first])
	r.buf, r.first = buf, 0
}
