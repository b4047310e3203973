package maphash_test

import (
	"math"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/maphash"
)

type name string

type key struct {
	S string
	F float64
	N [2]int8
	A any
	_ int
}

// Two executions see the same seeds, which differ from each other, and the same hashes.
func TestSameInEveryExecution(t *testing.T) {
	var seen [2][]uint64
	for n := range seen {
		shimtest.Default(t, func() {
			a, b := maphash.MakeSeed(), maphash.MakeSeed()
			seen[n] = []uint64{maphash.String(a, "x"), maphash.String(b, "x"), maphash.String(a, "y"), maphash.Comparable(a, key{S: "x", A: 1}), maphash.Comparable(a, key{S: "x", A: int8(1)})}
		})
	}
	if d := cmp.Diff(seen[0], seen[1]); d != "" {
		t.Errorf("the second execution has other hashes:\n%s", d)
	}
	all := map[uint64]bool{}
	for _, h := range seen[0] {
		all[h] = true
	}
	if len(all) != len(seen[0]) {
		t.Errorf("some hashes are equal: %x", seen[0])
	}
}

// What is written in parts counts as if it were written in one, and a clone goes its own way.
func TestPartsMakeTheWhole(t *testing.T) {
	seed := maphash.MakeSeed()
	whole := func(a, b, c []byte) bool {
		var h maphash.Hash
		h.SetSeed(seed)
		h.Write(a)
		h.WriteString(string(b))
		clone, _ := h.Clone()
		clone.Write([]byte("more"))
		for _, x := range c {
			h.WriteByte(x)
		}
		all := append(append(append([]byte(nil), a...), b...), c...)
		return h.Sum64() == maphash.Bytes(seed, all) && h.Sum64() == maphash.String(seed, string(all))
	}
	if err := quick.Check(whole, nil); err != nil {
		t.Error(err)
	}
}

// Equal values have equal hashes, whatever they are made of; NaN has a new one each time.
func TestComparable(t *testing.T) {
	seed := maphash.MakeSeed()
	if maphash.Comparable(seed, 0.0) != maphash.Comparable(seed, math.Copysign(0, -1)) {
		t.Error("the two zeros have different hashes")
	}
	if first := maphash.Comparable(seed, math.NaN()); maphash.Comparable(seed, math.NaN()) == first {
		t.Error("NaN has one hash")
	}
	if maphash.Comparable[any](seed, "x") == maphash.Comparable[any](seed, name("x")) {
		t.Error("values of two types have one hash")
	}
	x, y := new(int), new(int)
	if first := maphash.Comparable(seed, x); maphash.Comparable(seed, x) != first || maphash.Comparable(seed, x) == maphash.Comparable(seed, y) {
		t.Error("a pointer does not stand for itself")
	}
	var h maphash.Hash
	h.SetSeed(seed)
	maphash.WriteComparable(&h, key{S: "x"})
	if h.Sum64() != maphash.Comparable(seed, key{S: "x"}) {
		t.Error("WriteComparable and Comparable differ")
	}
	defer func() {
		if recover() == nil {
			t.Error("a function was hashed")
		}
	}()
	maphash.Comparable[any](seed, func() {})
}

// Addresses differ from process to process, so an execution in which they are hashed says so.
func TestAddressesAreNoted(t *testing.T) {
	res := shimtest.Default(t, func() { maphash.Comparable(maphash.MakeSeed(), new(int)) })
	if d := cmp.Diff([]sched.Uncontrolled{{What: "the hash of an address"}}, res.Uncontrolled); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
