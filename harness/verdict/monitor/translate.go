package monitor

import (
	"slices"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// translation brings the calls of a history into the terms of an object.
//
// It may say less than the specification, and then what is legal for it need
// not be (wide); or allow less, and then what is illegal for it need not be (narrow).
type translation struct {
	spec    *models.Spec
	object  models.Object
	l       *histories.Long
	index   []int // of names: the number of the operation
	ops     []op
	narrow  string // why, or empty
	wide    string
	answers map[answerKey]bool
}

type answerKey struct {
	name uint16
	out  histories.Value // 0 for all whole numbers
	what string
}

func newTranslation(spec *models.Spec, l *histories.Long) *translation {
	t := &translation{spec: spec, object: spec.Object(), l: l, answers: map[answerKey]bool{}}
	for _, name := range l.Names() {
		t.index = append(t.index, spec.Index(name))
	}
	t.ops = make([]op, 0, len(l.Calls))
	return t
}

// call is one call with what is known of it besides.
type call struct {
	*histories.Span
	at    int32
	name  string
	stuck []histories.Rank // the quiescences at which it was stuck
	begin int32            // after the last of these
}

// each translates all calls with f, which returns false for one that it can't translate.
func (t *translation) each(f func(c *call) bool) bool {
	names := t.l.Names()
	for i := range t.l.Calls {
		s := &t.l.Calls[i]
		c := call{Span: s, at: int32(i), name: names[s.Name], begin: s.Begin}
		if len(t.l.Quiescences) > 0 {
			c.stuck = t.stuckAt(s)
			if n := len(c.stuck); n > 0 {
				c.begin = c.stuck[n-1]
			}
		}
		if t.index[s.Name] < 0 || !t.plain(&c) || !f(&c) {
			return false
		}
	}
	t.ordered()
	return true
}

// stuckAt returns the quiescences during a call.
func (t *translation) stuckAt(s *histories.Span) []histories.Rank {
	from, _ := slices.BinarySearch(t.l.Quiescences, s.Begin)
	to, _ := slices.BinarySearch(t.l.Quiescences, s.End)
	return t.l.Quiescences[from:to]
}

// plain refuses calls that the specification judges by more than their places
// and results: misuse, and contexts that were not obeyed.
func (t *translation) plain(c *call) bool {
	cut := t.cutFrom(c)
	switch {
	case c.Outcome == histories.Panicked || c.Outcome == histories.Returned && !t.fits(c):
		return false
	case c.Outcome == histories.Cancelled && cut >= c.End:
		return false
	case len(c.stuck) > 0 && cut < c.stuck[len(c.stuck)-1]:
		return false
	case c.Mode == histories.Done && c.Outcome != histories.Cancelled && !t.spec.LateContext():
		return false
	}
	if t.object.FIFO && len(c.stuck) > 0 && int(c.stuck[0]) < t.l.Events() && t.wide == "" && !t.lastQuiet(c.stuck[0]) {
		t.wide = "waiting calls are served in their order, and some were known to wait while others came"
	}
	if t.object.FIFO && c.Mode == histories.Timeout && t.l.CancelOf(int(c.at)) > c.Begin {
		t.wide = "waiting calls are served in their order, and one waits for a time-out"
	}
	return true
}

// fits reports whether the operation can have such a result at all.
func (t *translation) fits(c *call) bool {
	key := answerKey{c.Name, c.Out, "fits"}
	if _, isInt := c.Out.Int(); isInt {
		key.out = 0
	}
	known, ok := t.answers[key]
	if !ok {
		out := t.l.Any(c.Out)
		v, err := t.spec.AdmitResult(t.index[c.Name], out)
		known = err == nil && v == out
		t.answers[key] = known
	}
	return known
}

// lastQuiet reports whether nothing but quiescences comes after the one at q.
func (t *translation) lastQuiet(q histories.Rank) bool {
	i, _ := slices.BinarySearch(t.l.Quiescences, q)
	return int(q)+len(t.l.Quiescences)-1-i == t.l.Events()
}

// cutFrom returns from when on something may have ended the call early.
func (t *translation) cutFrom(c *call) int32 {
	switch at := t.l.CancelOf(int(c.at)); {
	case c.Mode == histories.Done || at == 0 && c.Mode.TimesOut():
		return 0
	case at != 0:
		return at
	}
	return never
}

// gaveUp reports whether the call ended because of its context, and so had no effect.
func (c *call) gaveUp() bool { return c.Outcome == histories.Cancelled }

// timedOut reports whether the call gave up by itself, so that it can't have gone at once.
func (c *call) timedOut() bool { return c.gaveUp() && c.Mode == histories.Timeout }

func (c *call) isPending() bool { return c.Outcome == histories.Pending }

// add adds the op of a call.
func (t *translation) add(c *call, o op) {
	o.begin, o.end, o.call, o.pending = c.begin, c.End, c.at, c.isPending()
	t.ops = append(t.ops, o)
}

// looks adds a look at each quiescence at which the call was stuck.
func (t *translation) looks(c *call, o op) {
	for _, q := range c.stuck {
		o.begin, o.end, o.call = q-1, q, c.at
		t.ops = append(t.ops, o)
	}
}

// ordered brings the ops into the order of their beginnings.
func (t *translation) ordered() {
	if len(t.l.Quiescences) > 0 {
		slices.SortStableFunc(t.ops, func(a, b op) int { return int(a.begin) - int(b.begin) })
	}
}

// answer turns what is said of the ops into an answer about the history.
func (t *translation) answer(a Answer) Answer {
	switch {
	case a.Verdict == Illegal && t.narrow != "":
		return open(a.By, "the %s does not know what to make of it: %s", a.By, t.narrow)
	case a.Verdict == Legal && t.wide != "":
		return open(a.By, "the %s does not know what to make of it: %s", a.By, t.wide)
	}
	return a
}
