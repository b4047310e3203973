package histories

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ednReader takes a text in EDN apart: what is needed of it to read a history.
type ednReader struct{ text string }

// ednMap is a map, of which those entries are kept whose keys are keywords or texts.
type ednMap map[string]any

// ednOther is a form that no value of a call can be. What an event says besides its value may be anything.
type ednOther string

func (o ednOther) error() error { return errors.New(string(o)) }

func (r *ednReader) space() {
	for r.text != "" {
		switch c := r.text[0]; {
		case c == ' ' || c == '\t' || c == ',' || c == '\n' || c == '\r':
			r.text = r.text[1:]
		case c == ';':
			_, r.text, _ = strings.Cut(r.text, "\n")
		case strings.HasPrefix(r.text, "#_"): // the next form counts for nothing
			whole := r.text
			r.text = r.text[2:]
			if _, err := r.value(); err != nil {
				r.text = whole
				return
			}
		default:
			return
		}
	}
}

var errEDNCut = errors.New("the text ends within a form")

// value reads one form. Keywords become texts, vectors and lists become a List.
func (r *ednReader) value() (any, error) {
	r.space()
	if r.text == "" {
		return nil, errEDNCut
	}
	switch c := r.text[0]; c {
	case '{':
		return r.fields()
	case '[', '(':
		return r.sequence(map[byte]byte{'[': ']', '(': ')'}[c])
	case '"':
		quote, err := strconv.QuotedPrefix(r.text)
		if err != nil {
			return nil, fmt.Errorf("a text that is not closed: %s", quoted(r.text))
		}
		r.text = r.text[len(quote):]
		return strconv.Unquote(quote)
	case '#': // a tag, such as that of a record or a tuple: what it tags is what counts
		r.text = r.text[1:]
		switch {
		case r.text == "":
			return nil, errEDNCut
		case r.text[0] == '{':
			_, err := r.sequence('}')
			return ednOther("a set: want a number, a text, or a vector of these"), err
		case r.text[0] == '_': // what it is about goes on in the next line
			return nil, errEDNCut
		}
		r.atom()
		return r.value()
	}
	return r.scalar()
}

func (r *ednReader) atom() string {
	i := 0
	for i < len(r.text) && !strings.ContainsRune(" \t,\n\r{}[]()\";", rune(r.text[i])) {
		i++
	}
	a := r.text[:i]
	r.text = r.text[i:]
	return a
}

func (r *ednReader) scalar() (any, error) {
	a := r.atom()
	switch {
	case a == "":
		return nil, fmt.Errorf("want a value: got %s", quoted(r.text))
	case a == "nil":
		return nil, nil
	case a == "true", a == "false":
		return a == "true", nil
	case a[0] == ':':
		return a[1:], nil
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(a, "N")); err == nil {
		return n, nil
	}
	if a[0] >= '0' && a[0] <= '9' || a[0] == '-' {
		return ednOther(fmt.Sprintf("%q is no whole number", a)), nil
	}
	return a, nil
}

func (r *ednReader) sequence(end byte) (any, error) {
	r.text = r.text[1:]
	var l List
	var other any // why it is no value
	for i := 0; ; i++ {
		r.space()
		switch {
		case r.text == "":
			return nil, errEDNCut
		case r.text[0] == end && other != nil:
			r.text = r.text[1:]
			return other, nil
		case r.text[0] == end:
			r.text = r.text[1:]
			return l, nil
		}
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		switch o := v.(type) {
		case ednOther:
			other = o
		case ednMap:
			other = ednOther("a map within a value")
		}
		if i < len(l) {
			l[i] = v
		} else {
			other = ednOther(fmt.Sprintf("a vector of more than %d parts", len(l)))
		}
	}
}

func (r *ednReader) fields() (any, error) {
	r.text = r.text[1:]
	m := ednMap{}
	for {
		r.space()
		switch {
		case r.text == "":
			return nil, errEDNCut
		case r.text[0] == '}':
			r.text = r.text[1:]
			return m, nil
		}
		key, err := r.value()
		if err != nil {
			return nil, err
		}
		v, err := r.value()
		if err != nil {
			return nil, fmt.Errorf(":%v: %w", key, err)
		}
		if name, ok := key.(string); ok {
			m[name] = v
		}
	}
}
