package verdict

import (
	"fmt"
	"strings"

	"github.com/tenter-go/tenter/histories"
)

// MaxOrders is up to how many refused orders an Explanation lists all.
const MaxOrders = 6

// Explanation says why a history is illegal: either all orders in which its
// calls could have taken effect, each with the reason why the model refuses it,
// or, where there are more than MaxOrders, one of the longest beginnings of an
// order that the model allows and why nothing can follow it.
type Explanation struct {
	Kind  Kind
	Model string // label of the model
	// Claim is the sentence that the rest is the proof of.
	Claim string

	Orders []Order // all, sorted by how they arise; empty if there are too many

	Prefix    []string // the calls of the longest beginning, in order
	State     string   // the model's state after them
	Obstacles []Order  // what could come next there, each with why it can't
}

// Order is one order of calls, up to the one at which the model refuses it.
type Order struct {
	Calls []string
	Why   string
}

// String returns the calls as one phrase: "Release(1), then Acquire(1)".
func (o Order) String() string { return strings.Join(o.Calls, ", then ") }

// String returns the explanation as a block of lines.
func (e Explanation) String() string {
	var b strings.Builder
	fmt.Fprintln(&b, e.Claim)
	table(&b, e.Orders)
	if len(e.Obstacles) == 0 {
		return b.String()
	}
	if len(e.Prefix) > 0 {
		fmt.Fprintln(&b, "The longest beginning that it allows:")
		fmt.Fprintf(&b, "  %s\n", strings.Join(e.Prefix, ", "))
	}
	fmt.Fprintf(&b, "Then %s, and none of these can be next:\n", e.State)
	table(&b, e.Obstacles)
	return b.String()
}

// table prints each order beside its reason.
func table(b *strings.Builder, orders []Order) {
	width := 0
	for _, o := range orders {
		width = max(width, len([]rune(o.String())))
	}
	for _, o := range orders {
		fmt.Fprintf(b, "  %-*s    %s\n", width, o, o.Why)
	}
}

// Explain says why h is illegal. It returns an error if it is not, or if that
// can't be decided.
func (j *Judge) Explain(h *histories.History) (Explanation, error) {
	res := j.Check(h)
	if res.Kind == OK || res.Kind == Unknown {
		return Explanation{}, fmt.Errorf("nothing to explain: the verdict is %v %s", res.Kind, res.Reason)
	}
	e := Explanation{Kind: res.Kind, Model: j.spec.Label}
	t := newTrial(j, h)
	if why := t.plan.impossible; why != "" {
		e.Claim = fmt.Sprintf("The model %s allows no order of these calls: %s.", j.spec.Label, why)
		return e, nil
	}
	e.Claim = t.claim(res.Kind)
	if orders, all := t.refusedOrders(); all {
		e.Orders = orders
		return e, nil
	}
	t.longestPrefix(&e)
	return e, nil
}
