package receive

import "fmt"

type (
	myBool bool
	recvOn <-chan int
	pair   struct {
		v  int
		ok bool
	}
)

func filled(values ...int) chan int {
	c := make(chan int, len(values))
	for _, v := range values {
		c <- v
	}
	close(c)
	return c
}

var (
	global            = <-filled(41)
	global2, globalOk = <-filled(42)
	_                 = <-filled(43)
)

func add(a, b int) int { return a + b }

// Run receives in every form.
func Run() {
	fmt.Println(global, global2, globalOk)
	expressions()
	commaOk()
	namedBool()
	statements()
	headers()
}

func expressions() {
	c := filled(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)
	fmt.Println(<-c, -<-c, add(<-c, <-c), <-c+<-c*2, 1<<<-c, !(<-c > 3))
	s := []int{<-c, <-c}
	m := map[int]int{<-c: <-c}
	p := pair{v: <-c}
	fmt.Println(s, m, p, s[<-filled(1)], [...]int{5, 6, 7}[<-filled(2)])
	f := func(xs ...int) int { return len(xs) }
	fmt.Println(f(<-c, <-c), (<-c), (<-c), int64(<-c))
	var in recvOn = c
	fmt.Println(<-in, <-(<-chan int)(c), <-func() chan int { return c }())
	cc := make(chan chan int, 1)
	cc <- filled(99)
	fmt.Println(<-<-cc)
	ptr := &in
	fmt.Println(<-*ptr)
	if x := <-c; x == 0 {
		fmt.Println("closed")
	}
	fs := make(chan func(int) int, 1)
	fs <- func(i int) int { return i * i }
	fmt.Println((<-fs)(4))
	ps := make(chan *pair, 1)
	ps <- &pair{v: 3}
	(<-ps).v++
}

func commaOk() {
	c := filled(1, 2, 3, 4, 5, 6, 7, 8)
	v, ok := <-c
	fmt.Println(v, ok)
	v, ok = <-c
	fmt.Println(v, ok)
	_, ok2 := <-c
	w, _ := <-c
	_, _ = <-c
	fmt.Println(ok2, w)
	var a, b = <-c
	var d, e bool = <-boolChan()
	fmt.Println(a, b, d, e)
	m := map[string]bool{}
	arr := []int{0, 0}
	arr[1], m["ok"] = <-c
	fmt.Println(arr, m)
	var p pair
	p.v, p.ok = <-c
	fmt.Println(p)
	v, ok = (<-c)
	x, y := (<-c)
	fmt.Println(v, ok, x, y)
	var anyV, anyOk any
	anyV, anyOk = <-filled(7)
	fmt.Printf("%v %T %v %T\n", anyV, anyV, anyOk, anyOk)
}

func boolChan() chan bool {
	c := make(chan bool, 1)
	c <- true
	return c
}

func namedBool() {
	var ok myBool
	var v int
	v, ok = <-filled(5)
	fmt.Println(v, ok)
	_, ok = <-filled()
	fmt.Printf("%v %T\n", ok, ok)
	oks := []myBool{false, true}
	c := filled(1)
	switch {
	case v == 5:
		v, oks[0] = (<-c)
		fmt.Println(v, oks)
		goto again
	}
again:
	v, oks[1] = <-c
	fmt.Println(v, oks)
}

func statements() {
	c := filled(1, 2)
	<-c
	(<-c)
	defer func() { fmt.Println(<-c) }()
	switch <-c {
	case <-c:
		fmt.Println("equal")
	}
	switch x := <-c; x {
	case 0:
		fmt.Println("zero")
	}
	anys := make(chan any, 1)
	anys <- "typed"
	switch v := (<-anys).(type) {
	case string:
		fmt.Println(v)
	}
	i := 0
	for i = <-c; i < <-filled(2); i += <-filled(1) {
		fmt.Println("loop", i)
	}
	func() int { return <-c }()
	// the comment behind stays
	<-c // here
}

func headers() {
	c := filled(1, 2, 3)
	if v, ok := <-c; ok {
		fmt.Println(v)
	} else if w, ok := <-c; !ok {
		fmt.Println(w, v)
	}
	if <-c > 1 {
		fmt.Println("more")
	}
	switch v, ok := <-c; {
	case ok:
		fmt.Println("ok", v)
	}
	for v, ok := <-c; ok; v, ok = <-c {
		fmt.Println("never", v)
	}
}
