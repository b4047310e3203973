package histories

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// jepsen reads the histories of Jepsen and Knossos. An event is a map in EDN,
// each on lines of its own, alone or within one vector,
//
//	{:process 0, :type :invoke, :f :cas, :value [1 2]}
//
// or a line of a log:
//
//	INFO  jepsen.util - 0	:invoke	:write	4
//
// A call that ends as :ok returns its value where that is not the argument
// again; :fail means that it had no effect, and :info that nobody knows. What a process
// that is no number does, such as the nemesis, is no part of the history. The values
// [key value] of jepsen.independent are arguments of a dictionary.
type jepsen struct {
	lines
	rest string      // what is left of the lines that were read
	args map[int]any // of open calls

	tuples map[int]any // keys of open calls whose value is [key nil]
}

func newJepsen(r io.Reader, file string) *jepsen {
	return &jepsen{lines: newLines(r, file), args: map[int]any{}, tuples: map[int]any{}}
}

func (r *jepsen) Next() (Event, error) {
	for {
		m, err := r.form()
		if err != nil || m == nil {
			return Event{}, err
		}
		e, ok, err := r.event(m)
		if err != nil {
			return Event{}, r.wrong(err)
		}
		if ok {
			return e, nil
		}
	}
}

// formMost is the length in bytes at which a form is no event of a history.
const formMost = 1 << 16

// form returns the next map.
func (r *jepsen) form() (ednMap, error) {
	for {
		m, err := r.takeForm()
		if m != nil || err != nil {
			return m, err
		}
		line, err := r.next()
		switch {
		case errors.Is(err, io.EOF) && r.rest != "":
			return nil, r.wrong(errEDNCut)
		case err != nil:
			return nil, err
		}
		if m, ok, err := r.logged(line); ok || err != nil {
			return m, err
		}
		r.rest += string(line) + "\n"
	}
}

// takeForm takes a map from the lines that were read; nil if they hold none, or
// only the beginning of one.
func (r *jepsen) takeForm() (ednMap, error) {
	edn := ednReader{r.rest}
	edn.space()
	edn.text = strings.TrimLeft(edn.text, "[]() \t\r\n,")
	r.rest = edn.text
	if r.rest == "" || r.rest[0] == '{' && !strings.Contains(r.rest, "}") && len(r.rest) < formMost {
		return nil, nil
	}
	v, err := edn.value()
	m, ok := v.(ednMap)
	switch {
	case errors.Is(err, errEDNCut) && len(r.rest) < formMost:
		return nil, nil // it goes on in the next line
	case err != nil:
		return nil, r.wrong(err)
	case !ok:
		return nil, r.wrongf("want a map such as {:process 0, :type :invoke, :f :read, :value nil}: got %s", quoted(r.rest))
	}
	r.rest = edn.text
	return m, nil
}

// logged reads a line of a log, if it is one.
func (r *jepsen) logged(line []byte) (ednMap, bool, error) {
	line = bytes.TrimSpace(line)
	if !bytes.HasPrefix(line, []byte("INFO")) && !bytes.HasPrefix(line, []byte("WARN")) {
		return nil, false, nil
	}
	_, rest, ok := bytes.Cut(line, []byte(" - "))
	edn := ednReader{string(rest)}
	m := ednMap{}
	for _, key := range []string{"process", "type", "f"} {
		v, err := edn.value()
		if !ok || err != nil {
			return ednMap{"process": "other"}, true, nil // some other message
		}
		m[key] = v
	}
	v, err := edn.value()
	if err != nil {
		return nil, true, r.wrong(fmt.Errorf("the value: %w", err))
	}
	m["value"] = v
	return m, true, nil
}

// event translates a map; ok is false for one that is no event of a client.
func (r *jepsen) event(m ednMap) (e Event, ok bool, err error) {
	process, isNumber := m["process"].(int)
	if !isNumber {
		if m["process"] == nil {
			return e, false, errors.New("the map has no :process")
		}
		return e, false, nil
	}
	if process < 0 || process > math.MaxInt32 {
		return e, false, fmt.Errorf(":process %d: want a number from 0 to %d", process, math.MaxInt32)
	}
	for _, key := range []string{"key", "value"} {
		switch v := m[key].(type) {
		case ednMap:
			return e, false, fmt.Errorf(":%s is a map: want a number, a text, or a vector of these", key)
		case ednOther:
			return e, false, fmt.Errorf(":%s: %w", key, v.error())
		}
	}
	r.untuple(process, m)
	e = Event{Task: process, Line: r.line, Value: m["value"]}
	if key, has := m["key"]; has {
		e.Value = keyed(key, m["value"])
	}
	switch m["type"] {
	case "invoke":
		name, isText := m["f"].(string)
		if !isText {
			return e, false, errors.New("the map has no :f")
		}
		e.Kind, e.Name = Call, name
		r.args[process] = e.Value
	case "ok":
		e.Kind, e.Value = End, m["value"]
		if arg := r.args[process]; m["value"] == arg || keyed(m["key"], m["value"]) == arg {
			e.Value = nil
		}
	case "fail":
		e.Kind, e.Value = Void, nil
	case "info":
		e.Kind, e.Value = Lost, nil
	default:
		return e, false, fmt.Errorf("unknown :type %v: want :invoke, :ok, :fail or :info", m["type"])
	}
	return e, true, nil
}

// untuple brings the value [key nil] of a call without an argument of its own, as jepsen.independent writes it, and the value [key result] of its end, into the
// form of those that have a :key.
func (r *jepsen) untuple(process int, m ednMap) {
	pair, ok := m["value"].(List)
	if _, has := m["key"]; has || !ok || pair[2] != nil || pair[3] != nil {
		return
	}
	switch {
	case m["type"] == "invoke" && pair[1] == nil && m["f"] != "cas":
		m["value"] = pair[0]
		r.tuples[process] = pair[0]
	case m["type"] == "ok":
		if key, open := r.tuples[process]; open && key == pair[0] {
			m["value"] = pair[1]
		}
	}
	if m["type"] != "invoke" {
		delete(r.tuples, process)
	}
}

func keyed(key, value any) any {
	if value == nil {
		return key
	}
	return List{key, value}
}
