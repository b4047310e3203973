package monitor

import (
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"strings"

	"github.com/anishathalye/porcupine"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// reference is an object written once more, without the models and the
// translation: what the histories of the tests are made with, and what porcupine judges them by.
type reference struct {
	name string
	spec *models.Spec
	init any // a comparable state
	// step makes a call in a state. It waits if ok is false.
	step func(state any, name string, in any) (next, out any, ok bool)
	// request draws a call.
	request func(r *rand.Rand, fresh func() int) (name string, in any)
	// results are what corrupted calls may return, besides values that were put.
	results []any
}

const nothing = histories.Failure("nothing there")
const noRoom = histories.Failure("no room")

// items is the state of containers: a byte for each value, so that it is comparable.
type items string

func (s items) without(i int) items { return s[:i] + s[i+1:] }

// container is a queue, a stack or a priority queue.
func containerOf(name string, model *models.Model[models.QueueOps], capacity int, next func(items) int) reference {
	return reference{
		name: name, spec: model.Spec(), init: items(""),
		step: func(state any, name string, in any) (any, any, bool) {
			s := state.(items)
			isFull := capacity > 0 && len(s) == capacity
			switch {
			case name == "Len":
				return s, len(s), true
			case name == "TryPut" && isFull:
				return s, noRoom, true
			case strings.HasSuffix(name, "Put") || name == "PutN":
				return s + items(rune(in.(int))), nil, !isFull
			case name == "TryGet" && len(s) == 0:
				return s, nothing, true
			case len(s) == 0:
				return s, nil, false
			}
			at := next(s)
			return s.without(at), int(s[at]), true
		},
		request: func(r *rand.Rand, fresh func() int) (string, any) {
			switch n := r.IntN(12); {
			case n < 4:
				return "PutN", fresh()
			case n < 5 && capacity > 0:
				return "TryPut", fresh()
			case n < 6:
				return "Put", fresh()
			case n < 8:
				return "Get", nil
			case n == 8 && r.IntN(6) == 0:
				return "Len", nil
			}
			return "TryGet", nil
		},
		results: []any{nothing, noRoom, nil},
	}
}

func first(items) int  { return 0 }
func last(s items) int { return len(s) - 1 }

// least returns the place of the first of the values that are least by key.
func least(key func(byte) int) func(s items) int {
	return func(s items) int {
		at := 0
		for i := range len(s) {
			if key(s[i]) < key(s[at]) {
				at = i
			}
		}
		return at
	}
}

func dequeOf(most int, pushes, pops []string) reference {
	names := append(append([]string{}, pushes...), pops...)
	return reference{
		name: fmt.Sprint("deque ", most, names), spec: models.Deque(most).Spec(), init: items(""),
		step: func(state any, name string, in any) (any, any, bool) {
			s := state.(items)
			switch {
			case name == "PushBack":
				if most > 0 && len(s) == most {
					s = s[1:]
				}
				return s + items(rune(in.(int))), nil, true
			case name == "PushFront":
				if most > 0 && len(s) == most {
					s = s[:len(s)-1]
				}
				return items(rune(in.(int))) + s, nil, true
			case name == "Len":
				return s, len(s), true
			case len(s) == 0:
				return s, nil, true
			}
			at := 0
			if strings.HasSuffix(name, "Back") {
				at = len(s) - 1
			}
			if strings.HasPrefix(name, "Pop") {
				return s.without(at), int(s[at]), true
			}
			return s, int(s[at]), true
		},
		request: func(r *rand.Rand, fresh func() int) (string, any) {
			name := names[r.IntN(len(names))]
			if strings.HasPrefix(name, "Push") {
				return name, fresh()
			}
			return name, nil
		},
		results: []any{nil},
	}
}

func registerOf(distinct, reads bool) reference {
	return reference{
		name: fmt.Sprintf("register distinct=%v reads only=%v", distinct, reads), spec: models.Variable(0).Spec(), init: 0,
		step: func(state any, name string, in any) (any, any, bool) {
			switch name {
			case "Read":
				return state, state, true
			case "Write":
				return in, nil, true
			case "Swap":
				return in, state, true
			}
			pair := in.(histories.List)
			if pair[0] == state {
				return pair[1], true, true
			}
			return state, false, true
		},
		request: func(r *rand.Rand, fresh func() int) (string, any) {
			value := func() int { return r.IntN(3) }
			if distinct {
				value = fresh
			}
			n := r.IntN(6)
			switch {
			case n < 2 || reads && n < 4:
				return "Read", nil
			case n < 4 || reads:
				return "Write", value()
			case n == 4:
				return "Swap", value()
			}
			return "CompareAndSwap", histories.List{r.IntN(3), value()}
		},
		results: []any{0, 1, true, false},
	}
}

func counterOf() reference {
	return reference{
		name: "counter", spec: models.Tally(0).Spec(), init: 0,
		step: func(state any, name string, in any) (any, any, bool) {
			n, _ := in.(int)
			s := state.(int)
			switch name {
			case "Inc":
				return s + 1, nil, true
			case "Dec":
				return s - 1, nil, true
			case "Add":
				return s + n, nil, true
			case "AddAndGet":
				return s + n, s + n, true
			case "GetAndAdd":
				return s + n, s, true
			}
			return s, s, true
		},
		request: func(r *rand.Rand, _ func() int) (string, any) {
			name := []string{"Inc", "Inc", "Dec", "Add", "AddAndGet", "GetAndAdd", "Get", "Get"}[r.IntN(8)]
			if strings.Contains(name, "Add") {
				return name, r.IntN(4) - 1
			}
			return name, nil
		},
		results: []any{0, 1, 2},
	}
}

// keys are the values of the keys 1 and 2; 0 is none.
type keys [3]int

func dictionaryOf() reference {
	value := func(v int) any {
		if v == 0 {
			return nil
		}
		return v
	}
	return reference{
		name: "dictionary", spec: models.Dictionary().Spec(), init: keys{},
		step: func(state any, name string, in any) (any, any, bool) {
			s := state.(keys)
			l, _ := in.(histories.List)
			k, isKey := in.(int)
			if !isKey {
				k = l[0].(int)
			}
			old := s[k]
			switch name {
			case "Put", "Swap":
				s[k] = l[1].(int)
			case "Delete", "Remove":
				s[k] = 0
			case "PutIfAbsent":
				if old == 0 {
					s[k] = l[1].(int)
				}
				return s, old == 0, true
			case "CompareAndSwap":
				did := old == l[1].(int)
				if did {
					s[k] = l[2].(int)
				}
				return s, did, true
			}
			if name == "Put" || name == "Delete" {
				return s, nil, true
			}
			return s, value(old), true
		},
		request: func(r *rand.Rand, fresh func() int) (string, any) {
			name := []string{"Get", "Get", "Put", "Delete", "Remove", "Swap", "PutIfAbsent", "CompareAndSwap"}[r.IntN(8)]
			k := 1 + r.IntN(2)
			switch name {
			case "Put", "Swap", "PutIfAbsent":
				return name, histories.List{k, 1 + r.IntN(3)}
			case "CompareAndSwap":
				return name, histories.List{k, 1 + r.IntN(3), 1 + r.IntN(3)}
			}
			return name, k
		},
		results: []any{nil, 1, 2, true, false},
	}
}

func setOf() reference {
	return reference{
		name: "set", spec: models.Members().Spec(), init: keys{},
		step: func(state any, name string, in any) (any, any, bool) {
			s, k := state.(keys), in.(int)
			was := s[k] == 1
			switch name {
			case "Contains":
				return s, was, true
			case "Add", "Insert":
				s[k] = 1
			default:
				s[k] = 0
			}
			switch name {
			case "Add":
				return s, !was, true
			case "Remove":
				return s, was, true
			}
			return s, nil, true
		},
		request: func(r *rand.Rand, _ func() int) (string, any) {
			return []string{"Add", "Remove", "Contains", "Contains", "Insert", "Discard"}[r.IntN(6)], 1 + r.IntN(2)
		},
		results: []any{true, false},
	}
}

func semaphoreOf(permits, limit, weight int, model *models.Model[models.SemaphoreOps]) reference {
	return reference{
		name: model.Spec().Label, spec: model.Spec(), init: permits,
		step: func(state any, name string, in any) (any, any, bool) {
			free := state.(int)
			n, _ := in.(int)
			switch name {
			case "AcquireN":
				return free - n, nil, free >= n
			case "TryAcquire":
				if free < n {
					return free, false, true
				}
				return free - n, true, true
			case "ReleaseErr":
				if limit > 0 && free+n > limit {
					return free, noRoom, true
				}
				return free + n, nil, true
			}
			return free, free, true
		},
		request: func(r *rand.Rand, _ func() int) (string, any) {
			name := []string{"AcquireN", "AcquireN", "TryAcquire", "TryAcquire", "ReleaseErr", "ReleaseErr", "Free"}[r.IntN(7)]
			if name == "Free" {
				return name, nil
			}
			return name, 1 + r.IntN(weight)
		},
		results: []any{true, false, noRoom, 0, 1},
	}
}

func lockOf() reference {
	return reference{
		name: "lock", spec: models.Lock(models.FIFO()).Spec(), init: false,
		step: func(state any, name string, _ any) (any, any, bool) {
			held := state.(bool)
			switch name {
			case "Lock":
				return true, nil, !held
			case "TryAcquire":
				return true, !held, true
			case "Release":
				if !held {
					return false, nothing, true
				}
				return false, nil, true
			}
			return held, held, true
		},
		request: func(r *rand.Rand, _ func() int) (string, any) {
			return []string{"Lock", "Lock", "TryAcquire", "Release", "Release", "Locked"}[r.IntN(6)], nil
		},
		results: []any{true, false, nothing, nil},
	}
}

func rwlockOf() reference {
	return reference{
		name: "rwlock", spec: models.RWLock().Spec(), init: 0, // readers, or -1
		step: func(state any, name string, _ any) (any, any, bool) {
			s := state.(int)
			switch name {
			case "RLock":
				return s + 1, nil, s >= 0
			case "Lock":
				return -1, nil, s == 0
			case "TryRLock":
				if s < 0 {
					return s, false, false
				}
				return s + 1, true, true
			case "TryLock":
				if s != 0 {
					return s, false, false
				}
				return -1, true, true
			case "RUnlock":
				return s - 1, nil, s > 0
			}
			return 0, nil, s < 0
		},
		request: func(r *rand.Rand, _ func() int) (string, any) {
			return []string{"RLock", "Lock", "TryRLock", "TryLock", "RUnlock", "RUnlock", "Unlock", "Unlock"}[r.IntN(8)], nil
		},
		results: []any{nil, true},
	}
}

// porcupineJudges asks porcupine. A pending call may have had its effect, or not.
func (ref *reference) porcupineJudges(h *histories.History) bool {
	seed := maphash.MakeSeed()
	m := porcupine.NondeterministicModel{
		Init: func() []any { return []any{ref.init} },
		Step: func(state, input, _ any) []any {
			o := input.(*histories.Operation)
			next, out, ok := ref.step(state, o.Name, o.In)
			switch {
			case o.Outcome == histories.Pending && ok:
				return []any{state, next}
			case o.Outcome == histories.Pending:
				return []any{state}
			case ok && out == o.Out:
				return []any{next}
			}
			return nil
		},
		Hash: func(state any) uint64 { return maphash.Comparable(seed, state) },
	}
	var list []porcupine.Operation
	for i := range h.Operations {
		o := &h.Operations[i]
		list = append(list, porcupine.Operation{ClientId: i, Input: o, Call: o.Call, Return: o.Return})
	}
	return porcupine.CheckOperations(m.ToModel(), list)
}
