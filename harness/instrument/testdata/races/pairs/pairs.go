// Package pairs has pairs of programs: one of each synchronizes rightly, the other one lacks the edge that the first has. None of them waits for
// the goroutines that it starts but by what it is about, since that would be an edge as well.
package pairs

import (
	"slices"
	"sync"
)

// Pair is such a pair.
type Pair struct {
	Name    string
	With    func()
	Without func()
}

// All are all of them.
var All = slices.Concat(basics, channels, locks, others)

var basics = []Pair{
	{"a counter under a mutex", func() {
		var mu sync.Mutex
		n := 0
		for range 2 {
			go func() {
				mu.Lock()
				n++
				mu.Unlock()
			}()
		}
	}, func() {
		n := 0
		for range 2 {
			go func() {
				n++
			}()
		}
	}},
	{"before the go statement, and after it", func() {
		n := 0
		n++
		go func() { n++ }()
	}, func() {
		n := 0
		go func() { n++ }()
		n++
	}},
}
