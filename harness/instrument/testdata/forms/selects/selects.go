package selects

import (
	"fmt"
	"time"
)

type myBool bool

func filled(values ...int) chan int {
	c := make(chan int, len(values)+1)
	for _, v := range values {
		c <- v
	}
	return c
}

func closed() chan int {
	c := make(chan int)
	close(c)
	return c
}

var never chan int

// Run selects in every form.
func Run() {
	fmt.Println(forms(0), forms(1), forms(2), forms(3))
	targets()
	scopes()
	jumps()
	fmt.Println(terminating(filled(1)), withDefault(never), onlyDefault(), endless(3))
	mixed()
	nested()
	go empty()
	go labelledEmpty()
	multiline()
}

func forms(k int) string {
	in, out, sig := never, chan int(nil), make(chan struct{}, 1)
	switch k {
	case 0:
		in = filled(5)
	case 1:
		out = filled()
	case 2:
		sig <- struct{}{}
	case 3:
		in = closed()
	}
	select {
	case v, ok := <-in:
		return fmt.Sprint("in ", v, ok)
	case out <- 3:
		return fmt.Sprint("out ", <-out)
	case <-sig:
		return "sig"
	}
}

func targets() {
	var x int
	var ok bool
	var named myBool
	var a, b any
	arr := make([]int, 2)
	m := map[string]bool{}
	f := func() int { fmt.Print("f "); return 1 }
	c := filled(1, 2, 3, 4, 5, 6, 7, 8)
	select {
	case x = <-c:
	}
	select {
	case x, ok = <-c:
	case arr[f()] = <-never:
	}
	select {
	case arr[f()] = <-c:
	case <-never:
	}
	select {
	case arr[0], m["k"] = <-c:
	}
	select {
	case x, named = <-c:
	}
	select {
	case a, b = <-c:
	}
	select {
	case _ = <-c:
	}
	select {
	case _, ok = (<-c):
	}
	fmt.Println(x, ok, arr, m, named, a, b, len(c))
	select {
	case _, ok := <-closed():
		fmt.Println(ok)
	}
	select {
	case v, _ := <-closed():
		fmt.Println(v)
	}
}

func scopes() {
	x := 1
	select {
	case x := <-filled(x + 1):
		fmt.Println(x)
		{
			x := x + 1
			fmt.Println(x)
		}
	}
	fmt.Println(x)
	v, ok := "outer", 0
	select {
	case v, ok := <-filled(len(v)):
		fmt.Println(v, ok)
	}
	fmt.Println(v, ok)
}

func jumps() {
L:
	for i := range 5 {
		select {
		case v := <-filled(i):
			if v == 1 {
				continue L
			}
			if v == 3 {
				break L
			}
			if v == 2 {
				break
			}
			fmt.Println("end", v)
		}
	}
S:
	select {
	case <-filled(1):
		for {
			break S
		}
		fmt.Println("unreachable")
	default:
	}
	n := 0
again:
	select {
	case <-filled(1):
		n++
		if n < 3 {
			goto again
		}
		goto done
	}
done:
	fmt.Println("n", n)
}

func terminating(c chan int) int {
	select {
	case v := <-c:
		return v
	case <-never:
		panic("never")
	}
}

func withDefault(c chan int) string {
	select {
	default:
		return "default"
	case v := <-c:
		return fmt.Sprint(v)
	}
}

func onlyDefault() int {
	select {
	default:
		return 1
	}
}

func endless(n int) int {
	for {
		select {
		case <-filled(1):
			if n--; n == 0 {
				return n
			}
			continue
		}
	}
}

func empty() { select {} }
func labelledEmpty() int {
	if never != nil {
		goto L
	}
L:
	select {}
}

func mixed() {
	timeout := time.After(time.Hour)
	c := make(chan int)
	go func() { c <- 1 }()
	for range 2 {
		select {
		case v, ok := <-c:
			fmt.Println("c", v, ok)
			if ok {
				close(c)
			}
		case <-timeout:
			fmt.Println("timeout")
		}
	}
	var send chan<- error = make(chan error, 1)
	select {
	case send <- nil:
		fmt.Println("nil sent")
	default:
		fmt.Println("full")
	}
	select {
	case send <- fmt.Errorf("second"):
	default:
		fmt.Println("full")
	case <-never:
	}
}

func nested() {
	select {
	case v := <-func() chan int {
		select {
		case w := <-filled(4):
			return filled(w * 2)
		default:
			return never
		}
	}():
		select {
		case x := <-filled(v + 1):
			fmt.Println(v, x)
		case never <- func() int {
			for v := range closed() {
				return v
			}
			return 0
		}():
		}
	}
}

func multiline() {
	select { // a comment
	// before a clause
	case v, ok := <-filled( // within
		1,
		2,
	): // behind
		fmt.Println(v,
			ok)
	// at the end
	case never <- len(`raw
text`):
		fmt.Println("never")
	}
}
