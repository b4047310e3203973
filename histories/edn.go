package histories

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ednReader takes a text in EDN apart: what is needed of it to read a history.
type ednReader struct{ text string }

// ednMap is a map whose keys are keywords.
type ednMap map[string]any

func (r *ednReader) space() {
	for r.text != "" {
		switch c := r.text[0]; {
		case c == ' ' || c == '\t' || c == ',' || c == '\n' || c == '\r':
			r.text = r.text[1:]
		case c == ';':
			_, r.text, _ = strings.Cut(r.text, "\n")
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
		if r.text == "" || r.text[0] == '{' || r.text[0] == '_' {
			return nil, errors.New("sets and discarded forms are no part of a history")
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
		return nil, fmt.Errorf("%q is no whole number", a)
	}
	return a, nil
}

func (r *ednReader) sequence(end byte) (any, error) {
	r.text = r.text[1:]
	var l List
	for i := 0; ; i++ {
		r.space()
		switch {
		case r.text == "":
			return nil, errEDNCut
		case r.text[0] == end:
			r.text = r.text[1:]
			return l, nil
		case i == len(l):
			return nil, fmt.Errorf("a vector of more than %d parts", len(l))
		}
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		if _, ok := v.(ednMap); ok {
			return nil, errors.New("a map within a value")
		}
		l[i] = v
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
		case r.text[0] != ':':
			return nil, fmt.Errorf("want a keyword: got %s", quoted(r.text))
		}
		key := r.atom()[1:]
		v, err := r.value()
		if err != nil {
			return nil, fmt.Errorf(":%s: %w", key, err)
		}
		m[key] = v
	}
}
