package monitor

// index finds what belongs to a value. Where the values are dense it is a slice.
type index struct {
	base  int64
	dense []int32 // one more than what belongs to base+i, 0 if nothing
	other map[int64]int32
}

// newIndex returns an index for the values of the ops.
func newIndex(ops []op) *index {
	ix := &index{}
	least, most := int64(1<<62), int64(-1<<62)
	for i := range ops {
		least, most = min(least, ops[i].v), max(most, ops[i].v)
	}
	if len(ops) > 0 && most-least < int64(4*len(ops)) && most-least >= 0 {
		ix.base, ix.dense = least, make([]int32, most-least+1)
	} else {
		ix.other = make(map[int64]int32, len(ops)/2)
	}
	return ix
}

// set notes what belongs to v. It reports false, and notes nothing, if something does already.
func (ix *index) set(v int64, what int32) bool {
	if ix.dense != nil {
		if ix.dense[v-ix.base] != 0 {
			return false
		}
		ix.dense[v-ix.base] = what + 1
		return true
	}
	if _, ok := ix.other[v]; ok {
		return false
	}
	ix.other[v] = what
	return true
}

func (ix *index) get(v int64) (what int32, ok bool) {
	if ix.dense != nil {
		if v < ix.base || v >= ix.base+int64(len(ix.dense)) {
			return 0, false
		}
		what = ix.dense[v-ix.base]
		return what - 1, what != 0
	}
	what, ok = ix.other[v]
	return what, ok
}
