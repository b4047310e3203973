package stdlib_test

import (
	"fmt"

	"github.com/tenter-go/tenter/prims/stdlib"
)

// A sync.Mutex that is unlocked twice ends the process; this one says so.
func Example() {
	var m stdlib.Mutex
	m.Lock()
	fmt.Println(m.TryLock(), m.Unlock())
	fmt.Println(m.Unlock() != nil)
	// Output:
	// false <nil>
	// true
}
