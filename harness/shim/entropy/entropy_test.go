package entropy_test

import (
	"bytes"
	"crypto/rand"
	"io"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/shim/entropy"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
)

// Tasks read the same bytes in every execution, and never the same bytes twice in one; natively they are the real ones.
func TestEntropy(t *testing.T) {
	read, reader, text := entropy.Read(rand.Read), entropy.Reader(rand.Reader), entropy.Text(rand.Text)
	draw := func() (a, b []byte, s string) {
		a, b = make([]byte, 21), make([]byte, 21)
		if n, err := read(a); n != len(a) || err != nil {
			t.Errorf("read %d bytes: %v", n, err)
		}
		if _, err := io.ReadFull(reader, b); err != nil {
			t.Error(err)
		}
		return a, b, text()
	}
	var a, b [2][]byte
	var s [2]string
	for n := range a {
		shimtest.Default(t, func() { a[n], b[n], s[n] = draw() })
	}
	if !bytes.Equal(a[0], a[1]) || !bytes.Equal(b[0], b[1]) || s[0] != s[1] {
		t.Errorf("executions differ: %x, %x, %q", a, b, s)
	}
	if bytes.Equal(a[0], b[0]) || len(s[0]) != 26 || strings.Trim(s[0], "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
		t.Errorf("read %x and %x, and the text %q", a[0], b[0], s[0])
	}
	if x, y, z := draw(); bytes.Equal(x, a[0]) || bytes.Equal(x, y) || z == s[0] {
		t.Error("who is no task gets what tasks get")
	}
}

// A reader that the program has made is asked for what it gives.
func TestOwnReaderStays(t *testing.T) {
	own := strings.NewReader("abc")
	if got := entropy.Reader(own); got != io.Reader(own) {
		t.Errorf("%T took its place", got)
	}
}
