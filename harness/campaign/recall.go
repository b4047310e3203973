package campaign

// recall remembers good histories of one configuration by their keys: which a share has met, since it counts them, and which need not be
// judged again, whatever share they are from. Most executions have a history that both questions have the same answer for, so that one look answers both.
type recall struct {
	good  map[string]int      // of whatever share: an index in met
	met   []int               // the last share that has met the history, by its number in share
	extra map[string]struct{} // those met by the present share for which there was no room in good
	share int                 // how many shares have begun
	count int                 // histories that the present share has met, as far as they are remembered
}

// knownLimit bounds the histories that are remembered as good, per configuration: of all shares, and of each share.
const knownLimit = 1 << 15

// begin begins a share. It has met no history: what it counts must not depend on the shares before it.
func (r *recall) begin() {
	if r.good == nil {
		r.good, r.extra = map[string]int{}, map[string]struct{}{}
	}
	clear(r.extra)
	r.share++
	r.count = 0
}

// look reports whether a history is known to be good, and whether the present share has met it.
func (r *recall) look(key []byte) (good, met bool) {
	if i, ok := r.good[string(key)]; ok {
		return true, r.met[i] == r.share
	}
	if len(r.extra) > 0 {
		_, met = r.extra[string(key)]
	}
	return met, met
}

// learn notes that a history is good.
func (r *recall) learn(key []byte) {
	if _, ok := r.good[string(key)]; !ok && len(r.good) < knownLimit {
		r.good[string(key)] = len(r.met)
		r.met = append(r.met, 0)
	}
}

// meet notes that the present share has met a good history for the first time.
func (r *recall) meet(key []byte) {
	if r.count == knownLimit {
		return
	}
	r.count++
	if i, ok := r.good[string(key)]; ok {
		r.met[i] = r.share
	} else if len(r.good) < knownLimit {
		r.good[string(key)] = len(r.met)
		r.met = append(r.met, r.share)
	} else {
		r.extra[string(key)] = struct{}{}
	}
}
