package histories

import (
	"fmt"
	"math"
	"slices"
)

// Long is a history of any length, in about fifty bytes for each operation. It
// is built from events, in their order.
//
// Its stamps are the ranks of the events: 1 for the first, and so on. Events of
// one Time count as concurrent, so that the calls among them get the smaller ranks.
type Long struct {
	Calls       []Span // in the order of their calls
	Quiescences []Rank

	// StandIns are the numbers among the values that stand for something else; nil if there are none.
	StandIns *StandIns

	recorded bool // see History.Recorded

	names   []string
	byName  map[string]uint16
	values  interning
	cancels map[int32]Rank

	open   map[int]int32 // by task: its open call
	last   Rank
	tied   []tie // events of the latest time, not ranked yet
	time   int64
	voided int
	lost   int // line of a Lost event
}

// Rank is the place of an event among all events of a Long, from 1.
type Rank = int32

// Never is the rank of the end of a call that has none.
const Never Rank = math.MaxInt32

// Span is one call with its response.
type Span struct {
	In, Out    Value
	Begin, End Rank // End is Never for a call that is stuck or pending
	Task       int32
	Line       int32 // of its call, in its file
	Name       uint16
	Outcome    Outcome
	Mode       Mode
}

type tie struct {
	call int32 // -1 for a quiescence
	kind EventKind
}

// Add adds an event. It returns an error if a task makes two calls at once, or
// if a call ends that is not open.
func (l *Long) Add(e Event) error {
	if e.Time != l.time || e.Time == 0 {
		l.rank()
		if e.Time < l.time {
			return fmt.Errorf("the time %d is before that of an earlier event, %d; events have to be in order", e.Time, l.time)
		}
		l.time = e.Time
	}
	if e.Kind == Quiet {
		if l.lost > 0 {
			return fmt.Errorf("a quiescence, but line %d lost sight of a call, so that nobody knows whether it is stuck", l.lost)
		}
		l.tied = append(l.tied, tie{-1, Quiet})
		return nil
	}
	i, isOpen := l.open[e.Task]
	if e.Kind == Call {
		if isOpen {
			return fmt.Errorf("task %d calls %s while its call of %s is open (%s)", e.Task, e.Name, l.names[l.Calls[i].Name], where(l.Calls[i].Line))
		}
		return l.begin(e)
	}
	if !isOpen {
		return fmt.Errorf("the call of task %d ends, but it has none that is open", e.Task)
	}
	l.end(i, e)
	return nil
}

func where(line int32) string { return fmt.Sprintf("line %d", line) }

func (l *Long) begin(e Event) error {
	if len(l.Calls) > math.MaxInt32/4 || len(l.names) > math.MaxUint16 {
		return fmt.Errorf("the history has more than %d operations of %d names", len(l.Calls), len(l.names))
	}
	if l.open == nil {
		l.open = map[int]int32{}
	}
	i := int32(len(l.Calls))
	l.open[e.Task] = i
	l.Calls = append(l.Calls, Span{
		In: l.values.word(e.Value), Out: None, End: Never, Outcome: Pending,
		Task: int32(e.Task), Line: int32(e.Line), Name: l.nameOf(e.Name), Mode: e.Mode,
	})
	l.tied = append(l.tied, tie{i, Call})
	return nil
}

func (l *Long) end(i int32, e Event) {
	c := &l.Calls[i]
	l.tied = append(l.tied, tie{i, e.Kind})
	switch e.Kind {
	case Cancel:
		return
	case End:
		c.Outcome, c.Out = e.Outcome, l.values.word(e.Value)
	case Void:
		c.Outcome = outcomes
		l.voided++
	case Lost:
		l.lost = max(1, e.Line)
	}
	delete(l.open, e.Task)
}

