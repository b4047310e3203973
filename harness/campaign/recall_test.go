package campaign

import (
	"strconv"
	"testing"
)

func TestRecallTellsSharesApart(t *testing.T) {
	key := func(i int) []byte { return strconv.AppendInt(nil, int64(i), 10) }
	var recalled recall
	expect := func(i int, good, met bool) {
		t.Helper()
		if g, m := recalled.look(key(i)); g != good || m != met {
			t.Errorf("history %d: good %v, met %v, want %v, %v", i, g, m, good, met)
		}
	}
	recalled.begin()
	expect(1, false, false)
	recalled.meet(key(1))
	expect(1, true, true)
	recalled.learn(key(2)) // by a rescue, not by an execution that has ended
	expect(2, true, false)
	recalled.meet(key(2))
	expect(2, true, true)

	recalled.begin()
	expect(1, true, false)
	for i := 3; i <= knownLimit; i++ {
		recalled.learn(key(i))
	}
	recalled.learn(key(-1)) // no room
	expect(-1, false, false)
	recalled.meet(key(-1)) // but for this share
	expect(-1, true, true)

	recalled.begin()
	expect(-1, false, false)
	expect(knownLimit, true, false)
	for i := range knownLimit {
		recalled.meet(key(-1 - i))
	}
	recalled.meet(key(1)) // one too many for a share
	expect(1, true, false)
	expect(-knownLimit, true, true)
}
