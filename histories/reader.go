package histories

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Reader reads the line format of histories, one event at a time, in memory
// that does not grow with the file.
//
// The format is text in lines. Blank lines, and those that begin with #, mean
// nothing. The first other line says what the file is, and may name the model:
//
//	tenter history 1
//	tenter history 1 queue(4)
//
// Every other line is one event. The order of the lines is the order of the
// events. A task is any number from 0; it makes one call at a time.
//
//	TASK call NAME [ARGUMENT] [cancellable|done|timeout|expired]
//	                          expired: a timeout that is known to have run out, so that the call may have given up whatever was free
//	TASK return [RESULT]
//	TASK cancelled            it came back because of its context or its time-out
//	TASK panicked
//	TASK cancel               the context of its open call is cancelled now
//	TASK void                 its open call is known to have had no effect
//	TASK lost                 nobody will learn how its open call ends; the task may go on
//	quiescent                 nothing can run any more: all open calls are stuck
//
// A value is nil, true, false, a whole number, a text in double quotes with Go's
// escapes, up to four of these in brackets, [1 "a"], or an error: error "text".
// Calls that are open at the end of the file are pending, and stuck if the last event is quiescent.
//
// A line may begin with a reading of a clock, @123. Readings never go down, all
// events have one or none has, and events of one reading count as concurrent.
//
// Every line ends with a newline, also the last, so that a file that was cut is
// not taken for a whole one.
type Reader struct {
	// Model is what the first line says, known after the first call of Next.
	Model string

	lines
	begun, timed bool
	names        map[string]string // each name once
}

// lines gives the lines of a file, with their numbers.
type lines struct {
	file string
	in   *bufio.Reader
	line int
	long []byte // a line that does not fit in the buffer
}

// NewReader returns a reader of r; file is its name in errors.
func NewReader(r io.Reader, file string) *Reader {
	return &Reader{lines: newLines(r, file), names: map[string]string{}}
}

func newLines(r io.Reader, file string) lines {
	in, ok := r.(*bufio.Reader)
	if !ok {
		in = bufio.NewReaderSize(r, 1<<16)
	}
	return lines{file: file, in: in}
}

// lineMost is the length in bytes at which a line is none of a history.
const lineMost = 1 << 20

// next returns the next line without its newline, good until the next call.
func (l *lines) next() ([]byte, error) {
	l.line++
	text, err := l.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		text, err = l.rest(text)
	}
	switch {
	case err == nil:
		text = text[:len(text)-1]
		if n := len(text); n > 0 && text[n-1] == '\r' {
			text = text[:n-1]
		}
		return text, nil
	case !errors.Is(err, io.EOF):
		return nil, l.wrong(fmt.Errorf("reading: %w", err))
	case len(text) > 0:
		return nil, l.wrong(errors.New("the line is cut: no newline at its end; if it is whole, add one"))
	}
	return nil, io.EOF
}

func (l *lines) rest(text []byte) ([]byte, error) {
	l.long = append(l.long[:0], text...)
	for {
		more, err := l.in.ReadSlice('\n')
		l.long = append(l.long, more...)
		if len(l.long) > lineMost {
			return l.long, fmt.Errorf("a line of more than %d bytes", lineMost)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return l.long, err
		}
	}
}

// wrong returns err with the place of the present line.
func (l *lines) wrong(err error) error { return &LineError{l.file, l.line, err} }

func (l *lines) wrongf(format string, args ...any) error { return l.wrong(fmt.Errorf(format, args...)) }

// Next returns the next event, or io.EOF.
func (r *Reader) Next() (Event, error) {
	for {
		text, err := r.next()
		if errors.Is(err, io.EOF) && !r.begun {
			return Event{}, r.wrongf("no history: the file is empty; it begins with the line %q", header)
		}
		if err != nil {
			return Event{}, err
		}
		f := fields{rest: text}
		f.space()
		switch {
		case len(f.rest) == 0 || f.rest[0] == '#':
		case !r.begun:
			if err := r.begin(string(f.rest)); err != nil {
				return Event{}, err
			}
		default:
			return r.event(&f)
		}
	}
}

const header = "tenter history 1"

func (r *Reader) begin(line string) error {
	r.begun = true
	model, ok := strings.CutPrefix(line, header)
	if strings.IndexByte(line, 0) >= 0 || !utf8.ValidString(line) {
		return r.wrongf("it is no text, and so no history in lines: it begins with %s", quoted(line))
	}
	if !ok || model != "" && model[0] != ' ' {
		return r.wrongf("want %q as the first line, or a log of another form ([1] call add(1), or Jepsen's {:process 1, :type :invoke, ...}); got %s", header, quoted(line))
	}
	r.Model = strings.TrimSpace(model)
	return nil
}

// quoted is a line for a message, shortened.
func quoted(line string) string {
	if len(line) > 60 {
		line = line[:60] + "…"
	}
	return strconv.Quote(line)
}

func (r *Reader) event(f *fields) (e Event, err error) {
	e.Line = r.line
	line := string(f.rest[:min(len(f.rest), 80)])
	if err := r.time(f, &e); err != nil {
		return Event{}, r.wrong(err)
	}
	word := f.word()
	if string(word) == "quiescent" {
		e.Kind = Quiet
	} else if task, ok := whole(word); !ok || task < 0 || task > math.MaxInt32 {
		return Event{}, r.wrongf("want a task, a number from 0, or the word quiescent: got %s", quoted(line))
	} else {
		e.Task = int(task)
		if err := r.body(f, &e); err != nil {
			return Event{}, r.wrong(fmt.Errorf("%w: in %s", err, quoted(line)))
		}
	}
	if f.space(); len(f.rest) > 0 {
		return Event{}, r.wrongf("%q is too much at the end of %s", f.rest, quoted(line))
	}
	return e, nil
}

func (r *Reader) time(f *fields, e *Event) error {
	has := f.rest[0] == '@'
	if has {
		word := f.word()
		at, ok := whole(word[1:])
		if !ok || at <= 0 {
			return fmt.Errorf("want a time above 0 after @: got %q", word)
		}
		e.Time = at
	}
	if has != r.timed && r.timed {
		return errors.New("no time, but earlier events have one")
	}
	r.timed = r.timed || has
	return nil
}

func (r *Reader) body(f *fields, e *Event) (err error) {
	switch verb := f.word(); string(verb) {
	case "call":
		return r.call(f, e)
	case "return":
		e.Kind = End
		e.Value, err = f.value()
	case "cancelled":
		e.Kind, e.Outcome = End, Cancelled
	case "panicked":
		e.Kind, e.Outcome = End, Panicked
	case "cancel":
		e.Kind = Cancel
	case "void":
		e.Kind = Void
	case "lost":
		e.Kind = Lost
	case "":
		return errors.New("the event is missing: call, return, cancelled, panicked, cancel, void or lost")
	default:
		return fmt.Errorf("unknown event %q: want call, return, cancelled, panicked, cancel, void or lost", verb)
	}
	return err
}

func (r *Reader) call(f *fields, e *Event) (err error) {
	word := f.word()
	if len(word) == 0 {
		return errors.New("the name of the operation is missing")
	}
	name, ok := r.names[string(word)]
	if !ok {
		name = string(word)
		r.names[name] = name
	}
	e.Kind, e.Name = Call, name
	if f.mode(e) {
		return nil
	}
	if e.Value, err = f.value(); err != nil {
		return err
	}
	f.mode(e)
	return nil
}
