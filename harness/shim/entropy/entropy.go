// Package entropy is what rewritten code has in place of crypto/rand's Read, Reader and Text.
//
// To a task they give bytes that look random and are the same whenever the execution is made again, in any schedule: what they serve for (keys,
// names, identifiers) must not depend on which bytes they are, so that they are no choice of the schedule's. All others get true entropy.
package entropy

import (
	"encoding/binary"
	"io"
	"reflect"
	"strings"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/edge"
)

// streams are the generators of one execution, one for each task. A task makes its own: what one makes and another draws from would be a data race to the
// race detector, and natively there is none.
type streams struct{ byTask []*splitmix }

// streamsAt stands for them among what is kept about objects.
var streamsAt = unsafe.Pointer(new(int))

// salt keeps the bytes from being those that a program of the user's draws from a generator of this kind.
const salt = 0x74656e746572

func stream(t *sched.Task) *splitmix {
	s, _ := t.Attached(streamsAt).(*streams)
	if s == nil {
		s = &streams{}
		t.Attach(streamsAt, s)
	}
	for len(s.byTask) <= t.ID() {
		s.byTask = append(s.byTask, nil)
	}
	g := s.byTask[t.ID()]
	if g == nil {
		g = &splitmix{salt ^ uint64(t.ID())<<48}
		s.byTask[t.ID()] = g
	}
	return g
}

// splitmix is SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). It is no generator of the standard library's, since the race detector sees what these do.
type splitmix struct{ state uint64 }

func (g *splitmix) next() uint64 {
	g.state += 0x9e3779b97f4a7c15
	x := g.state
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// fill fills b for a task, or reports that the caller is none.
func fill(b []byte) bool {
	if !sched.Active() {
		return false
	}
	t := sched.Current()
	if t == nil {
		return false
	}
	if len(b) > 0 {
		edge.WriteRange(unsafe.Pointer(&b[0]), len(b)) // which the race detector does not see otherwise
	}
	g := stream(t)
	var word [8]byte
	for len(b) > 0 {
		binary.LittleEndian.PutUint64(word[:], g.next())
		b = b[copy(b, word[:]):]
	}
	return true
}

// Read takes crypto/rand.Read and returns what takes its place.
func Read(native func([]byte) (int, error)) func([]byte) (int, error) {
	return func(b []byte) (int, error) {
		if fill(b) {
			return len(b), nil
		}
		return native(b)
	}
}

// reader reads for tasks; it is comparable, as is crypto/rand.Reader.
type reader struct{ native io.Reader }

func (r reader) Read(b []byte) (int, error) { return Read(r.native.Read)(b) }

// Reader takes the value of crypto/rand.Reader and returns what takes its place. A reader that the program has put there by itself is left
// alone: it was made to be asked.
func Reader(native io.Reader) io.Reader {
	t := reflect.TypeOf(native)
	if t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || !strings.HasPrefix(t.PkgPath(), "crypto/") {
		return native
	}
	return reader{native}
}

// letters are those of crypto/rand.Text: 26 of them hold 130 bits.
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

// Text takes crypto/rand.Text and returns what takes its place.
func Text(native func() string) func() string {
	return func() string {
		b := make([]byte, 26)
		if !fill(b) {
			return native()
		}
		for i := range b {
			b[i] = letters[int(b[i])%len(letters)]
		}
		return string(b)
	}
}
