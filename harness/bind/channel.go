package bind

import (
	"go/token"
	"go/types"
)

// Which ends of a queue channels are, by the names of the fields and methods that give them.
var (
	inlets  = []string{"In", "Input", "Inlet", "Inbox", "Send", "Sender", "SendC", "Write", "Writer", "Chan", "C", "Channel"}
	outlets = []string{"Out", "Output", "Outlet", "Outbox", "Recv", "Receive", "Receiver", "RecvC", "Read", "Reader", "Chan", "C", "Channel"}
)

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
		list = append(list, method{name: call, sig: sig, head: b.file.own("bound") + "." + helper + "(" + expr + ")." + call})
	}
	if c.Dir() != types.RecvOnly && rank(name, inlets) >= 0 {
		end("Put", "Into", []*types.Var{ctx, variable(c.Elem())}, []*types.Var{failure})
	}
	if c.Dir() != types.SendOnly && rank(name, outlets) >= 0 {
		end("Get", "OutOf", []*types.Var{ctx}, []*types.Var{variable(c.Elem()), failure})
	}
	return list
}
