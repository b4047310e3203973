package shim

import (
	"reflect"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// What a task hands to one that waits goes past the buffer of the channel. The race detector follows the places in the buffer: a receive comes before
// the send that takes its place. For its sake the value goes through the buffer as well, by operations of the two tasks.

// passed has v go through ch, which is empty, to the task that waits there. It returns false for a channel without a buffer, and where nobody is to
// see it.
func passed[T any](t *sched.Task, ch chan<- T, v T) bool {
	if cap(ch) == 0 || !sched.Racing() {
		return false
	}
	select {
	case ch <- v:
	default:
		return false
	}
	in := receiving(ch)
	return t.OnWaiter(address(ch), sched.Recv, func() bool {
		select {
		case <-in:
			return true
		default:
			return false
		}
	})
}

// refilled has the task that waits to send to ch do so, now that there is a place.
func refilled[T any](t *sched.Task, ch chan<- T) bool {
	if !sched.Racing() {
		return false
	}
	cell := (*T)(t.Offered(address(ch), sched.Send))
	return t.OnWaiter(address(ch), sched.Send, func() bool {
		select {
		case ch <- *cell:
			return true
		default:
			return false
		}
	})
}

// receiving returns ch as a channel that can be received from. The direction is a matter of types only.
func receiving[T any](ch chan<- T) <-chan T { return *(*<-chan T)(unsafe.Pointer(&ch)) }

// passed and refilled are the functions of that name for a channel whose type is not known.
func (c Value) passed(t *sched.Task, p unsafe.Pointer, cell reflect.Value) bool {
	if c.v.Cap() == 0 || !sched.Racing() || !c.v.TrySend(cell.Elem()) {
		return false
	}
	return t.OnWaiter(p, sched.Recv, func() bool {
		_, ok := bothWays(c.v).TryRecv()
		return ok
	})
}

func (c Value) refilled(t *sched.Task, p unsafe.Pointer) bool {
	if !sched.Racing() {
		return false
	}
	cell := reflect.NewAt(c.v.Type().Elem(), t.Offered(p, sched.Send))
	return t.OnWaiter(p, sched.Send, func() bool { return bothWays(c.v).TrySend(cell.Elem()) })
}
