package models

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// entryOf is how a ready-made model is made from its name.
type entryOf struct {
	name   string
	number string // what the number in parentheses means; empty if it takes none
	least  int
	usual  int // the number where none is given
	spec   func(n int, opts []Option) *Spec
}

func plain[X any](f func(...Option) *Model[X]) func(int, []Option) *Spec {
	return func(_ int, opts []Option) *Spec { return f(opts...).Spec() }
}

func counting[X any](f func(int, ...Option) *Model[X]) func(int, []Option) *Spec {
	return func(n int, opts []Option) *Spec { return f(n, opts...).Spec() }
}

var catalog = []entryOf{
	{"barrier", "parties", 1, 2, counting(Barrier)},
	{"bounded-semaphore", "permits", 1, 1, counting(BoundedSemaphore)},
	{"channel", "capacity", 0, 0, counting(Channel)},
	{"condition", "", 0, 0, plain(Condition)},
	{"counter", "count at first", minimum, 0, counting(Tally)},
	{"deque", "most items", 0, 0, counting(Deque)},
	{"dictionary", "", 0, 0, plain(Dictionary)},
	{"event", "", 0, 0, plain(Event)},
	{"future", "", 0, 0, plain(Future)},
	{"gil", "", 0, 0, plain(GIL)},
	{"item-pool", "", 0, 0, plain(ItemPool)},
	{"lifo-queue", "capacity", 0, 0, counting(LifoQueue)},
	{"lock", "", 0, 0, plain(Lock)},
	{"map", "", 0, 0, plain(Map)},
	{"once", "", 0, 0, plain(Once)},
	{"ordered-lock", "", 0, 0, plain(OrderedLock)},
	{"pipe", "messages that fit", 1, 1, counting(Pipe)},
	{"priority-queue", "capacity", 0, 0, counting(PriorityQueue)},
	{"queue", "capacity", 0, 0, counting(Queue)},
	{"register", "value at first", minimum, unset, register},
	{"rlock", "", 0, 0, plain(RLock)},
	{"rwlock", "", 0, 0, plain(RWLock)},
	{"semaphore", "permits", 0, 1, counting(Semaphore)},
	{"set", "", 0, 0, plain(Members)},
	{"shared-memory", "", 0, 0, plain(SharedMemory)},
	{"wait-group", "count at first", 0, 0, counting(WaitGroup)},
}

const minimum, unset = -1 << 62, -1<<62 - 1

// register holds nil at first unless a number is given.
func register(n int, opts []Option) *Spec {
	if n == unset {
		return Variable(nil, opts...).Spec()
	}
	return Variable(n, opts...).Spec()
}

// otherNames are common other names of models.
var otherNames = map[string]string{
	"fifo": "queue", "atomic-queue": "queue", "bounded-queue": "queue", "stack": "lifo-queue", "lifo": "lifo-queue", "atomic-stack": "lifo-queue",
	"mutex": "lock", "kv": "dictionary", "cas-register": "register", "heap": "priority-queue,by-value", "atomic-priority-queue": "priority-queue,by-value",
}

// optionNames are the options that a name may carry.
var optionNames = map[string]Option{
	"fifo": FIFO(), "head-of-line": HeadOfLine(), "prompt": Prompt(), "late-context": LateContext(), "late-timeout": LateTimeout(),
	"may-refuse": MayRefuse(), "unstable": Unstable(), "by-value": ByValue(),
}

// Names returns the names of the ready-made models that Named knows.
func Names() (list []string) {
	for _, e := range catalog {
		list = append(list, e.name)
	}
	return list
}

