package models

import (
	"fmt"
	"sync"
	"time"
)

// shelf knows until when each value may be found in a cache. It says nothing of
// when an entry must still be there.
type shelf struct {
	now func() time.Time

	mu      sync.Mutex
	until   map[[2]int]time.Time // by key and value
	forever [4][values]bool      // the same for values that were stored without a time
	storing [4][values]int       // calls under way that store a value for a while
}

// stored notes that a value is being stored to stay.
func (s *shelf) stored(key, value int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forever[key][value] = true
}

// storeFor notes that a value is being stored for a while, until its end is called.
func (s *shelf) storeFor(key, value int, d time.Duration) (end func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.storing[key][value]++
	return func() { s.storedFor(key, value, d) }
}

func (s *shelf) storedFor(key, value int, d time.Duration) {
	until := s.now().Add(d)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.storing[key][value]--
	if kv := [2]int{key, value}; s.until[kv].Before(until) {
		s.until[kv] = until
	}
}

// stale says what is wrong with a value that was found by a look-up that began at
// the given moment, "" for nothing.
func (s *shelf) stale(key, value int, began time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	until, known := s.until[[2]int{key, value}]
	if s.forever[key][value] || s.storing[key][value] > 0 || !known || !began.After(until) {
		return ""
	}
	return fmt.Sprintf("%d of key %d, whose time was over %v before", value, key, began.Sub(until))
}

func (o CacheOps) load(key int) any {
	if !o.keepsTime() {
		return o.MapOps.load(key)
	}
	began := o.Now()
	value, ok := o.Load(key)
	if ok && value > 0 && value < values {
		if wrong := o.shelf.stale(key, value, began); wrong != "" {
			return wrong
		}
	}
	return found(value, ok)
}

func (o CacheOps) storeFor(e int) {
	key, value := entry(e).key(), entry(e).value()
	defer o.shelf.storeFor(key, value, shelfLife)()
	o.StoreFor(key, value, shelfLife)
}

func (o CacheOps) store(e int) {
	o.shelf.stored(entry(e).key(), entry(e).value())
	o.MapOps.store(e)
}

func (o CacheOps) loadOrStore(e int) any {
	o.shelf.stored(entry(e).key(), entry(e).value())
	return o.MapOps.loadOrStore(e)
}

func (o CacheOps) storeIfAbsent(e int) bool {
	o.shelf.stored(entry(e).key(), entry(e).value())
	return o.MapOps.storeIfAbsent(e)
}

func (o CacheOps) loadOrCompute(c *Call, key int) any {
	o.shelf.stored(key, 1)
	return was(o.LoadOrCompute(key, c.one(false)))
}
