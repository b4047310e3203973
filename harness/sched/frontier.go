package sched

// Frontier is where an Exhaustive stands between two executions, for who carries it elsewhere.
type Frontier struct {
	Branches  []Branch
	Procs     []uint64 // the lineages of the tasks, by number
	Begun     bool
	Classes   int
	Redundant int
	Doubts    Doubt
}

// Branch is one choice point on the path of an Exhaustive. The sets have a bit for each task.
type Branch struct {
	Enabled, Backtrack, Asleep, Wrote, Returned uint64

	Chosen, Event, Options int
}

// Frontier returns where s stands: the choice points up to the last at which something is left to choose.
func (s *Exhaustive) Frontier() Frontier {
	f := Frontier{Procs: make([]uint64, len(s.procs)), Begun: s.begun, Classes: s.Classes, Redundant: s.Redundant, Doubts: s.Doubts}
	for lineage, p := range s.procs {
		f.Procs[p] = lineage
	}
	n := len(s.nodes)
	for n > 0 && !s.nodes[n-1].open() {
		n--
	}
	for i := range s.nodes[:n] {
		b := &s.nodes[i]
		f.Branches = append(f.Branches, Branch{
			uint64(b.enabled), uint64(b.backtrack), uint64(b.asleep.tasks), uint64(b.asleep.wrote), uint64(b.asleep.returned), b.chosen, b.event, b.options,
		})
	}
	return f
}

// open reports whether something is left to choose.
func (b *branch) open() bool {
	if b.options > 0 {
		return b.chosen+1 < b.options
	}
	return b.backtrack&^(b.asleep.tasks|1<<b.chosen) != 0
}

// Resume has s go on from where another Exhaustive stands.
func (s *Exhaustive) Resume(f Frontier) {
	s.begun, s.Classes, s.Redundant, s.Doubts = f.Begun, f.Classes, f.Redundant, f.Doubts
	s.procs = make(map[uint64]int, len(f.Procs))
	for p, lineage := range f.Procs {
		s.procs[lineage] = p
	}
	s.nodes = s.nodes[:0]
	for _, b := range f.Branches {
		s.nodes = append(s.nodes, branch{
			enabled: set(b.Enabled), backtrack: set(b.Backtrack), asleep: asleep{set(b.Asleep), set(b.Wrote), set(b.Returned)},
			chosen: b.Chosen, event: b.Event, options: b.Options,
		})
	}
}
