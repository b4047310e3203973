package sched

// Bounded explores, depth first and without repetition, every execution with at most Preemptions preemptions, after iterative context
// bounding (Musuvathi, Qadeer, PLDI 2007). Choices where the running task blocks or ends, and choices of data, are not
// bounded. Within a bound the executions with fewer decisions come first at each point.
//
// It makes no reduction, so that "all executions with at most k preemptions" is what it says.
//
// Where tasks spin and offer their turn each time round, the choices that cost nothing are too many. Decisions, if it is not 0, bounds all of them: the
// executions are those with at most so many decisions. That is the idea of delay bounding (Emmi, Qadeer, Rakamaric, POPL 2011), but that another task than the
// next one costs as much, however far behind it is.
type Bounded struct {
	Preemptions int
	Decisions   int
	// Doubts are reasons why there may be executions within the bound that have not been made.
	Doubts Doubt

	stack []node // the choices of the execution in progress, and what is left of each
	depth int
	begun bool
	used  int // preemptions in the part of the execution that has been made
	left  int // decisions in it
}

// node is one choice point on the current path.
type node struct {
	options []int // task numbers, or data; those before taken have been explored
	taken   int
	cost    int // preemptions that any option but the first and the clock costs: 0 or 1
}

// charge returns the preemptions that the option taken costs. A timer that fires takes control from nobody.
func (n *node) charge() int {
	if n.taken == 0 || n.options[n.taken] == ClockID {
		return 0
	}
	return n.cost
}

// Begin implements Strategy. It returns false when all executions have been explored.
func (s *Bounded) Begin(uint64) bool {
	s.depth, s.used, s.left = 0, 0, 0
	if !s.begun {
		s.begun = true
		return true
	}
	for n := len(s.stack); n > 0; n = len(s.stack) {
		top := &s.stack[n-1]
		if top.taken+1 < len(top.options) {
			top.taken++
			return true
		}
		s.stack = s.stack[:n-1]
	}
	return false
}

// Next implements Strategy.
func (s *Bounded) Next(ready []*Task, current *Task) *Task {
	if s.depth == len(s.stack) {
		s.push(ready, current)
	}
	n := &s.stack[s.depth]
	s.depth++
	s.take(n)
	for _, t := range ready {
		if t.id == n.options[n.taken] {
			return t
		}
	}
	return nil // the program is not deterministic: the execution is given up
}

// take notes what the choice that is made at n costs.
func (s *Bounded) take(n *node) {
	s.used += n.charge()
	if n.taken > 0 {
		s.left++
	}
}

// exhausted reports whether only defaults are left.
func (s *Bounded) exhausted() bool { return s.Decisions > 0 && s.left >= s.Decisions }

// push adds a choice point: the default first, then the others in the order of their numbers.
func (s *Bounded) push(ready []*Task, current *Task) {
	def := byDefault(ready, current)
	n := s.grow()
	n.options = append(n.options, def.id)
	if s.exhausted() {
		return
	}
	if current.ready >= 0 && current.kind != KindGosched {
		n.cost = 1
	}
	last := 1 << 30
	if s.used+n.cost > s.Preemptions {
		last = ClockID + 1 // only the clock is free
	}
	for id := ClockID; ; {
		next := last
		for _, t := range ready {
			if t != def && t.id >= id && t.id < next {
				next = t.id
			}
		}
		if next == last {
			return
		}
		n.options = append(n.options, next)
		id = next + 1
	}
}

// maxOptions is the largest choice of data of which every possibility is explored. A larger one is the seed of a random number generator: only
// the default is.
const maxOptions = 64

// grow adds an empty node, reusing what an earlier path has left.
func (s *Bounded) grow() *node {
	if len(s.stack) < cap(s.stack) {
		s.stack = s.stack[:len(s.stack)+1]
		n := &s.stack[len(s.stack)-1]
		n.options, n.taken, n.cost = n.options[:0], 0, 0
		return n
	}
	s.stack = append(s.stack, node{})
	return &s.stack[len(s.stack)-1]
}

// Choose implements Strategy.
func (s *Bounded) Choose(count int) int {
	if s.depth == len(s.stack) {
		n := s.grow()
		if count > maxOptions {
			s.Doubts |= DoubtData
			count = 1
		}
		if s.exhausted() {
			count = 1
		}
		for i := range count {
			n.options = append(n.options, i)
		}
	}
	n := &s.stack[s.depth]
	s.depth++
	s.take(n)
	return n.options[n.taken]
}

// Node is one choice point on the path of a Bounded, for who carries the path elsewhere.
type Node struct {
	Options     []int
	Taken, Cost int
}

// Path returns where s stands: the choice points of the last execution up to the last at which something is left to choose. begun is false if
// there was no execution yet.
func (s *Bounded) Path() (nodes []Node, begun bool) {
	n := len(s.stack)
	for n > 0 && s.stack[n-1].taken+1 >= len(s.stack[n-1].options) {
		n--
	}
	for i := range s.stack[:n] {
		nodes = append(nodes, Node{s.stack[i].options, s.stack[i].taken, s.stack[i].cost})
	}
	return nodes, s.begun
}

// Resume has s go on from where another Bounded stands.
func (s *Bounded) Resume(nodes []Node, begun bool) {
	s.stack, s.begun = s.stack[:0], begun
	for _, n := range nodes {
		s.stack = append(s.stack, node{n.Options, n.Taken, n.Cost})
	}
}
