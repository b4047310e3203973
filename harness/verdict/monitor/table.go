package monitor

import "math/bits"

// table is the set of configurations from which the search has failed.
//
// It keeps 128 bits of each in place of the configuration. Two that differ are
// taken for one with a chance of about m²/2^129 among m of them, 10^-25 for a
// million: far less than that of a memory error.
type table struct {
	slots []digest // a power of two; zero is empty
	used  int
}

func (t *table) has(at int, done uint64, g game) bool {
	return t.used > 0 && t.slots[t.find(key(at, done, g))] != digest{}
}

func (t *table) add(at int, done uint64, g game) {
	if 2*t.used >= len(t.slots) {
		t.grow()
	}
	k := key(at, done, g)
	if i := t.find(k); t.slots[i] == (digest{}) {
		t.slots[i] = k
		t.used++
	}
}

func key(at int, done uint64, g game) digest {
	h := g.hash()
	k := digest{
		mix(mix(uint64(at)^0x243f6a8885a308d3)+mix(done^0x13198a2e03707344)+h[0]) | 1, // never empty
		mix(mix(uint64(at)^0xa4093822299f31d0) + mix(done^0x082efa98ec4e6c89) + h[1]),
	}
	return k
}

func (t *table) find(k digest) int {
	mask := len(t.slots) - 1
	i := int(bits.RotateLeft64(k[0], 32)) & mask
	for t.slots[i] != (digest{}) && t.slots[i] != k {
		i = (i + 1) & mask
	}
	return i
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]digest, max(64, 2*len(old)))
	for _, k := range old {
		if k != (digest{}) {
			t.slots[t.find(k)] = k
		}
	}
}

// mix spreads the bits of x over all of the result (the finisher of splitmix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// at returns the digest of a value at a place; those of a state add up.
func digestOf(v, place int64) digest {
	return digest{
		mix(mix(uint64(v)^0x452821e638d01377) + uint64(place)*0xbe5466cf34e90c6c),
		mix(mix(uint64(v)^0xc0ac29b7c97c50dd) + uint64(place)*0x3f84d5b5b5470917),
	}
}

func (d *digest) add(e digest) { d[0] += e[0]; d[1] += e[1] }
func (d *digest) sub(e digest) { d[0] -= e[0]; d[1] -= e[1] }
