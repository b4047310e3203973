package generic

import (
	"fmt"
	"sync"
)

type number interface{ ~int | ~float64 }

func drain[C ~chan T | ~<-chan T, T any](c C) (out []T) {
	for v := range c {
		out = append(out, v)
	}
	return out
}

func put[C ~chan T | ~chan<- T, T any](c C, v T) {
	c <- v
	select {
	case c <- v:
	default:
	}
	close(c)
}

func concrete[C chan int | chan<- int](c C) int {
	c <- 1
	defer close(c)
	return len(c) + cap(c)
}

func receiveOnly[C chan int | <-chan int](c C) (int, int) {
	v, ok := <-c
	if !ok {
		return -1, len(c)
	}
	select {
	case w := <-c:
		return v, w
	}
}

func anyDirection[C chan int | <-chan int | chan<- int](c C) int { return len(c) }

func many[T number](xs ...T) chan T {
	c := make(chan T, len(xs))
	var wg sync.WaitGroup
	for _, x := range xs {
		wg.Add(1)
		go func(x T) { defer wg.Done(); c <- x }(x)
		wg.Wait()
	}
	close(c)
	return c
}

type box[T any] struct {
	c  chan T
	mu sync.Mutex
}

func (b *box[T]) put(v T)             { b.mu.Lock(); defer b.mu.Unlock(); b.c <- v }
func (b *box[T]) get() (v T, ok bool) { v, ok = <-b.c; return }
func (b *box[T]) start(v T)           { go b.put(v) }

type named[T any] chan T

func lengthOr[T []int | chan int](x T) int { return len(x) }

type chans interface {
	comparable
	chan int | chan<- int
}

func embedded[C chans](c C) { c <- 5 }

// Run uses channels of every kind of generic type.
func Run() {
	c := make(chan string, 4)
	put(c, "a")
	fmt.Println(drain(c))
	n := make(named[error], 2)
	put(n, nil)
	fmt.Println(drain(n))
	d := make(chan int, 3)
	fmt.Println(concrete(d), drain((<-chan int)(d)))
	e := make(chan int, 3)
	e <- 7
	e <- 8
	fmt.Println(anyDirection(e))
	fmt.Println(receiveOnly((<-chan int)(e)))
	fmt.Println(drain(many(1, 2, 3)), drain(many(1.5)))
	b := box[any]{c: make(chan any, 1)}
	b.put(1)
	fmt.Println(b.get())
	b.start(nil)
	fmt.Println(b.get())
	fmt.Println(lengthOr([]int{1}), lengthOr(make(chan int)))
	embedded(e)
	fmt.Println(<-e)
}
