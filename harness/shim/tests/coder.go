package tests

import (
	"encoding/binary"
	"errors"
	"io"
)

// A coder writes a message into its buffer, or reads one from there: each message has one function that names its fields in their order,
// and serves both ways.
type coder struct {
	buf     []byte
	reading bool
	broken  bool // the buffer ended before the message did
}

// message is what can be sent.
type message interface{ code(*coder) }

// maxMessage bounds what is believed of a length: more than any trace takes.
const maxMessage = 1 << 30

var errBroken = errors.New("the message can't be read: the two processes are of different versions, or the test has written to the pipe")

// Send writes m to w, in one piece.
func Send(w io.Writer, m message) error {
	c := coder{buf: make([]byte, 4, 256)}
	m.code(&c)
	binary.LittleEndian.PutUint32(c.buf, uint32(len(c.buf)-4))
	_, err := w.Write(c.buf)
	return err
}

// Receive reads the next message from r into m, which must be zero. It returns io.EOF if there is none.
func Receive(r io.Reader, m message) error {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return err
	}
	n := binary.LittleEndian.Uint32(head[:])
	if n > maxMessage {
		return errBroken
	}
	c := coder{buf: make([]byte, n), reading: true}
	if _, err := io.ReadFull(r, c.buf); err != nil {
		return err
	}
	m.code(&c)
	if c.broken || len(c.buf) > 0 {
		return errBroken
	}
	return nil
}

// word codes an unsigned number.
func word[T ~uint8 | ~uint64 | ~uintptr](c *coder, v *T) {
	if !c.reading {
		c.buf = binary.AppendUvarint(c.buf, uint64(*v))
		return
	}
	x, n := binary.Uvarint(c.buf)
	if n <= 0 {
		c.broken, c.buf = true, nil
		return
	}
	*v, c.buf = T(x), c.buf[n:]
}

// number codes a signed number.
func number[T ~int | ~int64](c *coder, v *T) {
	u := uint64(*v)<<1 ^ uint64(*v>>63)
	word(c, &u)
	if c.reading {
		*v = T(int64(u>>1) ^ -int64(u&1))
	}
}

func flag(c *coder, v *bool) {
	var u uint8
	if *v {
		u = 1
	}
	word(c, &u)
	*v = u != 0
}

func text[T ~string](c *coder, v *T) {
	n := len(*v)
	number(c, &n)
	switch {
	case !c.reading:
		c.buf = append(c.buf, *v...)
	case n < 0 || n > len(c.buf):
		c.broken, c.buf = true, nil
	default:
		*v, c.buf = T(c.buf[:n]), c.buf[n:]
	}
}

// list codes a slice by a function for its elements.
func list[T any](c *coder, v *[]T, element func(*coder, *T)) {
	n := len(*v)
	number(c, &n)
	if c.reading {
		if n < 0 || n > len(c.buf) { // each element takes a byte at least
			c.broken, c.buf = true, nil
			return
		}
		*v = make([]T, n)
	}
	for i := range *v {
		element(c, &(*v)[i])
	}
}
