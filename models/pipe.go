package models

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// PipeOps is how one direction of a pipe with two ends, A that sends and B that
// receives, is called: one function for each operation, nil for one that it does
// not offer.
type PipeOps struct {
	// Send sends at A. It waits for room; it returns ErrPipeClosed if A is closed
	// and ErrPipeBroken if B is.
	Send func(ctx context.Context, id int) error
	// Receive receives at B. It waits for a message; it returns ErrPipeClosed if B
	// is closed and ErrPipeEnd if A is and all was received.
	Receive func(ctx context.Context) (int, error)
	// Poll reports whether Receive would return at once.
	Poll           func() bool
	CloseA, CloseB func()
}

// What a pipe answers, for the adapters of PipeOps.
var (
	ErrPipeBroken = errors.New("the other end is closed")
	ErrPipeClosed = errors.New("closed")
	ErrPipeEnd    = errors.New("end")
)

// channel is the state of a direction: its messages are runes, first come first.
type channel struct {
	messages         string
	closedA, closedB bool
}

// Pipe is the model of a pipe whose directions hold size messages. Messages arrive
// in the order in which they were sent, each once, also after A was closed. Those
// who wait go on in any order. It panics if size is less than 1.
func Pipe(size int, opts ...Option) *Model[PipeOps] {
	if size < 1 {
		panic(fmt.Sprintf("models: Pipe(%d): the size must be at least 1", size))
	}
	known := []error{ErrPipeBroken, ErrPipeClosed, ErrPipeEnd}
	defaults := []Option{Name("pipe"), Label("pipe of %s", counted(size, "message")), Describe(channel.describe)}
	return New(channel{},
		Take("Send", Ctx1(func(o PipeOps, ctx context.Context, id int) error { return o.Send(ctx, id) }, Fresh(), known...).If(func(o PipeOps) bool { return o.Send != nil }),
			func(s channel, _ int) bool { return s.closedA || s.closedB || len(s.messages) < size },
			func(s channel, id int) (channel, error) {
				switch {
				case s.closedA:
					return s, ErrPipeClosed
				case s.closedB:
					return s, ErrPipeBroken
				}
				s.messages += string(rune(id))
				return s, nil
			}),
		Take("Receive", CtxRet(func(o PipeOps, ctx context.Context) (int, error) { return o.Receive(ctx) }, known...).If(func(o PipeOps) bool { return o.Receive != nil }),
			func(s channel, _ None) bool { return s.closedA || s.closedB || s.messages != "" },
			func(s channel, _ None) (channel, any) {
				switch {
				case s.closedB:
					return s, ErrPipeClosed
				case s.messages == "":
					return s, ErrPipeEnd
				}
				id := int(s.messages[0])
				s.messages = s.messages[1:]
				return s, id
			}),
		Ask("Poll", Ret(func(o PipeOps) bool { return o.Poll() }).If(func(o PipeOps) bool { return o.Poll != nil }),
			func(s channel, _ None) bool { return s.closedA || s.closedB || s.messages != "" }),
		Change("CloseA", Func(func(o PipeOps) { o.CloseA() }).If(func(o PipeOps) bool { return o.CloseA != nil }),
			func(s channel, _ None) channel { s.closedA = true; return s }),
		Change("CloseB", Func(func(o PipeOps) { o.CloseB() }).If(func(o PipeOps) bool { return o.CloseB != nil }),
			func(s channel, _ None) channel { s.closedB = true; return s }),
	).With(append(defaults, opts...)...)
}

func (s channel) describe() string {
	list := []string{counted(len(s.messages), "message") + " under way"}
	if s.closedA {
		list = append(list, "A is closed")
	}
	if s.closedB {
		list = append(list, "B is closed")
	}
	return strings.Join(list, ", ")
}
