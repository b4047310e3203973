package models

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/tenter-go/tenter/histories"
)

// Admit brings a call that somebody else has recorded into the terms of the
// specification: it returns the number of the operation, which may be written
// in any case and by a common other name ("enqueue"), and the argument. It
// returns an error if there is no such operation or if it has no such argument.
func (s *Spec) Admit(name string, arg any) (op int, in any, err error) {
	op = s.Find(name)
	if op < 0 {
		var names []string
		for i := range s.Operations {
			names = append(names, s.Operations[i].Name)
		}
		return 0, nil, fmt.Errorf("the model %s has no operation %q; it has %s", s.Name, name, strings.Join(names, ", "))
	}
	o := &s.Operations[op]
	if !o.Args.Needed() {
		if arg != nil {
			return 0, nil, fmt.Errorf("%s takes no argument, but it has %s", o.Name, histories.FormatValue(arg))
		}
		return op, nil, nil
	}
	in, ok := converted(arg, o.Args.typ)
	if !ok || !o.Args.Fits(in) {
		return 0, nil, fmt.Errorf("%s takes %s, but its argument is %s", o.Name, typeWords(o.Args.typ), histories.FormatValue(arg))
	}
	return op, in, nil
}

// AdmitResult brings a result that somebody else has recorded into the terms of
// the specification, or returns an error if the operation has no such result.
// An operation that reports whether it did something did it if nothing is said.
func (s *Spec) AdmitResult(op int, out any) (any, error) {
	o := &s.Operations[op]
	switch _, failed := out.(histories.Failure); {
	case o.result == reflect.TypeFor[None]() || o.result == reflect.TypeFor[error]():
		if out == nil || failed && o.result == reflect.TypeFor[error]() {
			return out, nil
		}
	case o.result == reflect.TypeFor[any]():
		if s.holds(out) {
			return out, nil
		}
	case o.result.Kind() == reflect.Bool && out == nil:
		return true, nil
	default:
		if v, ok := converted(out, o.result); ok && v != nil {
			return v, nil
		}
	}
	return nil, fmt.Errorf("%s returns %s, but its result is %s", o.Name, s.resultWords(o), histories.FormatValue(out))
}

// holds reports whether a result that may be a value or an error can be one of the model's.
func (s *Spec) holds(out any) bool {
	switch s.Object().Kind {
	case QueueObject, StackObject, PriorityObject, DequeObject:
		switch out.(type) {
		case nil, int, histories.Failure:
			return true
		}
		return false
	}
	return true
}

func (s *Spec) resultWords(o *Operation) string {
	switch {
	case o.result == reflect.TypeFor[None]():
		return "nothing"
	case o.result == reflect.TypeFor[error]():
		return "nothing or an error"
	case o.result == reflect.TypeFor[any]():
		return "a whole number or an error"
	}
	return typeWords(o.result)
}

func typeWords(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[histories.List]():
		return "a list"
	case t.Kind() == reflect.Interface:
		return "a value"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.String:
		return "a text"
	case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
		return "a whole number"
	}
	return "a " + t.String()
}

// converted returns v as a value of the given type, if it is one or is a number or a text of the same kind.
func converted(v any, to reflect.Type) (any, bool) {
	if v == nil || to == nil || reflect.TypeOf(v) == to {
		return v, true
	}
	if to.Kind() == reflect.Interface {
		return v, reflect.TypeOf(v).Implements(to)
	}
	from := reflect.ValueOf(v)
	if from.CanInt() && reflect.Zero(to).CanInt() && !reflect.Zero(to).OverflowInt(from.Int()) || from.Kind() == reflect.String && to.Kind() == reflect.String {
		return from.Convert(to).Interface(), true
	}
	return v, false
}

// Find returns the number of the operation of a name, which may be written in any case and be another common one; -1 if there is none.
func (s *Spec) Find(name string) int {
	if i := s.Index(name); i >= 0 {
		return i
	}
	plain := strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(name))
	for _, as := range []string{plain, aliases[s.Object().Kind][plain]} {
		for i := range s.Operations {
			if strings.EqualFold(s.Operations[i].Name, as) {
				return i
			}
		}
	}
	return -1
}

// queueNames are what queues' operations are called elsewhere. A get that found
// nothing says so by an error, which is what TryGet does.
var queueNames = map[string]string{
	"enqueue": "PutN", "enq": "PutN", "add": "PutN", "push": "PutN", "offer": "PutN", "insert": "PutN", "put": "PutN", "send": "PutN",
	"dequeue": "TryGet", "deq": "TryGet", "remove": "TryGet", "pop": "TryGet", "poll": "TryGet", "take": "TryGet", "deletemin": "TryGet", "size": "Len",
}

// lockNames are those of locks.
var lockNames = map[string]string{"acquire": "Lock", "release": "Unlock", "trylock": "TryAcquire"}

var aliases = map[ObjectKind]map[string]string{
	QueueObject: queueNames, StackObject: queueNames, PriorityObject: queueNames,
	RegisterObject:   {"get": "Read", "load": "Read", "set": "Write", "store": "Write", "put": "Write", "cas": "CompareAndSwap"},
	CounterObject:    {"read": "Get", "load": "Get", "increment": "Inc", "decrement": "Dec", "incrementandget": "AddAndGet", "fetchadd": "GetAndAdd"},
	DictionaryObject: {"read": "Get", "load": "Get", "write": "Put", "store": "Put", "set": "Put", "cas": "CompareAndSwap", "del": "Delete"},
	SetObject:        {"delete": "Remove", "member": "Contains", "has": "Contains", "size": "Len"},
	LockObject:       lockNames,
	SemaphoreObject:  {"wait": "AcquireN", "p": "AcquireN", "post": "Release", "signal": "Release", "v": "Release"},
	RWLockObject:     {"readlock": "RLock", "writelock": "Lock", "readunlock": "RUnlock", "writeunlock": "Unlock"},
}
