package pairs

import (
	"context"
	crand "crypto/rand"
	"io"
	"iter"
	"math/rand"
	"sync"
	"sync/atomic"
	"time"
)

var others = []Pair{
	{"a wait group", func() {
		var wg sync.WaitGroup
		n := 0
		wg.Add(1)
		go func() {
			n++
			wg.Done()
		}()
		wg.Wait()
		n++
	}, func() {
		var wg sync.WaitGroup
		n := 0
		wg.Add(1)
		go func() {
			wg.Done()
			n++
		}()
		wg.Wait()
		n++
	}},
	{"goroutines of a wait group", func() {
		var wg sync.WaitGroup
		a, b := 0, 0
		wg.Go(func() { a++ })
		wg.Go(func() { b++ })
		wg.Wait()
		a++
		b++
	}, func() {
		var wg sync.WaitGroup
		n := 0
		wg.Go(func() { n++ })
		wg.Go(func() { n++ })
		wg.Wait()
	}},
	{"members of a wait group", nil, func() {
		var wg sync.WaitGroup
		n := 0
		wg.Add(2)
		go func() { n++; wg.Done() }()
		go func() { wg.Done(); n++ }()
	}},
	{"a once", func() {
		var once sync.Once
		n := 0
		for range 2 {
			go func() {
				once.Do(func() { n++ })
				_ = n
			}()
		}
	}, func() {
		var once sync.Once
		n := 0
		for range 2 {
			go func() {
				once.Do(func() {})
				n++
			}()
		}
	}},
	{"a value that is computed once", func() {
		value := sync.OnceValue(func() *int { return new(int) })
		for range 2 {
			go func() { _ = *value() }()
		}
	}, func() {
		value := sync.OnceValue(func() *int { return new(int) })
		for range 2 {
			go func() { *value()++ }()
		}
	}},
	{"an atomic flag", func() {
		var flag atomic.Bool
		n := 0
		go func() {
			n++
			flag.Store(true)
		}()
		if flag.Load() {
			n++
		}
	}, func() {
		var flag atomic.Bool
		n := 0
		go func() {
			flag.Store(true)
			n++
		}()
		if flag.Load() {
			n++
		}
	}},
	{"a compare-and-swap", func() {
		var lock atomic.Int32
		n := 0
		for range 2 {
			go func() {
				for !lock.CompareAndSwap(0, 1) {
				}
				n++
				lock.Store(0)
			}()
		}
	}, func() {
		var lock int32
		n := 0
		for range 2 {
			go func() {
				if atomic.CompareAndSwapInt32(&lock, 0, 1) {
					atomic.StoreInt32(&lock, 0)
				}
				n++
			}()
		}
	}},
	{"an atomic pointer", func() {
		var p atomic.Pointer[int]
		go func() {
			v := 1
			p.Store(&v)
		}()
		if q := p.Load(); q != nil {
			*q++
		}
	}, func() {
		var p *int
		go func() {
			v := 1
			p = &v
		}()
		if q := p; q != nil {
			*q++
		}
	}},
	{"a pool", func() {
		p := sync.Pool{New: func() any { return new(int) }}
		for range 2 {
			go func() {
				x := p.Get().(*int)
				*x++
				p.Put(x)
			}()
		}
	}, func() {
		p := sync.Pool{New: func() any { return new(int) }}
		for range 2 {
			go func() {
				x := p.Get().(*int)
				p.Put(x)
				*x++
			}()
		}
	}},
	{"a map for all", func() {
		var m sync.Map
		go func() {
			v := 1
			m.Store("k", &v)
		}()
		if v, ok := m.Load("k"); ok {
			*v.(*int)++
		}
		m.Range(func(_, v any) bool { *v.(*int)++; return true })
	}, func() {
		var m sync.Map
		go func() {
			v := 1
			m.Store("k", &v)
			v++
		}()
		if v, ok := m.Load("k"); ok {
			*v.(*int)++
		}
	}},
	{"a map", func() {
		var mu sync.Mutex
		m := map[string]int{"a": 1, "b": 2}
		for range 2 {
			go func() {
				mu.Lock()
				for k := range m {
					m[k]++
				}
				mu.Unlock()
			}()
		}
	}, func() {
		m := map[string]int{"a": 1, "b": 2}
		go func() { m["a"]++ }()
		for k := range m {
			_ = k
		}
	}},
	{"maps of one's own", func() {
		for range 2 {
			go func() {
				m := map[*int]int{new(int): 1, new(int): 2}
				for k := range m {
					m[k]++
				}
				_ = rand.Int()
			}()
		}
	}, nil},
	{"random bytes", func() {
		for range 3 {
			go func() {
				var b [8]byte
				crand.Read(b[:])
				io.ReadFull(crand.Reader, b[:])
				_ = crand.Text()
			}()
		}
	}, func() {
		var b [8]byte
		go func() { crand.Read(b[:]) }()
		b[0]++
	}},
	{"one seed for all", func() {
		rand.Seed(7)
		for range 3 {
			go func() { _, _, _ = rand.Int(), rand.Uint64(), rand.Perm(3) }()
		}
	}, func() {
		rand.Seed(7)
		n := 0
		go func() { n = rand.Int() }()
		n = rand.Int()
		_ = n
	}},
	{"a timer that calls", func() {
		n := 0
		n++
		time.AfterFunc(time.Millisecond, func() { n++ })
	}, func() {
		n := 0
		time.AfterFunc(time.Millisecond, func() { n++ })
		n++
	}},
	{"a timer that sends", func() {
		n := 0
		timers := make(chan *time.Timer)
		go func() {
			n++
			timers <- time.NewTimer(time.Millisecond)
		}()
		t := <-timers
		<-t.C
		n++
	}, func() {
		n := 0
		go func() {
			n++
			<-time.After(time.Millisecond)
		}()
		<-time.After(2 * time.Millisecond)
		n++
	}},
	{"sleeping is not synchronizing", nil, func() {
		n := 0
		go func() { n++ }()
		time.Sleep(time.Second)
		n++
	}},
	{"a ticker", func() {
		n := 0
		t := time.NewTicker(time.Millisecond)
		done := make(chan int)
		go func() {
			for range 3 {
				<-t.C
				n++
			}
			t.Stop()
			close(done)
		}()
		<-done
		n++
	}, func() {
		n := 0
		t := time.NewTicker(time.Millisecond)
		for range 2 {
			go func() {
				<-t.C
				n++
				t.Stop()
			}()
		}
		t.Reset(time.Second)
	}},
	{"timers that are stopped by others", func() {
		t := time.NewTimer(time.Millisecond)
		go t.Stop()
		go t.Reset(time.Millisecond)
		go t.Stop()
	}, nil},
	{"a context that is cancelled", func() {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		go func() {
			n++
			cancel()
		}()
		<-ctx.Done()
		n++
	}, func() {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		go func() {
			cancel()
			n++
		}()
		<-ctx.Done()
		n++
	}},
	{"contexts of contexts", func() {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		for range 2 {
			go func() {
				inner, stop := context.WithTimeout(context.WithValue(ctx, "k", "v"), time.Millisecond)
				defer stop()
				<-inner.Done()
				_ = inner.Err()
			}()
		}
		context.AfterFunc(ctx, func() { n++ })
		n++
		cancel()
	}, nil},
	{"a context's error", func() {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		go func() {
			n++
			cancel()
		}()
		if ctx.Err() != nil {
			n++
		}
	}, func() {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		go func() {
			n++
			cancel()
		}()
		if ctx.Err() == nil {
			n++
		}
	}},
	{"an iterator that is pulled", func() {
		n := 0
		next, stop := iter.Pull(func(yield func(int) bool) {
			for range 3 {
				n++
				if !yield(n) {
					return
				}
			}
		})
		next()
		n++
		next()
		stop()
		n++
	}, func() {
		n := 0
		next, stop := iter.Pull(func(yield func(int) bool) {
			n++
			yield(n)
		})
		go func() { n++ }()
		next()
		stop()
	}},
	{"a goroutine that ends", nil, func() {
		n := 0
		go func() { n++ }()
		for range 10 {
			time.Sleep(time.Millisecond)
		}
		n++
	}},
	{"what is left behind", func() {
		var mu sync.Mutex
		n := 0
		c := make(chan int)
		for range 2 {
			go func() {
				mu.Lock()
				defer func() { n++; mu.Unlock() }()
				n++
				c <- 1 // for ever
			}()
		}
	}, nil},
	{"a panic that is caught", func() {
		var mu sync.Mutex
		n := 0
		for range 2 {
			go func() {
				defer func() { _ = recover() }()
				mu.Lock()
				defer mu.Unlock()
				n++
				panic("x")
			}()
		}
	}, func() {
		n := 0
		for range 2 {
			go func() {
				defer func() { _ = recover() }()
				n++
				panic("x")
			}()
		}
	}},
}
