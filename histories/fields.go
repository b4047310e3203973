package histories

import (
	"fmt"
	"strconv"
	"strings"
)

// fields takes a line apart.
type fields struct{ rest []byte }

func (f *fields) space() {
	for len(f.rest) > 0 && (f.rest[0] == ' ' || f.rest[0] == '\t') {
		f.rest = f.rest[1:]
	}
}

// word returns what stands before the next space.
func (f *fields) word() []byte {
	f.space()
	i := 0
	for i < len(f.rest) && f.rest[i] != ' ' && f.rest[i] != '\t' {
		i++
	}
	w := f.rest[:i]
	f.rest = f.rest[i:]
	return w
}

// mode takes the name of a mode, if there is one.
func (f *fields) mode(e *Event) bool {
	before := f.rest
	word := f.word()
	for m := Cancellable; m < modes; m++ {
		if string(word) == modeNames[m] {
			e.Mode = m
			return true
		}
	}
	f.rest = before
	return false
}

// value takes a value; nil if the line ends.
func (f *fields) value() (any, error) {
	f.space()
	if len(f.rest) > 0 && f.rest[0] == '[' {
		f.rest = f.rest[1:]
		return f.list()
	}
	return f.single()
}

func (f *fields) single() (any, error) {
	f.space()
	if len(f.rest) == 0 {
		return nil, nil
	}
	if f.rest[0] == '"' {
		return f.text()
	}
	before := f.rest
	word := f.token()
	switch string(word) {
	case "nil", "null":
		return nil, nil
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "error":
		f.space()
		text, err := f.text()
		if err != nil {
			return nil, fmt.Errorf("after error: %w", err)
		}
		return Failure(text), nil
	}
	if n, ok := whole(word); ok {
		return int(n), nil
	}
	if bareMode(word) {
		f.rest = before
		return nil, nil
	}
	return nil, fmt.Errorf("%q is no value: want nil, true, false, a whole number, a text in double quotes, a list in brackets, or error and a text", word)
}

// token is a word that also ends before a bracket.
func (f *fields) token() []byte {
	i := 0
	for i < len(f.rest) && f.rest[i] != ' ' && f.rest[i] != '\t' && f.rest[i] != ']' {
		i++
	}
	w := f.rest[:i]
	f.rest = f.rest[i:]
	return w
}

func bareMode(word []byte) bool {
	for m := Cancellable; m < modes; m++ {
		if string(word) == modeNames[m] {
			return true
		}
	}
	return false
}

func (f *fields) text() (string, error) {
	quote, err := strconv.QuotedPrefix(string(f.rest))
	if err != nil || quote[0] != '"' {
		return "", fmt.Errorf("want a text in double quotes: got %q", f.rest)
	}
	f.rest = f.rest[len(quote):]
	return strconv.Unquote(quote)
}

// List is an argument or a result of several parts; those it does not have are nil.
type List [4]any

// Len is the number of its parts.
func (l List) Len() int {
	n := len(l)
	for n > 0 && l[n-1] == nil {
		n--
	}
	return n
}

// String returns the parts with commas between them.
func (l List) String() string {
	parts := make([]string, l.Len())
	for i := range parts {
		parts[i] = FormatValue(l[i])
	}
	return strings.Join(parts, ", ")
}

func (f *fields) list() (any, error) {
	var l List
	for i := 0; ; i++ {
		f.space()
		switch {
		case len(f.rest) == 0:
			return nil, fmt.Errorf("the list is not closed by a bracket")
		case f.rest[0] == ']':
			f.rest = f.rest[1:]
			return l, nil
		case i == len(l):
			return nil, fmt.Errorf("a list of more than %d parts", len(l))
		}
		v, err := f.single()
		if err != nil {
			return nil, err
		}
		l[i] = v
	}
}

// whole reads a number without allocating.
func whole(word []byte) (n int64, ok bool) {
	digits := word
	if len(digits) > 0 && digits[0] == '-' {
		digits = digits[1:]
	}
	if len(digits) == 0 || len(digits) > 19 {
		return 0, false
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	if len(digits) <= 18 {
		for _, c := range digits {
			n = 10*n + int64(c-'0')
		}
		if word[0] == '-' {
			n = -n
		}
		return n, true
	}
	n, err := strconv.ParseInt(string(word), 10, 64)
	return n, err == nil
}
