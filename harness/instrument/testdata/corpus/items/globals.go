package items

import (
	"fmt"
	"sync"
)

var (
	packageMutex sync.Mutex
	packageOnce  sync.Once
	packageChan  = make(chan int)
	requests     = make(chan chan int)
	started      = make(chan int, 1)
)

func init() {
	go func() {
		for r := range requests {
			r <- 42
		}
	}()
	go func() { started <- 1 }()
	<-started
}

var globals = []Item{
	{Name: "package mutex", Want: []string{"2"}, Run: func() string { return twice(packageMutex.Lock, packageMutex.Unlock) }},
	{Name: "package channel", Want: []string{"1"}, Run: func() string {
		go func() { packageChan <- 1 }()
		return fmt.Sprint(<-packageChan)
	}},
	{Name: "goroutine of init serves", Want: []string{"42"}, Run: func() string {
		r := make(chan int)
		requests <- r
		return fmt.Sprint(<-r)
	}},
	{Name: "package once", Want: []string{"done"}, Run: func() string {
		f := func() { packageOnce.Do(func() {}) }
		both(f, f)
		return "done"
	}},
}
