package harness

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// probe looks for mistakes in how a subject is given to Check, before the search: a search over a subject that is not fresh each time
// would accuse it of what its constructor has done.
type probe struct {
	subject *models.Subject
	offered []bool
}

// probing is the share number under which the journal knows that a check is only being prepared.
const probing = -1

// guarded returns the subject for the search. Which operations it offers was found out under control, so that no object need be made
// outside: a constructor that starts goroutines would start them for good.
func (p *probe) guarded() *models.Subject {
	s := *p.subject
	s.New = func() any {
		if sched.Current() == nil {
			return nil
		}
		return p.subject.New()
	}
	s.Offers = func(_ any, op int) bool { return p.offered[op] }
	return &s
}

// run returns what is wrong, or "".
func (p *probe) run(check string, limits scenario.Limits) string {
	objects, fault := p.construct()
	if fault != "" {
		return fault
	}
	if fault := sameObject(objects[0], objects[1]); fault != "" {
		return fault
	}
	if len(p.missing()) == len(p.subject.Spec.Operations) {
		return fmt.Sprintf("harness.Check: the adapter offers none of the operations of the model %s: %s — set at least one of its fields",
			p.subject.Spec.Label, strings.Join(p.missing(), ", "))
	}
	return p.compareObjects(check, limits)
}

// construct makes two objects, and asks the first what it offers.
func (p *probe) construct() (objects []any, fault string) {
	s := sched.New()
	defer s.Close()
	ops := p.subject.Spec.Operations
	p.offered = make([]bool, len(ops))
	res, _ := s.Run(0, sched.Config{Strategy: &sched.Replay{}}, func() {
		for range 2 {
			x := p.subject.New()
			objects = append(objects, x)
			if isNil(x) {
				return
			}
		}
		for op := range ops {
			p.offered[op] = p.subject.Offers(objects[0], op)
		}
	})
	switch {
	case res.Panic != nil:
		return nil, fmt.Sprintf("harness.Check: the constructor panicked: %v\n\n%s", res.Panic.Value, res.Panic.Stack)
	case len(objects) > 0 && isNil(objects[len(objects)-1]):
		return nil, "harness.Check: the constructor returned nil — it must return a fresh object each time"
	case len(objects) < 2:
		return nil, "harness.Check: the constructor does not return: it waits for something that never comes"
	}
	return objects, ""
}

func isNil(x any) bool {
	v := reflect.ValueOf(x)
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Chan, reflect.Slice, reflect.UnsafePointer:
		return v.IsNil()
	}
	return false
}

// sameObject compares identities. Pointers to types without size may be equal although the objects are not the same.
func sameObject(a, b any) string {
	v, w := reflect.ValueOf(a), reflect.ValueOf(b)
	if v.Type() != w.Type() {
		return ""
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.Type().Elem().Size() == 0 {
			return ""
		}
	case reflect.Map, reflect.Chan:
	default:
		return ""
	}
	if v.Pointer() != w.Pointer() {
		return ""
	}
	return "harness.Check: the constructor returned the same object twice — it must make a fresh one at each call, since every execution begins anew"
}

// missing returns the names of the operations that the subject does not offer.
func (p *probe) missing() (names []string) {
	for op, info := range p.subject.Spec.Operations {
		if !p.offered[op] {
			names = append(names, info.Name)
		}
	}
	return names
}

// compared is how many scenarios are tried on two objects each.
const compared = 8

// compareObjects makes the same calls in the same order on one object and then on another. Objects that are independent of each other
// answer alike. That they do not is the commonest fault of those who write their first check.
func (p *probe) compareObjects(check string, limits scenario.Limits) string {
	r := exec.NewRunner()
	defer r.Close()
	gen := scenario.NewGenerator(p.subject.Spec, func(op int) bool { return p.offered[op] }, limits)
	for i := range uint64(compared) {
		sc := gen.Draw(i)
		first, _ := r.Run(p.subject, sc, exec.Options{Strategy: &sched.Replay{}})
		before := first.History.Clone()
		second, _ := r.Run(p.subject, sc, exec.Options{Strategy: &sched.Replay{}})
		if what := difference(before, second.History); what != "" {
			return fmt.Sprintf("harness.Check: nondeterminism: the same calls in the same order gave %s — the objects that the constructor makes share state "+
				"(a variable outside the constructor?), or the subject decides by something that no scheduler controls (the order of a map, random numbers, "+
				"the real time); the calls were\n\n%s", what, sc)
		}
	}
	return ""
}

// difference says where two histories of the same calls part.
func difference(a, b *histories.History) string {
	if string(a.Key(nil)) == string(b.Key(nil)) {
		return ""
	}
	for i := range min(len(a.Operations), len(b.Operations)) {
		p, q := describeCall(&a.Operations[i]), describeCall(&b.Operations[i])
		if p != q {
			return fmt.Sprintf("%s on the first object and %s on the second", p, q)
		}
	}
	return fmt.Sprintf("%d calls on the first object and %d on the second, or the same ones in another order", len(a.Operations), len(b.Operations))
}

func describeCall(o *histories.Operation) string {
	call := o.Name + "()"
	if o.In != nil {
		call = fmt.Sprintf("%s(%v)", o.Name, o.In)
	}
	if o.Outcome == histories.Returned && o.Out != nil {
		return fmt.Sprintf("%s = %v", call, o.Out)
	}
	return fmt.Sprintf("%s %v", call, o.Outcome)
}
