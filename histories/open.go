package histories

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// Open returns a reader of the history in r, which may be in the line format
// (see Reader), of Jepsen or Knossos, or a log of the form [TASK] call NAME(ARGUMENT); it is
// told by how it begins. What gzip has packed is unpacked, and a byte order mark is passed over. File is its name in errors.
func Open(r io.Reader, file string) (Source, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, &LineError{file, 1, fmt.Errorf("it begins as gzip does: %w", err)}
		}
		in = bufio.NewReaderSize(unpacked, 1<<16)
	}
	if mark, _ := in.Peek(3); string(mark) == "\xef\xbb\xbf" {
		in.Discard(len(mark)) // which are there
	}
	for size := 64; ; size *= 2 {
		head, err := in.Peek(size)
		text := firstLine(head)
		if len(text) == 0 && err == nil {
			continue
		}
		switch {
		case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull):
			return nil, &LineError{file, 1, err}
		case bytes.HasPrefix(text, []byte("# @")), loggedCall(text):
			return newCallLog(in, file), nil
		case len(text) > 0 && bytes.IndexByte([]byte("{[("), text[0]) >= 0,
			bytes.HasPrefix(text, []byte("#jepsen")), bytes.HasPrefix(text, []byte("INFO")), bytes.HasPrefix(text, []byte("WARN")):
			return newJepsen(in, file), nil
		}
		return NewReader(in, file), nil
	}
}

// firstLine returns the beginning of the first line that says something.
func firstLine(text []byte) []byte {
	for {
		text = bytes.TrimLeft(text, " \t\r\n;")
		if len(text) == 0 || text[0] != '#' || bytes.HasPrefix(text, []byte("# @")) || bytes.HasPrefix(text, []byte("#jepsen")) {
			return text
		}
		_, rest, ok := bytes.Cut(text, []byte("\n"))
		if !ok {
			return nil
		}
		text = rest
	}
}

// loggedCall reports whether a text begins as [3] does.
func loggedCall(text []byte) bool {
	inside, _, ok := bytes.Cut(text, []byte("]"))
	if !ok || len(inside) < 2 || inside[0] != '[' {
		return false
	}
	_, ok = whole(inside[1:])
	return ok
}

// Subject returns what the file of a source says it is of, "queue(4)"; empty if
// it does not say. It is known once the first event was read.
func Subject(s Source) string {
	switch s := s.(type) {
	case *Reader:
		return s.Model
	case *callLog:
		return s.object
	}
	return ""
}
