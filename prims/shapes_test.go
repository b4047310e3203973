package prims_test

import (
	"sync"
	"sync/atomic"
)

// shape is a bug of a known shape: run makes one execution's worth of it, and wrong tells afterwards whether the bug showed.
type shape struct {
	name  string
	run   func()
	wrong func(stuck int) bool
}

// shapes are the bugs on which schedulers are compared. Reorder and twostage are after the programs of that name in SCTBench.
func shapes() []shape {
	return []shape{
		reorder(3), reorder(5), reorder(10), reorder(20),
		twoStage(2), twoStage(20), twoStage(50),
		lostUpdate("lost update 3x3, at most 3", 3), lostUpdate("lost update 3x3, at most 2", 2),
		opposite("ABBA +1", 1), opposite("ABBA +50", 50),
	}
}

// reorder has all goroutines but one write two variables in turn. The last one must see the first write of somebody, and the second
// of nobody.
func reorder(goroutines int) shape {
	var a, b atomic.Int64
	wrong := false
	return shape{
		name: "reorder " + itoa(goroutines),
		run: func() {
			a.Store(0)
			b.Store(0)
			wrong = false
			for range goroutines - 1 {
				go func() {
					a.Store(1)
					b.Store(-1)
				}()
			}
			go func() {
				x, y := a.Load(), b.Load()
				wrong = x == 1 && y == 0
			}()
		},
		wrong: func(int) bool { return wrong },
	}
}

// twoStage has all goroutines but one set a first variable, and later a second one to match. The last one must come in between.
func twoStage(goroutines int) shape {
	var m1, m2 sync.Mutex
	var first, second int
	wrong := false
	return shape{
		name: "twostage " + itoa(goroutines),
		run: func() {
			first, second, wrong = 0, 0, false
			for range goroutines - 1 {
				go func() {
					m1.Lock()
					first = 1
					m1.Unlock()
					m2.Lock()
					second = first + 1
					m2.Unlock()
				}()
			}
			go func() {
				m1.Lock()
				seen := first
				m1.Unlock()
				if seen == 0 {
					return
				}
				m2.Lock()
				wrong = second != seen+1
				m2.Unlock()
			}()
		},
		wrong: func(int) bool { return wrong },
	}
}

// lostUpdate has three goroutines count three times without care.
func lostUpdate(name string, atMost int64) shape {
	var n atomic.Int64
	return shape{
		name: name,
		run: func() {
			n.Store(0)
			for range 3 {
				go func() {
					for range 3 {
						n.Store(n.Load() + 1)
					}
				}()
			}
		},
		wrong: func(int) bool { return n.Load() <= atMost },
	}
}

// opposite has two goroutines take two locks in opposite orders, each after some steps that concern nobody else.
func opposite(name string, local int) shape {
	var locks *[2]sync.Mutex
	n := 0
	return shape{
		name: name,
		run: func() {
			locks = new([2]sync.Mutex)
			for i := range 2 {
				go func() {
					var own atomic.Int64
					for range local {
						own.Add(1)
					}
					locks[i].Lock()
					locks[1-i].Lock()
					n++
					locks[1-i].Unlock()
					locks[i].Unlock()
				}()
			}
		},
		wrong: func(stuck int) bool { return stuck > 0 },
	}
}
