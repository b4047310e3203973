package proof

import "pgregory.net/rapid"

// sizes bounds what is drawn.
type sizes struct {
	routines, blocks int // goroutines, and blocks of instructions in each
}

var (
	tinySizes  = sizes{routines: 3, blocks: 3}
	smallSizes = sizes{routines: 4, blocks: 5}
)

// sketches returns a generator of sketches.
func sketches(size sizes) *rapid.Generator[sketch] {
	return rapid.Custom(func(t *rapid.T) sketch {
		d := drawing{T: t, size: size}
		return d.sketch()
	})
}

type drawing struct {
	*rapid.T
	size    sizes
	s       sketch
	code    []instr
	theme   []int
	dones   int
	timed   bool // the routine has started its timer
	trying  bool // inside a section that may be left out
	holding map[int]bool
	reading bool // or writing: inside a section of a read-write lock
}

// upTo draws a number below n. Rapid's ranges prefer small numbers, which makes dull programs; its permutations have no preference.
func (d *drawing) upTo(n int, label string) int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return rapid.Permutation(list).Draw(d.T, label)[0]
}

func (d *drawing) sketch() sketch {
	d.theme = themes[d.upTo(len(themes), "theme")]
	for range 1 + d.upTo(2, "channels") {
		d.s.chans = append(d.s.chans, []int{0, 0, 0, 0, 1, 1, 1, 2, 2, noChannel}[d.upTo(10, "capacity")])
	}
	d.s.mutexes, d.s.rwlocks, d.s.atomics = 1+d.upTo(2, "mutexes"), 1, 1
	for range 2 + d.upTo(d.size.routines-1, "routines") {
		d.code, d.timed, d.holding, d.reading = nil, false, map[int]bool{}, false
		for range 1 + d.upTo(d.size.blocks, "blocks") {
			d.block(2)
		}
		d.s.routines = append(d.s.routines, d.code)
	}
	d.s.waits = d.dones
	return d.s
}

func (d *drawing) emit(in instr) { d.code = append(d.code, in) }

// The kinds of blocks. A sketch has few of them, so that its goroutines have to do with each other.
const (
	kindSend = iota
	kindReceive
	kindChoice
	kindClose
	kindSection
	kindAtomic
	kindGroup
	kindTime
	kindLength
	kinds
)

// themes are kinds that go together; -1 is any kind.
var themes = [][]int{
	{kindSend, kindReceive, kindClose}, {kindChoice, kindSend, kindReceive}, {kindChoice, kindClose, kindTime}, {kindSection},
	{kindSection, kindAtomic}, {kindSection, kindSend, kindReceive}, {kindChoice}, {kindTime, kindChoice, kindSend},
	{kindGroup, kindAtomic, kindSend}, {kindGroup, kindSection}, {kindTime, kindAtomic}, {kindChoice, kindLength, kindSend}, {-1},
}

// block draws one instruction, or a section under a lock.
func (d *drawing) block(depth int) {
	c, v := d.upTo(len(d.s.chans), "channel"), 1+d.upTo(3, "value")
	kind := d.theme[d.upTo(len(d.theme), "kind")]
	if kind < 0 {
		kind = d.upTo(kinds, "any kind")
	}
	switch kind {
	case kindSend:
		d.emit(instr{verb: send, obj: c, val: v})
	case kindReceive:
		d.emit(instr{verb: []verb{receive, receive, drain}[d.upTo(3, "receives")], obj: c})
	case kindChoice:
		d.choice()
	case kindClose:
		d.emit(instr{verb: closes, obj: c})
	case kindSection:
		d.section(depth)
	case kindAtomic:
		d.atomic(v)
	case kindGroup:
		if d.upTo(2, "waits") == 0 {
			d.emit(instr{verb: wait})
			return
		}
		d.dones++
		d.emit(instr{verb: done})
	case kindTime:
		d.time(v)
	case kindLength:
		d.emit(instr{verb: length, obj: c})
	}
}

func (d *drawing) choice() {
	in := instr{verb: choose, def: d.upTo(4, "default") == 0}
	for range 1 + d.upTo(3, "cases") {
		k := comm{sends: d.upTo(2, "sends") == 0, obj: d.upTo(len(d.s.chans), "channel"), val: 4 + d.upTo(2, "value")}
		if d.timed && d.upTo(3, "timer") == 0 {
			k = comm{obj: timerChan + len(d.s.routines)}
		}
		in.cases = append(in.cases, k)
	}
	d.emit(in)
}

// section draws instructions between taking a lock and giving it back. What is taken already is not taken again: that never ends.
func (d *drawing) section(depth int) {
	m := d.upTo(d.s.mutexes, "mutex")
	switch k := d.upTo(6, "section"); {
	case depth == 0 || d.holding[m] || d.reading:
		d.emit(instr{verb: gosched})
	case k == 0:
		at := len(d.code)
		d.emit(instr{verb: try, obj: m})
		before := d.trying
		d.trying = true
		d.inside(m, depth)
		d.trying = before
		d.code[at].to = len(d.code)
	case k < 3:
		take, give := lockPair(k)
		d.reading = true
		d.emit(instr{verb: take})
		d.block(depth - 1)
		d.emit(instr{verb: give})
		d.reading = false
	default:
		d.emit(instr{verb: lock, obj: m})
		d.inside(m, depth)
	}
}

func lockPair(k int) (take, give verb) {
	if k == 1 {
		return rlock, runlock
	}
	return wlock, wunlock
}

func (d *drawing) inside(m, depth int) {
	d.holding[m] = true
	for range 1 + d.upTo(2, "inside") {
		switch k := d.upTo(7, "under lock"); {
		case k < 2:
			d.emit(instr{verb: bump, obj: m})
		case k == 2:
			d.emit(instr{verb: condWait, obj: m})
		case k == 3:
			d.emit(instr{verb: signal, obj: m})
		case k == 4:
			d.emit(instr{verb: broadcast, obj: m})
		default:
			d.block(depth - 1)
		}
	}
	d.emit(instr{verb: unlock, obj: m})
	d.holding[m] = false
}

func (d *drawing) atomic(v int) {
	d.emit(instr{verb: []verb{load, store, add, swapIf}[d.upTo(4, "atomic")], val: v})
}

func (d *drawing) time(v int) {
	if !d.timed {
		if d.trying || d.upTo(2, "sleep") == 0 {
			d.emit(instr{verb: sleep, val: v})
			return
		}
		d.timed = true
		d.emit(instr{verb: timer, val: v})
		return
	}
	if d.upTo(2, "stop") == 0 {
		d.emit(instr{verb: stop})
		return
	}
	d.emit(instr{verb: receive, obj: timerChan + len(d.s.routines)})
}
