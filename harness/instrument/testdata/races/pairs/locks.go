package pairs

import "sync"

var locks = []Pair{
	{"a mutex that was tried", func() {
		var mu sync.Mutex
		n := 0
		for range 2 {
			go func() {
				if mu.TryLock() {
					n++
					mu.Unlock()
				}
			}()
		}
	}, func() {
		var mu sync.Mutex
		n := 0
		for range 2 {
			go func() {
				if mu.TryLock() {
					defer mu.Unlock()
				}
				n++
			}()
		}
	}},
	{"two mutexes", func() {
		var a, b sync.Mutex
		n := 0
		go func() { a.Lock(); b.Lock(); n++; b.Unlock(); a.Unlock() }()
		go func() { a.Lock(); n++; a.Unlock() }()
	}, func() {
		var a, b sync.Mutex
		n := 0
		go func() { a.Lock(); n++; a.Unlock() }()
		go func() { b.Lock(); n++; b.Unlock() }()
	}},
	{"writers and readers", func() {
		var rw sync.RWMutex
		n := 0
		for range 2 {
			go func() { rw.Lock(); n++; rw.Unlock() }()
			go func() { rw.RLock(); _ = n; rw.RUnlock() }()
		}
	}, func() {
		var rw sync.RWMutex
		n := 0
		go func() { rw.Lock(); rw.Unlock() }()
		for range 2 {
			go func() { rw.RLock(); n++; rw.RUnlock() }()
		}
	}},
	{"readers before a writer", func() {
		var rw sync.RWMutex
		n, m := 0, 0
		go func() { rw.RLock(); n++; rw.RUnlock() }()
		go func() { rw.RLock(); m++; rw.RUnlock() }()
		rw.Lock()
		n++
		m++
		rw.Unlock()
	}, func() {
		var rw sync.RWMutex
		n := 0
		go func() { rw.RLock(); rw.RUnlock(); n++ }()
		rw.Lock()
		n++
		rw.Unlock()
	}},
	{"a lock that was tried for reading", func() {
		var rw sync.RWMutex
		n := 0
		go func() {
			if rw.TryLock() {
				n++
				rw.Unlock()
			}
		}()
		if rw.TryRLock() {
			_ = n
			rw.RUnlock()
		}
	}, func() {
		var rw sync.RWMutex
		n := 0
		go func() {
			rw.TryRLock()
			n++
		}()
		rw.TryRLock()
		n++
	}},
	{"a condition", func() {
		var mu sync.Mutex
		c := sync.NewCond(&mu)
		ready, n := false, 0
		go func() {
			n++
			mu.Lock()
			ready = true
			c.Signal()
			mu.Unlock()
		}()
		mu.Lock()
		for !ready {
			c.Wait()
		}
		mu.Unlock()
		n++
	}, func() {
		var mu sync.Mutex
		c := sync.NewCond(&mu)
		ready, n := false, 0
		go func() {
			mu.Lock()
			ready = true
			c.Broadcast()
			mu.Unlock()
			n++
		}()
		mu.Lock()
		for !ready {
			c.Wait()
		}
		mu.Unlock()
		n++
	}},
	{"conditions that have nothing to do with each other", nil, func() {
		n := 0
		for range 2 {
			go func() {
				var mu sync.Mutex
				c := sync.NewCond(&mu)
				done := false
				go func() { mu.Lock(); done = true; c.Broadcast(); mu.Unlock() }()
				mu.Lock()
				for !done {
					c.Wait()
				}
				mu.Unlock()
				n++
			}()
		}
	}},
}
