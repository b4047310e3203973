package monitor

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// porcupineTakes says how long porcupine takes for a history of n calls of the same object.
func (b *busy) porcupineTakes(t *testing.T, n int, limit time.Duration) string {
	l := b.record(rand.New(rand.NewPCG(1, 1)), n)
	h := l.History(b.spec.Index)
	var list []porcupine.Operation
	for i := range h.Operations {
		o := &h.Operations[i]
		if o.Outcome == histories.Pending {
			continue // it waits, and had no effect: porcupine knows no such calls
		}
		list = append(list, porcupine.Operation{ClientId: o.Task, Input: o, Call: o.Call, Return: o.Return})
	}
	start := time.Now()
	switch res := porcupine.CheckOperationsTimeout(b.porcupineModel(), list, limit); res {
	case porcupine.Ok:
		return fmt.Sprintf("%v", time.Since(start).Round(10*time.Microsecond))
	case porcupine.Illegal:
		t.Errorf("%s: porcupine refuses a good history", b.name)
	}
	return fmt.Sprintf("undecided after %v", limit)
}

// porcupineModel is the object in porcupine's terms, its state a comparable value with a hash.
func (b *busy) porcupineModel() porcupine.Model {
	seed := maphash.MakeSeed()
	m := porcupine.Model{
		Init: func() any { return encoded("") },
		Step: func(state, input, _ any) (bool, any) {
			o := input.(*histories.Operation)
			next, out, ok := b.held(state.(encoded), o.Name, o.In)
			return ok && out == o.Out, next
		},
		Hash: func(state any) uint64 { return maphash.Comparable(seed, state) },
	}
	switch object := b.object.(type) {
	case *variable:
		m.Init = func() any { return nil }
		m.Step = func(state, input, _ any) (bool, any) {
			o := input.(*histories.Operation)
			v := variable{value: state}
			out, ok := v.step(o.Name, o.In)
			return ok && out == o.Out, v.value
		}
	case *byReference:
		m.Init = func() any { return object.ref.init }
		m.Step = func(state, input, _ any) (bool, any) {
			o := input.(*histories.Operation)
			next, out, ok := object.ref.step(state, o.Name, o.In)
			return ok && out == o.Out, next
		}
	}
	return m
}

// encoded is the state of a container: four bytes for each value.
type encoded string

func (s encoded) value(i int) int { return int(binary.LittleEndian.Uint32([]byte(s[4*i:]))) }

// held makes a call of a container.
func (b *busy) held(s encoded, name string, in any) (next encoded, out any, ok bool) {
	n := len(s) / 4
	isFull := b.spec.Object().Capacity > 0 && n == b.spec.Object().Capacity
	switch {
	case name == "TryPut" && isFull:
		return s, noRoom, true
	case strings.Contains(name, "Put"):
		return s + encoded(binary.LittleEndian.AppendUint32(nil, uint32(in.(int)))), nil, !isFull
	case n == 0:
		return s, nothing, name == "TryGet"
	}
	at := 0
	switch b.spec.Object().Kind {
	case models.StackObject:
		at = n - 1
	case models.PriorityObject:
		for i := range n {
			if s.value(i) < s.value(at) {
				at = i
			}
		}
	}
	return s[:4*at] + s[4*at+4:], s.value(at), true
}
