package monitor

import (
	"cmp"
	"slices"
)

// register judges the ops of a register that is only read and written, in time
// n log n. ok is false where it does not apply: a value is written twice, or is
// what the register held at first.
//
// The ops of a value are its write and its reads. A zone of a value lies between the first end and
// the last beginning of its ops: forward, if that end comes first, and then the
// register must hold the value all through the zone; backward if all ops overlap, and then any gap in the
// zone will do. The history is legal iff no read ends before its value's write
// begins, no two forward zones overlap and no backward zone lies within a
// forward one (Gibbons and Korach, SICOMP 1997).
//
// The first value was written before all else. A pending write that is read has
// no end; one that is not may as well have had no effect, and nobody sees a pending read.
func register(ops []op, initial int64) (answer Answer, ok bool) {
	const by = "register monitor"
	for i := range ops {
		if k := ops[i].kind; k != read && k != write {
			return Answer{}, false
		}
	}
	zones, ok := zonesOf(ops, initial)
	if !ok {
		return Answer{}, false
	}
	for i := range ops {
		if o := &ops[i]; o.kind == read && o.w < 0 {
			return illegal(by, "%s returned a value that nobody wrote", o.call), true
		}
	}
	for i := range ops {
		if o := &ops[i]; o.kind == read && o.w > 0 && o.end <= ops[zones[o.w].write].begin {
			return illegal(by, "%s returned a value before %s began to write it", o.call, ops[zones[o.w].write].call), true
		}
	}
	return zoned(by, ops, zones), true
}

// zone is from the first end to the last beginning of the ops of a value.
type zone struct {
	end, begin int32
	write      int32 // op; -1 for the first value
	last       int32 // the op that begins last
	used       bool  // by a read, or the write ended
}

// zonesOf returns the zones of all values, that of the first one at 0, and sets
// the w of each read to that of its value, -1 if nobody wrote it. It returns
// false if a value is written twice.
func zonesOf(ops []op, initial int64) ([]zone, bool) {
	zones := []zone{{write: -1, last: -1}}
	ix := newIndex(append(ops[:len(ops):len(ops)], op{v: initial}))
	ix.set(initial, 0)
	for i := range ops {
		if o := &ops[i]; o.kind == write {
			if !ix.set(o.v, int32(len(zones))) {
				return nil, false
			}
			zones = append(zones, zone{end: o.end, begin: o.begin, write: int32(i), last: int32(i), used: !o.pending})
		}
	}
	for i := range ops {
		o := &ops[i]
		if o.kind != read {
			continue
		}
		at, found := ix.get(o.v)
		if o.w = -1; found {
			o.w = int64(at)
			z := &zones[at]
			z.used = true
			z.end = min(z.end, o.end)
			if o.begin >= z.begin {
				z.begin, z.last = o.begin, int32(i)
			}
		}
	}
	return zones, true
}

// zoned judges zones.
func zoned(by string, ops []op, zones []zone) Answer {
	var forward []zone
	for _, z := range zones {
		if z.used && z.end < z.begin {
			forward = append(forward, z)
		}
	}
	slices.SortFunc(forward, func(a, b zone) int { return cmp.Compare(a.end, b.end) })
	for i := 1; i < len(forward); i++ {
		if forward[i].end < forward[i-1].begin {
			return illegal(by, "%s still found a value when another one, which %s found later, had been there", ops[forward[i-1].last].call, ops[forward[i].last].call)
		}
	}
	for _, z := range zones {
		if !z.used || z.end < z.begin {
			continue
		}
		k, _ := slices.BinarySearchFunc(forward, z.begin, func(f zone, begin int32) int { return cmp.Compare(f.end, begin) })
		if k > 0 && z.end < forward[k-1].begin {
			return illegal(by, "%s took effect while the register held the value that %s found", ops[z.last].call, ops[forward[k-1].last].call)
		}
	}
	return legal(by)
}
