package bind

import (
	"fmt"
	"go/token"
	"go/types"
	"regexp"
)

// Which ends of a queue channels are, by the names of the fields and methods that give them.
var (
	inlets  = []string{"In", "Input", "Inlet", "Inbox", "Send", "Sender", "SendC", "Write", "Writer", "Chan", "C", "Channel"}
	outlets = []string{"Out", "Output", "Outlet", "Outbox", "Recv", "Receive", "Receiver", "RecvC", "Read", "Reader", "Chan", "C", "Channel"}
)

// channelUse finds out whether a program uses channels as a queue.
var channelUse = regexp.MustCompile(`\b(into|outOf)\(`)

// channelCode is what such a program needs. It stands in the program, since nothing of tenter's own packages is under control. %[1]s is package context,
// %[2]s package bound.
const channelCode = `
// sender puts into a channel.
type sender[T any] struct{ c chan<- T }

func into[T any](c chan<- T) sender[T] { return sender[T]{c} }

// Put gives up when ctx is done.
func (s sender[T]) Put(ctx %[1]s.Context, v T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.c <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// receiver gets from a channel.
type receiver[T any] struct{ c <-chan T }

func outOf[T any](c <-chan T) receiver[T] { return receiver[T]{c} }

// Get gives up when ctx is done, and fails if the channel is closed.
func (r receiver[T]) Get(ctx %[1]s.Context) (v T, err error) {
	if err := ctx.Err(); err != nil {
		return v, err
	}
	select {
	case v, ok := <-r.c:
		if !ok {
			return v, %[2]s.ErrClosed
		}
		return v, nil
	case <-ctx.Done():
		return v, ctx.Err()
	}
}
`

// channels returns the declarations that a program needs for the channels that it uses.
func (f *file) channels(body string) string {
	if !channelUse.MatchString(body) {
		return ""
	}
	return fmt.Sprintf(channelCode, f.std("context"), f.own("bound"))
}

// channelsOf returns ways to put and get by channels that an object gives, for a family whose calls are those of a queue.
func (b *binder) channelsOf(t types.Type) (list []method) {
	if b.req.Family.Call("Send") == nil || b.req.Family.Call("Receive") == nil {
		return nil
	}
	for _, m := range methodsOf(t, b.req.Package) {
		if m.sig.Params().Len() == 0 && m.sig.Results().Len() == 1 {
			list = append(list, b.channelEnds(m.name, m.head+"()", m.sig.Results().At(0).Type())...)
		}
	}
	if s, ok := bare(t).Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Exported() {
				list = append(list, b.channelEnds(f.Name(), "x."+f.Name(), f.Type())...)
			}
		}
	}
	return list
}

// channelEnds returns what can be done with a channel.
func (b *binder) channelEnds(name, expr string, t types.Type) (list []method) {
	c, ok := t.Underlying().(*types.Chan)
	if !ok {
		return nil
	}
	variable := func(t types.Type) *types.Var { return types.NewVar(token.NoPos, nil, "", t) }
	ctx := variable(b.req.Import("context").Scope().Lookup("Context").Type())
	failure := variable(types.Universe.Lookup("error").Type())
	end := func(call, helper string, params, results []*types.Var) {
		sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), types.NewTuple(results...), false)
		list = append(list, method{name: call, sig: sig, head: helper + "(" + expr + ")." + call})
	}
	if c.Dir() != types.RecvOnly && rank(name, inlets) >= 0 {
		end("Put", "into", []*types.Var{ctx, variable(c.Elem())}, []*types.Var{failure})
	}
	if c.Dir() != types.SendOnly && rank(name, outlets) >= 0 {
		end("Get", "outOf", []*types.Var{ctx}, []*types.Var{variable(c.Elem()), failure})
	}
	return list
}
