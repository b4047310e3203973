package nesting

import (
	"fmt"
	"runtime"
	"strings"
)

func one() chan int { c := make(chan int, 1); c <- 1; return c }

// Run nests rewritten constructs within one another, and asks where it is.
func Run() {
	out := make(chan func() int, 1)
	out <- func() int {
		select {
		case v := <-one():
			go func() { <-one() }()
			for w := range func() chan int { c := make(chan int, 1); c <- v; close(c); return c }() {
				return w + <-one()
			}
		}
		return 0
	}
	fmt.Println((<-out)())
	room := make(chan int, 1)
	room <- func() int { <-one(); return len(one()) }()
	fmt.Println(<-room)
	func() {
		defer func() { recover() }()
		c := make(chan chan int, 1)
		c <- make(chan int, 1)
		(<-c) <- <-<-func() chan chan int { c := make(chan chan int, 1); c <- one(); return c }()
	}()
	lines()
}

func line() int {
	_, file, line, _ := runtime.Caller(1)
	if !strings.HasSuffix(file, "/nesting.go") {
		panic(file)
	}
	return line
}

func lines() {
	fmt.Println(line())
	c := make(chan int, 4)
	c <- line()
	c <- line()
	c <- line()
	fmt.Println(line(), <-c, <-c, <-c, line())
	select {
	case c <- func() int {
		return line()
	}():
		fmt.Println(line(), <-c)
	case <-(chan int)(nil):
	}
	fmt.Println(line())
	select {

	case v := <-one():
		fmt.Println(line(), v)

	case (chan int)(nil) <- line():

	default:
		fmt.Println(line())
	}
	for range func() chan int {
		c := make(chan int, 1)
		close(c)
		fmt.Println(line())
		return c
	}() {
	}
	done := make(chan int)
	go func(x int) {
		fmt.Println(line(), x)
		done <- line()
	}(line())
	fmt.Println(<-done, line())
}
