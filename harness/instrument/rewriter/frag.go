package main

import (
	"bytes"
	"fmt"
	"go/token"
)

// A frag is a piece of a rewritten file: a span of the original, text of ours, or an anchor. An anchor writes
// nothing; what follows it is on the line of that place in the original.
type frag struct {
	from, to int // span of the original, as offsets
	text     string
	anchor   bool // at from
}

// printer writes frags one behind the other and keeps the lines of the original true: before a piece that would come
// to stand on another line than it had, it writes a line directive. So the rewriter may move pieces about freely.
// Text of ours holds no line breaks.
type printer struct {
	out  bytes.Buffer
	src  []byte
	tok  *token.File
	name string // of the file, and number of the line, that the compiler takes the next byte to be on
	line int
}

func (w *printer) print(frags []frag) {
	for _, f := range frags {
		switch {
		case f.text != "":
			w.out.WriteString(f.text)
		case f.anchor:
			w.moveTo(f.from)
		case f.from < f.to:
			w.moveTo(f.from)
			w.out.Write(w.src[f.from:f.to])
			end := w.position(f.to) // the span may hold line directives of its own
			w.name, w.line = end.Filename, end.Line
		}
	}
}

// moveTo makes the compiler believe that the next byte is the one at an offset of the original.
func (w *printer) moveTo(offset int) {
	at := w.position(offset)
	switch {
	case at.Filename == w.name && at.Line == w.line:
		return
	case at.Filename == w.name && at.Column > 0:
		fmt.Fprintf(&w.out, "/*line :%d:%d*/", at.Line, at.Column)
	default:
		fmt.Fprintf(&w.out, "/*line %s:%d:%d*/", at.Filename, at.Line, max(at.Column, 1))
	}
	w.name, w.line = at.Filename, at.Line
}

func (w *printer) position(offset int) token.Position {
	return w.tok.PositionFor(w.tok.Pos(offset), true)
}
