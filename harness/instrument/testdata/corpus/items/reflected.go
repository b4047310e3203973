package items

import (
	"fmt"
	"reflect"
)

type holder struct{ reflect.Value }

var reflected = []Item{
	{Name: "made by reflection", Want: []string{"[1 2]", "[2 1]"}, Run: func() string {
		v := reflect.MakeChan(reflect.TypeFor[chan int](), 0)
		c := v.Interface().(chan int)
		go func() { v.Send(reflect.ValueOf(1)) }()
		go func() { c <- 2 }()
		a, _ := v.Recv()
		return fmt.Sprint([]int{int(a.Int()), <-c})
	}},
	{Name: "reflected receiver first", Want: []string{"1 true, 0 false"}, Run: func() string {
		c := make(chan int)
		go func() { c <- 1; reflect.ValueOf(c).Close() }()
		v := reflect.ValueOf(c)
		a, ok := v.Recv()
		b, more := v.Recv()
		return fmt.Sprint(a, " ", ok, ", ", b, " ", more)
	}},
	{Name: "TrySend and TryRecv", Want: []string{"true <invalid reflect.Value> false", "true 3 true"}, Run: func() string {
		c := make(chan int, 1)
		out := ""
		both(func() { out = fmt.Sprint(reflect.ValueOf(c).TrySend(reflect.ValueOf(3))) + out }, func() {
			v, ok := reflect.ValueOf(c).TryRecv()
			out += fmt.Sprint(" ", v, " ", ok)
		})
		return out
	}, Hangs: true},
	{Name: "method value and embedding", Want: []string{"4"}, Run: func() string {
		c := make(chan int)
		h := &holder{reflect.ValueOf(c)}
		send := h.Send
		go send(reflect.ValueOf(4))
		v, _ := h.Recv()
		return fmt.Sprint(v)
	}},
	{Name: "reflect.Select", Want: []string{"0 1", "1 2"}, Run: func() string {
		a, b := make(chan int, 1), make(chan int, 1)
		a <- 1
		b <- 2
		i, v, _ := reflect.Select([]reflect.SelectCase{
			{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(a)},
			{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(b)},
		})
		return fmt.Sprint(i, v)
	}},
	{Name: "reflect.Select waits", Want: []string{"1 5 true"}, Run: func() string {
		a, b := make(chan int), make(chan int)
		go func() { b <- 5 }()
		i, v, ok := reflect.Select([]reflect.SelectCase{
			{Dir: reflect.SelectSend, Chan: reflect.ValueOf(a), Send: reflect.ValueOf(1)},
			{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(b)},
			{Dir: reflect.SelectRecv},
		})
		return fmt.Sprint(i, v, ok)
	}},
	{Name: "reflect.Select sends or defaults", Want: []string{"0", "1"}, Run: func() string {
		a := make(chan any)
		out := -1
		got := make(chan any, 1)
		go func() { got <- <-a }()
		out, _, _ = reflect.Select([]reflect.SelectCase{
			{Dir: reflect.SelectSend, Chan: reflect.ValueOf(a), Send: reflect.ValueOf("x")},
			{Dir: reflect.SelectDefault},
		})
		if out == 1 {
			a <- "y"
		}
		<-got
		return fmt.Sprint(out)
	}},
	{Name: "reflect.Select of nobody", Want: []string{"1 stuck"}, Hangs: true, Run: func() string {
		reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(make(chan int))}})
		return ""
	}},
	{Name: "lock called by reflection", Want: []string{"2"}, Run: func() string {
		e := new(embedded)
		lock, unlock := reflect.ValueOf(e).MethodByName("Lock"), reflect.ValueOf(e).MethodByName("Unlock")
		return twice(func() { lock.Call(nil) }, func() { unlock.Call(nil) })
	}},
}
