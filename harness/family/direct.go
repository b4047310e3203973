package family

import (
	"slices"

	"github.com/tenter-go/tenter/models"
)

// direct says how the calls of a contract are those of its model, for code in which no family stands in between.
type direct struct {
	rename map[string]string // by the name of the call; "" leaves it out
	first  string            // a statement that prepares x
	never  string            // why there is no such code; "" if there is
}

// Direct returns the family of one variant, whose calls are those of the model itself, for code that is written for a person; first is a statement that
// prepares the object x, or "". It returns nil, and why, if there is no such code.
func (f *Family) Direct(name string) (d *Family, first, never string) {
	v := f.variant(name)
	if v.direct.never != "" {
		return nil, "", v.direct.never
	}
	same := *f
	same.Calls = nil
	for _, c := range f.Calls {
		to, renamed := v.direct.rename[c.Name]
		if renamed && to == "" {
			continue
		}
		if renamed {
			c.Name = to
		}
		if i := slices.IndexFunc(same.Calls, func(have Call) bool { return have.Name == c.Name }); i >= 0 {
			same.Calls[i].Names = append(slices.Clone(same.Calls[i].Names), c.Names...)
			continue
		}
		same.Calls = append(same.Calls, c)
	}
	same.Needs = nil
	same.variants = []variant{v}
	if f.calls == queueCalls {
		return over[models.QueueOps](same), v.direct.first, ""
	}
	return &same, v.direct.first, ""
}

// DirectName returns the name that a call has in Direct, "" for one that is left out there.
func (f *Family) DirectName(variant, call string) string {
	if to, ok := f.variant(variant).direct.rename[call]; ok {
		return to
	}
	return call
}
