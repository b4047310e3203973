// Package items is one small program for each construct that blocks, wakes, starts goroutines or tells the time.
package items

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Item is a program. Run returns what came out when all that it started is over.
type Item struct {
	Name  string
	Run   func() string
	Want  []string // all that may come out, each of which control must reach; sorted
	Hangs bool     // it may hang or end the process natively, and so is only run under control
}

// All are the items of all files.
var All = slices.Concat(locks, channels, selects, spawns, panics, times, contexts, values, coroutines, reflected, libraries, globals, random)

// words collects what goroutines say, in order.
type words struct {
	mu   sync.Mutex
	list []string
}

func (w *words) add(v ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, strings.TrimSpace(fmt.Sprintln(v...)))
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Join(w.list, " ")
}

// both runs two functions side by side and returns when both are over.
func both(a, b func()) {
	var wg sync.WaitGroup
	wg.Go(a)
	wg.Go(b)
	wg.Wait()
}
