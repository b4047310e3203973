package histories

import (
	"encoding/binary"
	"fmt"
)

// Key appends to buf a string of bytes that two histories share iff no judge can
// tell them apart: the same operations with the same arguments, modes and ends,
// whose events and quiescences came in the same order. The values of the stamps
// do not matter, nor does which task called, unless the history is Unordered. It is the key of a cache of verdicts,
// good for one process and not to be stored.
func (h *History) Key(buf []byte) []byte {
	for i := range h.Operations {
		o := &h.Operations[i]
		buf = append(buf, byte(o.Op), byte(o.Outcome)<<4|byte(o.Mode))
		buf = AppendValue(AppendValue(buf, o.In), o.Out)
		if h.Unordered { // then who called says what came first
			buf = append(buf, unordered, byte(o.Task))
		}
	}
	var room [192]event
	events := h.events(room[:0])
	for _, e := range events {
		buf = append(buf, e.kind, byte(e.operation))
	}
	return buf
}

type event struct {
	stamp     int64
	kind      byte
	operation int
}

const (
	cancels byte = iota + 0xf0
	calls
	returns
	quiesces
	unordered
)

// events returns all events of the history in their order. A cancellation may
// have the stamp of another event and counts as the earlier one.
func (h *History) events(list []event) []event {
	for i := range h.Operations {
		o := &h.Operations[i]
		if o.Cancel != 0 {
			list = insert(list, event{o.Cancel, cancels, i})
		}
		list = insert(list, event{o.Call, calls, i})
		if o.Return != Forever {
			list = insert(list, event{o.Return, returns, i})
		}
	}
	for k := range h.Quiescences {
		list = insert(list, event{h.Quiescences[k].At, quiesces, k})
	}
	return list
}

// insert keeps the list sorted; events come nearly in order.
func insert(list []event, e event) []event {
	list = append(list, e)
	i := len(list) - 1
	for ; i > 0 && (e.stamp < list[i-1].stamp || e.stamp == list[i-1].stamp && e.kind < list[i-1].kind); i-- {
		list[i] = list[i-1]
	}
	list[i] = e
	return list
}

// AppendValue appends an encoding of an argument, a result or a model's state to
// buf, so that different values, also of different types, give different bytes.
func AppendValue(buf []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(buf, 0)
	case bool:
		if v {
			return append(buf, 1)
		}
		return append(buf, 2)
	case int:
		return binary.AppendVarint(append(buf, 3), int64(v))
	case Failure:
		return appendText(append(buf, 4), string(v))
	case string:
		return appendText(append(buf, 5), v)
	}
	return appendText(append(buf, 6), fmt.Sprintf("%T %#v", v, v))
}

func appendText(buf []byte, text string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(text))), text...)
}
