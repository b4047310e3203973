package names

import (
	_ "embed"
	"fmt"
	"os"
	rt "runtime"
	"strings"
	s "sync"
	. "sync/atomic"
	_ "time"
	"unsafe"
)

//go:embed text.txt
var text string

//go:noinline
func pinned() int { return 1 }

//go:linkname nanotime runtime.nanotime
func nanotime() int64

type group struct {
	s.WaitGroup
	sync int
}

var once = s.OnceValue(func() int { return 3 })

// Run uses swapped imports under every name.
func Run() {
	var n Int64
	var mu s.Mutex
	var g group
	g.Add(1)
	g.Go(func() { n.Add(2) })
	go func() {
		defer g.Done()
		mu.Lock()
		defer mu.Unlock()
		AddInt64((*int64)(unsafe.Pointer(&n)), 1)
	}()
	g.Wait()
	rt.Gosched()
	yield := rt.Gosched
	yield()
	go rt.Gosched()
	defer rt.Gosched()
	fmt.Println(n.Load(), g.sync, once(), text, pinned(), nanotime() > 0)
	shadow()
	fmt.Printf("%v\n", strings.HasSuffix(fmt.Sprintf("%T", &mu), ".Mutex"))
}

func shadow() {
	sync := struct{ Mutex func() int }{func() int { return 7 }}
	runtime := struct{ Gosched func() string }{func() string { return "mine" }}
	fmt.Println(sync.Mutex(), runtime.Gosched())
	var len = func(x any) int { return -1 }
	fmt.Println(len(make(chan int)))
	type Gosched int
	fmt.Println(Gosched(1), os.Getpid() > 0)
}
