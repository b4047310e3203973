package confine

import (
	"fmt"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// StatusMemory is what a process exits with when it has found that it takes too much memory.
const StatusMemory = 97

const memoryLook = 20 * time.Millisecond

// maxStack bounds each goroutine's stack: a recursion without end is found before it has taken the whole machine's memory. Recursions that do end have been
// seen to take more than 64 MiB (the tests of go-cmp).
const maxStack = 128 << 20

// Memory makes the process die when it takes more than limit bytes, which is found by a look now and then. The system's own limit,
// where it has one, catches what is too fast for that: a single enormous allocation. It stands higher, since the runtime that is refused a
// little memory for its own needs crashes in ways that tell nothing.
func Memory(limit int64) {
	debug.SetMaxStack(int(min(maxStack, limit/4)))
	// Executions leave garbage that dies young: collecting it rarely is a quarter faster. Near the limit it is collected hard all the same.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(limit / 4 * 3)
	limitData(2 * limit)
	go watchMemory(uint64(limit))
}

func watchMemory(limit uint64) {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	for range time.Tick(memoryLook) {
		metrics.Read(sample)
		if used := sample[0].Value.Uint64() - sample[1].Value.Uint64(); used > limit {
			fmt.Fprintf(os.Stderr, "fatal error: out of memory: the process took %d MiB, its limit is %d MiB\n", used>>20, limit>>20)
			os.Exit(StatusMemory)
		}
	}
}
