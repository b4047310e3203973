package verdict

import "github.com/tenter-go/tenter/models"

// memory is the set of configurations from which the search has failed: which
// phases were done, and the hash of the state then. Forgetting all of them is
// one increment.
//
// Two states of one hash make it prune too much, which can only turn a legal
// history into an illegal one; so a refusal that made use of the memory is
// searched for again with exact states.
type memory struct {
	slots []slot // a power of two
	age   uint32 // slots of another age are empty
	used  int
	hits  int

	exact  bool
	states map[configuration][]models.State
}

type configuration struct{ done, hash uint64 }

type slot struct {
	configuration
	age uint32
}

const firstSlots = 256

func (m *memory) forget(exact bool) {
	if m.slots == nil {
		m.slots = make([]slot, firstSlots)
	}
	m.age++
	if m.age == 0 { // wrapped around: old slots would look new
		clear(m.slots)
		m.age = 1
	}
	m.used, m.hits, m.exact, m.states = 0, 0, exact, nil
	if exact {
		m.states = map[configuration][]models.State{}
	}
}

func (m *memory) nonempty() bool { return m.used > 0 || m.exact }

// knows reports whether the search has failed from here before.
func (m *memory) knows(c configuration, machine models.Machine, level int) bool {
	if m.exact {
		for _, st := range m.states[c] {
			if machine.Same(level, st) {
				return true
			}
		}
		return false
	}
	if m.slots[m.find(c)].age != m.age {
		return false
	}
	m.hits++
	return true
}

func (m *memory) add(c configuration, machine models.Machine, level int) {
	if m.exact {
		m.states[c] = append(m.states[c], machine.Snapshot(level, nil))
		return
	}
	if 2*m.used >= len(m.slots) {
		m.grow()
	}
	m.slots[m.find(c)] = slot{c, m.age}
	m.used++
}

// find returns the slot of c, or the empty one where it belongs.
func (m *memory) find(c configuration) int {
	mask := len(m.slots) - 1
	i := int((c.done*0x9e3779b97f4a7c15^c.hash)*0xbf58476d1ce4e5b9>>32) & mask
	for m.slots[i].age == m.age && m.slots[i].configuration != c {
		i = (i + 1) & mask
	}
	return i
}

func (m *memory) grow() {
	old := m.slots
	m.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.age == m.age {
			m.slots[m.find(s.configuration)] = s
		}
	}
}
