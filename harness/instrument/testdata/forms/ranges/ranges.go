package ranges

import "fmt"

type stream <-chan int

func filled(values ...int) chan int {
	c := make(chan int, len(values))
	for _, v := range values {
		c <- v
	}
	close(c)
	return c
}

// Run ranges over channels in every form, and over what is not a channel.
func Run() {
	for v := range filled(1, 2, 3) {
		fmt.Print(v, " ")
	}
	for range filled(1, 2) {
		fmt.Print("x ")
	}
	for _ = range filled(1) {
		fmt.Print("y ")
	}
	for v := range stream(filled(4)) {
		v := v + 1
		fmt.Print(v, " ")
	}
	fmt.Println()
	assigned()
	jumps()
	closures()
	others()
	fmt.Println(first(filled(8, 9)), first(filled()))
}

func first(c chan int) int {
	for v := range c {
		return v
	}
	return -1
}

func assigned() {
	var x int
	for x = range filled(1, 2) {
	}
	arr := [3]int{}
	i := 0
	next := func() int { i++; return i - 1 }
	for arr[next()] = range filled(7, 8, 9) {
		fmt.Print(arr, " ")
	}
	p := &x
	for *p = range filled(5) {
		fmt.Print(x, " ")
	}
	var a any
	for a = range filled(6) {
		fmt.Println(a)
	}
	m := map[string]int{}
	for m["k"] = range filled(1, 2) {
	}
	fmt.Println(x, m)
}

func jumps() {
outer:
	for a := range filled(1, 2, 3) {
		for b := range filled(1, 2, 3) {
			switch {
			case b == 2 && a == 1:
				continue outer
			case a == 3:
				break outer
			case b == 3:
				break
			default:
				continue
			}
			fmt.Print(a, b, " ")
		}
		if a == 2 {
			goto inside
		}
		continue
	inside:
		fmt.Print("inside ")
	}
	fmt.Println()
	c := filled(1, 2, 3)
	for v := range c {
		if v == 2 {
			break
		}
	}
	fmt.Println(<-c)
}

func closures() {
	var fs []func() int
	for v := range filled(1, 2, 3) {
		fs = append(fs, func() int { v *= 10; return v })
		v++
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
}

func others() {
	for i := range 2 {
		fmt.Print(i)
	}
	for i, c := range "ab" {
		fmt.Print(i, c)
	}
	for v := range func(yield func(int) bool) { _ = yield(1) && yield(2) } {
		fmt.Print(v)
	}
	for i := range [2]chan int{} {
		fmt.Print(i)
	}
	for _, c := range []chan int{filled(1), filled(2)} {
		for v := range c {
			fmt.Print(v)
		}
	}
	fmt.Println()
}
