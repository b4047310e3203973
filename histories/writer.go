package histories

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Writer writes events in the line format that Reader reads. Its first error
// is returned from then on.
type Writer struct {
	out   *bufio.Writer
	model string
	begun bool
	err   error
	buf   []byte
}

// NewWriter returns a writer to w. The model is named in the first line; it may be empty.
func NewWriter(w io.Writer, model string) *Writer {
	return &Writer{out: bufio.NewWriterSize(w, 1<<16), model: model}
}

// Comment writes a line that readers pass over.
func (w *Writer) Comment(text string) error {
	return w.line(append(append(w.buf[:0], "# "...), strconv.AppendQuote(nil, text)...))
}

// Write writes an event.
func (w *Writer) Write(e Event) error {
	if !w.begun {
		w.begun = true
		first := append(w.buf[:0], header...)
		if w.model != "" {
			first = append(append(first, ' '), w.model...)
		}
		if err := w.line(first); err != nil {
			return err
		}
	}
	buf, err := appendEvent(w.buf[:0], e)
	if err != nil && w.err == nil {
		w.err = err
	}
	return w.line(buf)
}

func (w *Writer) line(text []byte) error {
	if w.err == nil {
		w.buf = append(text, '\n')
		_, w.err = w.out.Write(w.buf)
	}
	return w.err
}

// Flush writes out what is still kept back.
func (w *Writer) Flush() error {
	if w.err == nil {
		w.err = w.out.Flush()
	}
	return w.err
}

var verbs = [...]string{Call: " call ", Cancel: " cancel", Void: " void", Lost: " lost"}

func appendEvent(buf []byte, e Event) ([]byte, error) {
	if e.Time > 0 {
		buf = append(strconv.AppendInt(append(buf, '@'), e.Time, 10), ' ')
	}
	if e.Kind == Quiet {
		return append(buf, "quiescent"...), nil
	}
	buf = strconv.AppendInt(buf, int64(e.Task), 10)
	switch {
	case e.Kind == End && e.Outcome == Returned:
		return appendResult(append(buf, " return"...), e.Value)
	case e.Kind == End && (e.Outcome == Cancelled || e.Outcome == Panicked):
		return append(append(buf, ' '), e.Outcome.String()...), nil
	case e.Kind == End:
		return buf, fmt.Errorf("task %d: no call ends as %v", e.Task, e.Outcome)
	case e.Kind != Call:
		return append(buf, verbs[e.Kind]...), nil
	}
	if e.Name == "" || strings.ContainsAny(e.Name, " \t\r\n") {
		return buf, fmt.Errorf("an operation named %q can't be written to a history", e.Name)
	}
	buf, err := appendResult(append(append(buf, verbs[Call]...), e.Name...), e.Value)
	if e.Mode != Plain {
		buf = append(append(buf, ' '), e.Mode.String()...)
	}
	return buf, err
}

func appendResult(buf []byte, v any) ([]byte, error) {
	if v == nil {
		return buf, nil
	}
	return appendWord(append(buf, ' '), v)
}

// appendWord appends a value as Reader reads it.
func appendWord(buf []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(buf, "nil"...), nil
	case bool:
		return strconv.AppendBool(buf, v), nil
	case int:
		return strconv.AppendInt(buf, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(buf, v, 10), nil
	case string:
		return strconv.AppendQuote(buf, v), nil
	case Failure:
		return strconv.AppendQuote(append(buf, "error "...), string(v)), nil
	case List:
		return appendList(buf, v)
	}
	return buf, fmt.Errorf("a value of type %T can't be written to a history: %v", v, v)
}

func appendList(buf []byte, l List) (_ []byte, err error) {
	buf = append(buf, '[')
	for i := range l.Len() {
		if i > 0 {
			buf = append(buf, ' ')
		}
		if _, inner := l[i].(List); inner {
			return buf, errors.New("a list within a list can't be written to a history")
		}
		if buf, err = appendWord(buf, l[i]); err != nil {
			return buf, err
		}
	}
	return append(buf, ']'), nil
}