// Options returns the options that a name may carry.
func Options() (list []string) {
	for name := range optionNames {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// Named returns the ready-made model of a text such as "queue", "queue(4)" or
// "semaphore(2),fifo": a name, a number where it takes one, and options. The
// error says what is wrong with it.
func Named(text string) (spec *Spec, err error) {
	name, number, opts, err := takeApart(strings.TrimSpace(text))
	if err != nil {
		return nil, err
	}
	if as, ok := otherNames[name]; ok {
		var more []Option
		name, _, more, _ = takeApart(as)
		opts = append(more, opts...)
	}
	i := slices.IndexFunc(catalog, func(e entryOf) bool { return e.name == name })
	if i < 0 {
		return nil, &UnknownModel{name}
	}
	e := &catalog[i]
	n := e.usual
	switch {
	case number != "" && e.number == "":
		return nil, fmt.Errorf("model %q: %s takes no number", text, name)
	case number != "":
		if n, err = strconv.Atoi(number); err != nil || n < e.least {
			return nil, fmt.Errorf("model %q: %s: want a whole number from %d: %s", text, number, e.least, e.number)
		}
	}
	defer func() { // what options do not go together a constructor says by a panic
		if r := recover(); r != nil {
			spec, err = nil, fmt.Errorf("model %q: %v", text, r)
		}
	}()
	return e.spec(n, opts), nil
}

// UnknownModel is a name that no ready-made model has.
type UnknownModel struct{ Name string }

func (e *UnknownModel) Error() string { return fmt.Sprintf("unknown model %q", e.Name) }

func takeApart(text string) (name, number string, opts []Option, err error) {
	parts := strings.Split(text, ",")
	name = strings.TrimSpace(parts[0])
	if open := strings.IndexByte(name, '('); open >= 0 {
		if !strings.HasSuffix(name, ")") {
			return "", "", nil, fmt.Errorf("model %q: the parenthesis is not closed", text)
		}
		name, number = strings.TrimSpace(name[:open]), strings.TrimSpace(name[open+1:len(name)-1])
		if number == "" {
			return "", "", nil, fmt.Errorf("model %q: want a number between the parentheses", text)
		}
	}
	for _, word := range parts[1:] {
		opt, ok := optionNames[strings.TrimSpace(word)]
		if !ok {
			return "", "", nil, fmt.Errorf("model %q: unknown option %q; the options are %s", text, strings.TrimSpace(word), strings.Join(Options(), ", "))
		}
		opts = append(opts, opt)
	}
	return strings.ToLower(strings.ReplaceAll(name, "_", "-")), number, opts, nil
}

// objectNames are the names of the models of known objects.
var objectNames = map[ObjectKind]string{
	QueueObject: "queue", StackObject: "lifo-queue", PriorityObject: "priority-queue", DequeObject: "deque", RegisterObject: "register",
	CounterObject: "counter", DictionaryObject: "dictionary", SetObject: "set", SemaphoreObject: "semaphore", LockObject: "lock", RWLockObject: "rwlock",
}

// Text returns a text from which Named makes a model of the same object, for the first line
// of a recorded history; empty if there is none. Errors that the specification tells apart are any errors to that model.
func (s *Spec) Text() string {
	o := s.Object()
	name, known := objectNames[o.Kind]
	switch {
	case !known:
		if spec, err := Named(s.Name); err != nil || spec.Label != s.Label {
			return ""
		}
		return s.Name
	case o.Limit != 0 && o.Limit != o.Capacity || o.Incomparable:
		return ""
	case o.Limit != 0:
		name = "bounded-semaphore"
	}
	if n, ok := o.Initial.(int); ok {
		name = fmt.Sprintf("%s(%d)", name, n)
	} else if o.Kind != LockObject && o.Kind != RWLockObject && o.Kind != DictionaryObject && o.Kind != SetObject && o.Kind != RegisterObject {
		name = fmt.Sprintf("%s(%d)", name, o.Capacity)
	}
	for _, opt := range []struct {
		set  bool
		name string
	}{
		{o.FIFO, "fifo"}, {o.HeadOfLine && !o.FIFO, "head-of-line"}, {o.GivesBack && o.FIFO, "prompt"}, {s.LateContext(), "late-context"}, {s.LateTimeout(), "late-timeout"},
		{o.MayRefuse, "may-refuse"}, {o.Unstable, "unstable"}, {o.ByValue, "by-value"},
	} {
		if opt.set {
			name += "," + opt.name
		}
	}
	return name
}
