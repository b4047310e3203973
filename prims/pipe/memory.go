package pipe

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"
)

// Memory returns the ends of a pipe within the process, whose directions hold up to size messages each.
// It panics if size is less than 1.
func Memory(size int) (End, End) {
	if size < 1 {
		panic(fmt.Sprintf("pipe: a buffer of %d messages: must be at least 1", size))
	}
	a, b := newDirection(size), newDirection(size)
	return &memory{in: a, out: b}, &memory{in: b, out: a, swapped: true}
}

// memory is an end.
type memory struct {
	in, out *direction
	swapped bool // of the two directions, out was made first
}

// direction is one direction of a pipe.
type direction struct {
	size int

	mu      sync.Mutex
	buf     [][]byte
	noMore  bool          // the sending end is closed
	nobody  bool          // the receiving end is closed
	changed chan struct{} // closed and replaced at each change
}

func newDirection(size int) *direction {
	return &direction{size: size, changed: make(chan struct{})}
}

// change lets all look again. The caller holds mu.
func (d *direction) change() {
	close(d.changed)
	d.changed = make(chan struct{})
}

// until waits until try is done; it is called with mu held, now and after each change.
func (d *direction) until(ctx context.Context, try func() (done bool)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		d.mu.Lock()
		done, changed := try(), d.changed
		d.mu.Unlock()
		if done {
			return nil
		}
		// Whatever changes from here on closes changed, so that nothing is missed.
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (m *memory) Send(ctx context.Context, message []byte) (err error) {
	d := m.out
	cut := d.until(ctx, func() bool {
		switch {
		case d.noMore:
			err = ErrClosed
		case d.nobody:
			err = ErrBroken
		case len(d.buf) == d.size:
			return false
		default:
			d.buf = append(d.buf, bytes.Clone(message)) // linearizes here
			d.change()
		}
		return true
	})
	if cut != nil {
		return cut
	}
	return err
}

func (m *memory) Receive(ctx context.Context) (message []byte, err error) {
	d := m.in
	cut := d.until(ctx, func() bool {
		switch {
		case d.nobody:
			err = ErrClosed
		case len(d.buf) > 0:
			message = d.buf[0] // linearizes here
			d.buf = d.buf[1:]
			d.change()
		case d.noMore:
			err = io.EOF
		default:
			return false
		}
		return true
	})
	if cut != nil {
		return nil, cut
	}
	return message, err
}

func (m *memory) Poll() bool {
	d := m.in
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.buf) > 0 || d.noMore || d.nobody
}

// Close closes both directions in one step: the order of their locks is that of their making, the same
// at both ends, or two ends that close would wait for each other.
func (m *memory) Close() error {
	first, second := m.in, m.out
	if m.swapped {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	if !m.in.nobody {
		m.in.nobody, m.out.noMore = true, true
		m.in.change()
		m.out.change()
	}
	return nil
}
