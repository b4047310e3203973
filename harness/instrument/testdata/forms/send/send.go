package send

import (
	"errors"
	"fmt"
	"unsafe"
)

type (
	named   chan int
	sendOn  chan<- string
	myError struct{ text string }
	holder  struct{ c chan any }
)

func (e *myError) Error() string { return e.text }

func buffered[T any]() chan T { return make(chan T, 8) }

// Run sends in every form.
func Run() {
	types()
	operands()
	closing()
	lengths()
	panics()
}

func types() {
	n := named(make(chan int, 4))
	n <- 1
	n <- 'a'
	n <- 1 << 3
	var s sendOn
	back := make(chan string, 1)
	s = back
	s <- "text"
	errs := buffered[error]()
	errs <- &myError{"mine"}
	errs <- errors.New("std")
	errs <- nil
	anys := buffered[any]()
	anys <- 1
	anys <- "x"
	anys <- nil
	anys <- struct{ A int }{3}
	floats := buffered[float32]()
	floats <- 1
	funcs := buffered[func() int]()
	funcs <- func() int { return 7 }
	funcs <- nil
	type local struct{ x int }
	locals := make(chan local, 1)
	locals <- local{5}
	pointers := make(chan *local, 1)
	pointers <- &local{6}
	bools := make(chan bool, 2)
	bools <- 1 < 2
	empty := make(chan struct{}, 1)
	empty <- struct{}{}
	fmt.Println(<-n, <-n, <-n, <-back, <-errs, <-errs, <-errs, <-anys, <-anys, <-anys, <-anys, <-floats, (<-funcs)(), <-funcs == nil,
		(<-locals).x, (<-pointers).x, <-bools, <-empty)
}

func operands() {
	c := make(chan any, 8)
	h := &holder{c}
	h.c <- 1
	(*h).c <- 2
	(h.c) <- (3)
	[]chan any{c}[0] <- 4
	map[string]chan any{"k": c}["k"] <- 5
	func() chan any { return c }() <- 6
	(chan<- any)(c) <- 7
	c <- c
	for range 7 {
		fmt.Print(<-c, " ")
	}
	fmt.Println((<-c).(chan any) == c)
	cc := make(chan chan int, 1)
	inner := make(chan int, 1)
	cc <- inner
	(<-cc) <- 9
	inner2 := make(chan int, 1)
	inner2 <- <-inner
	fmt.Println(<-inner2)
	if c <- "in a header"; len(c) == 1 {
		fmt.Println(<-c)
	}
	switch c <- "in a switch"; v := (<-c).(type) {
	case string:
		fmt.Println(v)
	}
	for c <- "in a loop"; len(c) > 0; c <- "post" {
		fmt.Println(<-c)
		break
	}
}

func closing() {
	c := make(chan int)
	close(c)
	_, ok := <-c
	fmt.Println(ok)
	func() {
		d := make(chan<- int)
		defer close(d)
		e := named(make(chan int))
		(close)(e)
	}()
	{
		close := func(x any) { fmt.Println("not the builtin", x) }
		close(3)
	}
}

func lengths() {
	c := make(chan int, 3)
	c <- 1
	var in <-chan int = c
	var out chan<- int = c
	n := named(c)
	fmt.Println(len(c), cap(c), len(in), cap(in), len(out), cap(out), len(n), cap(n), (len)(c), len((c)))
	var array [4]int
	const size = len(array) + cap(array)
	var sized [len(array)]byte
	fmt.Println(size, len(sized), len("text"), cap(make([]int, 1, 2)), len(map[int]int{1: 1}))
	fmt.Println(len([2]int{<-c}), unsafe.Sizeof(len(c)))
	{
		len, cap := func(chan int) string { return "my len" }, "my cap"
		fmt.Println(len(c), cap)
	}
	var missing chan int
	fmt.Println(len(missing), cap(missing))
}

func panics() {
	try := func(f func()) {
		defer func() { fmt.Println(recover()) }()
		f()
	}
	c := make(chan int)
	try(func() { close(c) })
	try(func() { close(c) })
	try(func() { c <- 1 })
	try(func() { close((chan int)(nil)) })
	try(func() {
		select {
		case c <- 1:
		default:
		}
	})
}
