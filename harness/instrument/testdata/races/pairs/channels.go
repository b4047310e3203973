package pairs

import "reflect"

var channels = []Pair{
	{"a send before its receive", func() {
		n, c := 0, make(chan int)
		go func() {
			n++
			c <- 1
		}()
		<-c
		n++
	}, func() {
		n, c := 0, make(chan int)
		go func() {
			c <- 1
			n++
		}()
		<-c
		n++
	}},
	{"a receive before the end of its send", func() {
		n, c := 0, make(chan int)
		go func() {
			n++
			<-c
		}()
		c <- 1
		n++
	}, func() {
		n, c := 0, make(chan int, 1)
		go func() {
			n++
			<-c
		}()
		c <- 1
		n++
	}},
	{"what is sent", func() {
		c := make(chan []int, 1)
		go func() { c <- []int{1} }()
		s := <-c
		s[0]++
	}, func() {
		c := make(chan []int, 1)
		go func() {
			s := []int{1}
			c <- s
			s[0]++
		}()
		s := <-c
		s[0]++
	}},
	{"a buffered send before its receive", func() {
		n, c := 0, make(chan int, 2)
		go func() {
			n++
			c <- 1
		}()
		<-c
		n++
	}, func() {
		n, c := 0, make(chan int, 2)
		go func() { n++; c <- 1 }()
		go func() { n++; c <- 1 }()
	}},
	{"a receive before the send that takes its place", func() {
		n, c := 0, make(chan int, 1)
		for range 3 {
			go func() {
				c <- 1
				n++
				<-c
			}()
		}
	}, func() {
		n, c := 0, make(chan int, 2)
		for range 3 {
			go func() {
				c <- 1
				n++
				<-c
			}()
		}
	}},
	{"a token that goes round", func() {
		n, c := 0, make(chan int, 1)
		for range 3 {
			go func() {
				<-c
				n++
				c <- 1
			}()
		}
		c <- 1
	}, func() {
		n, c := 0, make(chan int, 2)
		for range 3 {
			go func() {
				<-c
				n++
				c <- 1
			}()
		}
		c <- 1
		c <- 1
	}},
	{"a receive that waited, before the send that takes its place", func() {
		n, c, began := 0, make(chan int, 1), make(chan int)
		go func() {
			n++
			<-c
			close(began)
			<-c
		}()
		c <- 1 // may be handed to the receiver, who waits
		<-began
		c <- 2
		c <- 3 // comes after the receiver has taken the one before
		n++
	}, nil},
	{"a close before a receive", func() {
		n, c := 0, make(chan int)
		go func() {
			n++
			close(c)
		}()
		<-c
		n++
	}, func() {
		n, c := 0, make(chan int)
		go func() {
			close(c)
			n++
		}()
		<-c
		n++
	}},
	{"a close and a send", func() {
		c := make(chan int, 1)
		go func() {
			c <- 1
			close(c)
		}()
		<-c
	}, func() {
		c := make(chan int, 2)
		c <- 1
		go func() {
			defer func() { _ = recover() }()
			c <- 1
		}()
		go func() {
			defer func() { _ = recover() }()
			close(c)
		}()
	}},
	{"a select that sends", func() {
		n, c, d := 0, make(chan int), make(chan int)
		go func() {
			n++
			select {
			case c <- 1:
			case d <- 1:
			}
		}()
		select {
		case <-c:
		case <-d:
		}
		n++
	}, func() {
		n, c, d := 0, make(chan int, 1), make(chan int)
		go func() {
			n++
			select {
			case c <- 1:
			default:
			}
		}()
		select {
		case <-d:
		default:
		}
		n++
	}},
	{"a select that is met", func() {
		n, c, d := 0, make(chan int), make(chan int)
		go func() {
			n++
			<-c
		}()
		select {
		case c <- 1:
		case <-d:
		}
		n++
	}, func() {
		n, c, d := 0, make(chan int), make(chan int, 1)
		go func() {
			n++
			<-c
		}()
		d <- 1
		select {
		case c <- 1:
		case <-d:
			n++
		}
	}},
	{"a range over a channel", func() {
		n, c := 0, make(chan int, 3)
		go func() {
			for range 3 {
				n++
				c <- 1
			}
			n++
			close(c)
		}()
		for range c {
		}
		n++
	}, func() {
		n, c := 0, make(chan int, 3)
		go func() {
			for range 3 {
				n++
				c <- 1
			}
			close(c)
			n++
		}()
		for range c {
		}
		n++
	}},
	{"operations by reflection", func() {
		n, c := 0, make(chan int)
		go func() {
			n++
			reflect.ValueOf(c).Send(reflect.ValueOf(1))
		}()
		reflect.ValueOf(c).Recv()
		n++
	}, func() {
		n, c := 0, make(chan int)
		go func() {
			reflect.ValueOf(c).Send(reflect.ValueOf(1))
			n++
		}()
		reflect.ValueOf(c).Recv()
		n++
	}},
	{"a selection by reflection", func() {
		n, c := 0, make(chan int, 1)
		go func() {
			n++
			reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectSend, Chan: reflect.ValueOf(c), Send: reflect.ValueOf(1)}})
		}()
		reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)}})
		n++
	}, func() {
		n, c := 0, make(chan int, 1)
		go func() {
			reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectSend, Chan: reflect.ValueOf(c), Send: reflect.ValueOf(1)}})
			n++
		}()
		reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)}})
		n++
	}},
}
