package gostmt

import (
	"fmt"
	"io"
	"os"
	"sync"
)

type (
	myBool  bool
	counter struct{ n int }
	worker  interface{ work(int) }
	action  func()
)

var (
	wg     sync.WaitGroup
	mu     sync.Mutex
	output []string
)

func report(args ...any) {
	mu.Lock()
	output = append(output, fmt.Sprintln(args...))
	mu.Unlock()
	wg.Done()
}

func flush() {
	wg.Wait()
	for _, line := range output {
		fmt.Print(line)
	}
	output = nil
}

func (c counter) value(tag string)    { report("value", tag, c.n) }
func (c *counter) pointer(tag string) { report("pointer", tag, c.n) }
func (c *counter) work(i int)         { report("work", c.n+i) }
func (c *counter) plain()             { report("plain", c.n) }
func (c *counter) result() int        { report("result", c.n); return c.n }

func two() (int, string)           { return 2, "two" }
func takeTwo(i int, s string)      { report("two", i, s) }
func variadic(p string, xs ...any) { report(p, len(xs), xs) }
func ints(xs ...int)               { report("ints", xs) }
func bare()                        { report("bare") }
func withResult() error            { report("result"); return nil }
func iface(w io.Writer, e error)   { report("iface", w != nil, e) }
func flag(b myBool)                { report("flag", b) }
func small(u uint8)                { report("small", u) }
func wide(u uint64)                { report("wide", u) }
func floating(f float64)           { report("float", f) }
func generic[T any](v T)           { report("generic", v) }
func pairOf[K comparable, V any](k K, v V) {
	report(fmt.Sprintf("pair %T %T", k, v))
}
func apply[T any](f func(T), v T) { f(v) }

// Run starts goroutines in every form, one at a time so that the order is known.
func Run() {
	step(func() { go bare() })
	step(func() { go func() { report("literal") }() })
	step(func() { go func(a int, b string) { report("args", a, b) }(1, "x") })
	step(func() { go func() int { report("returns"); return 1 }() })
	step(func() { go func(xs ...int) { report("variadic literal", xs) }(1, 2) })
	step(func() { go withResult() })
	step(func() { go (bare)() })
	step(func() { go (func() { report("in parentheses") })() })
	methods()
	arguments()
	evaluation()
	builtins()
	generics()
	placement()
}

func step(start func()) {
	wg.Add(1)
	start()
	flush()
}

func methods() {
	c := counter{1}
	p := &c
	var w worker = p
	step(func() { go c.value("of value"); c.n = 2 })
	step(func() { go p.value("of pointer"); c.n = 3 })
	step(func() { go c.pointer("of value") })
	step(func() { go p.plain() })
	step(func() { go p.result() })
	step(func() { go w.work(10) })
	step(func() { go counter.value(c, "expression") })
	step(func() { go (*counter).pointer(p, "expression") })
	step(func() { go worker.work(w, 20) })
	f := p.pointer
	step(func() { go f("method value") })
	step(func() { go action(bare)() })
	var a action = bare
	step(func() { go a(); a = nil })
	step(func() { go struct{ f func(int) }{p.work}.f(1) })
	step(func() { go map[string]func(){"k": bare}["k"]() })
	func() {
		defer func() { fmt.Println("recovered:", recover() != nil) }()
		var missing *counter
		go missing.value("nil")
	}()
}

func arguments() {
	step(func() { go takeTwo(two()) })
	step(func() { f := takeTwo; go f(two()) })
	step(func() { go variadic("none") })
	step(func() { go variadic("some", 1, "x", nil) })
	step(func() { go variadic("spread", []any{1, 2}...) })
	step(func() { go variadic("nil spread", nil...) })
	step(func() { xs := []int{1, 2}; go ints(xs...); xs = nil })
	step(func() { go iface(os.Stdout, nil) })
	step(func() { var err *os.PathError; go iface(nil, err) })
	x, y, n := 1, 2, 3
	step(func() { go flag(x < y) })
	step(func() { go flag(!(x < y) || x == y && true) })
	step(func() { b := myBool(true); go flag(b && !b); b = false })
	step(func() { go variadic("bools", x < y, myBool(true) && myBool(x > 0), !myBool(false)) })
	step(func() { go small(1 << n) })
	step(func() { n = 40; go wide(1<<n + 1); n = 0 })
	step(func() { n = 2; go wide(^(1 << n)) })
	step(func() { go wide(uint64(x) << 2) })
	step(func() { go floating(1) })
	step(func() { go floating('a' + 0.5) })
	const big = 1 << 40
	step(func() { go wide(big) })
	step(func() { go variadic("const", big, 1.5, 'x', "s", true) })
}

func evaluation() {
	c := make(chan int, 4)
	c <- 1
	c <- 2
	x := 5
	pick := func() func(int, int, int) {
		fmt.Println("function")
		return func(a, b, d int) { report("called", a, b, d) }
	}
	arg := func(i int) int { fmt.Println("argument", i); return i }
	step(func() { go pick()(arg(1), <-c, arg(2)); x = 6 })
	step(func() { go func(v int) { report("then", v, x) }(x); x = 7 })
	array := [2]int{1, 2}
	step(func() { go func(a [2]int, p *[2]int) { report(a, *p) }(array, &array); array[0] = 9 })
}

func builtins() {
	c := make(chan int)
	go close(c)
	<-c
	m := map[string]int{"a": 1}
	done := make(chan bool)
	go delete(m, "none")
	go clear(map[int]int{1: 1})
	go copy(make([]byte, 2), "ab")
	go print()
	go recover()
	func() {
		close := func(c chan bool) { c <- true }
		go close(done)
	}()
	fmt.Println(<-done)
}

func generics() {
	step(func() { go generic(1) })
	step(func() { x := "s"; go generic(x) })
	step(func() { go generic[float64](1) })
	step(func() { go pairOf(1, nil == error(nil)) })
	step(func() { go pairOf[string, any]("k", 2) })
	step(func() { go apply(generic, 3) })
	step(func() { go apply(generic[string], "inst") })
	step(func() { go apply(func(v rune) { report(v) }, 'x') })
	step(func() { start(bare) })
	step(func() { startWith(ints, []int{4, 5}) })
}

func start[F ~func()](f F) { go f() }

func startWith[F func(...E), E any](f F, xs []E) { go f(xs...) }

func placement() {
	wg.Add(4)
	if true {
		go bare()
	}
	switch {
	case true:
		go report("case")
	}
	select {
	default:
		go report("default")
	}
	n := 0
L:
	go generic(n)
	if n++; n < 2 {
		wg.Add(1)
		goto L
	}
	wg.Wait()
	fmt.Println(len(output))
	output = nil
}
