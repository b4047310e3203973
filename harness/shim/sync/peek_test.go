package sync

import (
	"sync"
	"testing"
)

// TestLayoutIsKnown fails when a Go release lays the objects out in a new way. The shims go on working, more slowly.
func TestLayoutIsKnown(t *testing.T) {
	if !raceEnabled && !quickMutex {
		t.Error("a mutex is no longer locked by a compare-and-swap of its first word")
	}
	if !knownMutex || !knownRW || !knownGroup {
		t.Errorf("known layouts: Mutex %v, RWMutex %v, WaitGroup %v", knownMutex, knownRW, knownGroup)
	}
}

// TestWithoutKnownLayout asks the same questions with and without reading the objects' memory.
func TestWithoutKnownLayout(t *testing.T) {
	defer func(m, rw, wg bool) { knownMutex, knownRW, knownGroup = m, rw, wg }(knownMutex, knownRW, knownGroup)
	for _, known := range []bool{true, false} {
		knownMutex, knownRW, knownGroup = known, known, known
		var m sync.Mutex
		var rw sync.RWMutex
		var wg sync.WaitGroup
		for range 2 { // looking changes nothing
			if locked(&m) || readers(&rw) != 0 || counter(&wg) != 0 {
				t.Errorf("fresh objects, layout known %v: held %v, readers %d, counter %d", known, locked(&m), readers(&rw), counter(&wg))
			}
		}
		m.Lock()
		rw.RLock()
		wg.Add(1)
		for range 2 {
			if !locked(&m) || readers(&rw) <= 0 || counter(&wg) <= 0 {
				t.Errorf("objects in use, layout known %v: held %v, readers %d, counter %d", known, locked(&m), readers(&rw), counter(&wg))
			}
		}
		rw.RUnlock()
		rw.Lock()
		if readers(&rw) != -maxReaders {
			t.Errorf("written, layout known %v: readers %d, want %d", known, readers(&rw), -maxReaders)
		}
		m.Unlock()
		rw.Unlock()
	}
}
