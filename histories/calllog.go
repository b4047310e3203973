package histories

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
)

// callLog reads the text logs that monitors of queues and stacks use:
//
//	# @object atomic-queue
//	[3] call add(1)
//	[3] return
//	[4] call remove()
//	[4] return 1
//	[5] return empty
//
// What is between the parentheses, and after return, is a value of the line
// format, or several with commas between them; the word empty is the error of that text.
type callLog struct {
	lines
	object string
}

func (r *callLog) Next() (Event, error) {
	for {
		text, err := r.next()
		if err != nil {
			return Event{}, err
		}
		text = bytes.TrimSpace(text)
		if object, ok := bytes.CutPrefix(text, []byte("# @object")); ok {
			r.object = strings.TrimSpace(string(object))
		}
		if len(text) == 0 || text[0] == '#' {
			continue
		}
		e, err := r.parse(text)
		if err != nil {
			return Event{}, r.wrong(err)
		}
		return e, nil
	}
}

var errLogLine = errors.New("want [TASK] call NAME(ARGUMENT) or [TASK] return RESULT")

func (r *callLog) parse(text []byte) (Event, error) {
	e := Event{Line: r.line}
	inside, rest, ok := bytes.Cut(text, []byte("]"))
	task, isNumber := int64(0), false
	if ok && len(inside) > 1 && inside[0] == '[' {
		task, isNumber = whole(inside[1:])
	}
	if !isNumber || task < 0 || task > math.MaxInt32 {
		return e, r.unlike(text)
	}
	e.Task = int(task)
	rest = bytes.TrimSpace(rest)
	if result, ok := bytes.CutPrefix(rest, []byte("return")); ok {
		v, err := wordValue(result)
		e.Kind, e.Value = End, v
		return e, err
	}
	call, ok := bytes.CutPrefix(rest, []byte("call "))
	name, args, opened := bytes.Cut(call, []byte("("))
	if !ok || !opened || len(args) == 0 || args[len(args)-1] != ')' {
		return e, r.unlike(text)
	}
	v, err := wordValue(args[:len(args)-1])
	e.Kind, e.Name, e.Value = Call, string(bytes.TrimSpace(name)), v
	return e, err
}

func (r *callLog) unlike(text []byte) error {
	return errors.New(errLogLine.Error() + ": got " + quoted(string(text)))
}

// wordValue reads one value, or a list of several.
func wordValue(text []byte) (any, error) {
	text = bytes.TrimSpace(text)
	if string(text) == "empty" {
		return Failure("empty"), nil
	}
	if bytes.IndexByte(text, ',') >= 0 && text[0] != '"' {
		text = append([]byte{'['}, append(bytes.ReplaceAll(text, []byte(","), []byte(" ")), ']')...)
	}
	f := fields{rest: text}
	v, err := f.value()
	if err == nil && len(f.rest) > 0 {
		err = errors.New("more than one value: " + quoted(string(text)))
	}
	return v, err
}

var _ Source = (*callLog)(nil)

// newCallLog returns a reader of such a log.
func newCallLog(r io.Reader, file string) *callLog { return &callLog{lines: newLines(r, file)} }