// rank gives their ranks to the events of the latest time.
func (l *Long) rank() {
	if len(l.tied) > 1 {
		slices.SortStableFunc(l.tied, func(a, b tie) int { return order(a.kind) - order(b.kind) })
	}
	for _, t := range l.tied {
		l.last++
		switch {
		case t.kind == Call:
			l.Calls[t.call].Begin = l.last
		case t.kind == End:
			l.Calls[t.call].End = l.last
		case t.kind == Cancel:
			if l.cancels == nil {
				l.cancels = map[int32]Rank{}
			}
			l.cancels[t.call] = l.last
		case t.kind == Quiet:
			l.Quiescences = append(l.Quiescences, l.last)
		}
	}
	l.tied = l.tied[:0]
}

// order is that of events of one time: what weakens the history most.
func order(k EventKind) int {
	switch k {
	case Cancel:
		return 0
	case Call:
		return 1
	case Quiet:
		return 3
	}
	return 2
}

// Finish ends the building. Calls that are open are pending from then on, or
// stuck if there has been no other event since the last quiescence.
func (l *Long) Finish() {
	l.rank()
	if n := len(l.Quiescences); n > 0 && l.Quiescences[n-1] == l.last {
		for _, i := range l.open {
			l.Calls[i].Outcome = Stuck
		}
	}
	l.open = nil
	if l.voided == 0 {
		return
	}
	l.dropVoid()
}

// dropVoid takes out the calls that had no effect. Ranks keep their gaps.
func (l *Long) dropVoid() {
	kept := l.Calls[:0]
	cancels := map[int32]Rank{}
	for i, c := range l.Calls {
		if c.Outcome == outcomes {
			continue
		}
		if at, ok := l.cancels[int32(i)]; ok {
			cancels[int32(len(kept))] = at
		}
		kept = append(kept, c)
	}
	l.Calls, l.cancels, l.voided = kept, cancels, 0
}

func (l *Long) nameOf(name string) uint16 {
	if i, ok := l.byName[name]; ok {
		return i
	}
	if l.byName == nil {
		l.byName = map[string]uint16{}
	}
	i := uint16(len(l.names))
	l.names = append(l.names, name)
	l.byName[name] = i
	return i
}

// Names returns the names of the operations, by Span.Name. It is not to be changed.
func (l *Long) Names() []string { return l.names }

// Events is how many ranks there are.
func (l *Long) Events() int { return int(l.last) }

// Any returns the value of a word.
func (l *Long) Any(v Value) any { return l.values.value(v) }

// Word returns the word of a value. It is a new one for a value that nothing in l has.
func (l *Long) Word(v any) Value { return l.values.word(v) }

// CancelOf returns when the context of the call was cancelled; 0 if it was not.
func (l *Long) CancelOf(call int) Rank { return l.cancels[int32(call)] }

// Operation returns the call as an Operation, with Op as given.
func (l *Long) Operation(call, op int) Operation {
	c := &l.Calls[call]
	o := Operation{
		Task: int(c.Task), Op: op, Name: l.names[c.Name], In: l.Any(c.In), Out: l.Any(c.Out),
		Outcome: c.Outcome, Mode: c.Mode, Call: int64(c.Begin), Return: int64(c.End), Cancel: int64(l.CancelOf(call)),
	}
	if c.End == Never {
		o.Return = Forever
	}
	return o
}

// History returns l as a History; index returns the number of an operation of the model by its name.
func (l *Long) History(index func(name string) int) *History {
	h := &History{Recorded: l.recorded}
	for i := range l.Calls {
		h.Operations = append(h.Operations, l.Operation(i, index(l.names[l.Calls[i].Name])))
	}
	for _, at := range l.Quiescences {
		q := Quiescence{At: int64(at)}
		for i := range h.Operations {
			if h.Operations[i].Pending(q.At) {
				q.Stuck = append(q.Stuck, i)
			}
		}
		h.Quiescences = append(h.Quiescences, q)
	}
	return h
}

// Unproven returns l without its quiescences: calls that were stuck are pending.
func (l *Long) Unproven() *Long {
	u := *l
	u.Quiescences = nil
	u.Calls = slices.Clone(l.Calls)
	for i := range u.Calls {
		if u.Calls[i].Outcome == Stuck {
			u.Calls[i].Outcome = Pending
		}
	}
	return &u
}
