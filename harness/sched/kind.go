package sched

// Kind names what a task is about to do at a yield point.
type Kind uint8

// The kinds, grouped by what they touch.
const (
	KindStart   Kind = iota // the task's first step
	KindEnd                 // the task has ended
	KindCall                // the harness calls an operation of the subject
	KindReturn              // the operation has returned
	KindCancel              // the harness cancels a call's context
	KindGo                  // a task is started
	KindGosched             // runtime.Gosched: the task offers to let others run
	KindLock                // Mutex.Lock, RWMutex.Lock
	KindTryLock             // Mutex.TryLock, RWMutex.TryLock
	KindUnlock
	KindRLock
	KindTryRLock
	KindRUnlock
	KindCondWait
	KindSignal
	KindBroadcast
	KindOnce
	KindAdd  // WaitGroup.Add, Done
	KindWait // WaitGroup.Wait
	KindMap  // sync.Map
	KindPool // sync.Pool
	KindLoad // atomics
	KindStore
	KindSwap
	KindCAS
	KindAtomicAdd // Add, And, Or: read and write in one step
	KindSend      // channels
	KindRecv
	KindClose
	KindSelect
	KindLen
	KindSleep // time
	KindTimer // a timer is started, stopped or reset
	KindNow
	KindFire // the clock fires a timer
	KindRead // of memory, in programs of which statements are yield points
	KindWrite
	KindOrder // of the keys of a map, for a loop over it: no step, and only in traces
	kindCount
)

var kindNames = [kindCount]string{
	"start", "end", "call", "return", "cancel", "go", "gosched", "lock", "try lock", "unlock", "read lock", "try read lock", "read unlock",
	"cond wait", "signal", "broadcast", "once", "waitgroup add", "waitgroup wait", "map", "pool", "load", "store", "swap",
	"compare-and-swap", "add", "send", "receive", "close", "select", "len", "sleep", "timer", "now", "fire", "read", "write", "map order",
}

func (k Kind) String() string { return kindNames[k] }

// effect says what an operation does to what other tasks can see.
type effect uint8

const (
	// reads: nothing, or the outcome decides (a swap, a compare-and-swap, a select), and its shim calls Task.Wrote if it did.
	reads effect = iota
	// guards: it takes or gives back a lock. What is done to plain memory meanwhile can't be seen from here, so this may be a write
	// and may be a look at something unchanged.
	guards
	// writes: it changes what other tasks can see.
	writes
)

var effects = [kindCount]effect{
	KindStart: writes, KindEnd: writes, KindGo: writes, KindCondWait: writes, KindSignal: writes, KindBroadcast: writes,
	KindAdd: writes, KindStore: writes, KindAtomicAdd: writes, KindSend: writes, KindRecv: writes,
	KindClose: writes, KindSleep: writes, KindTimer: writes, KindFire: writes, KindCall: writes, KindReturn: writes, KindCancel: writes,
	KindWrite: writes,
	KindLock:  guards, KindUnlock: guards, KindRLock: guards, KindRUnlock: guards,
}

// isLock tells the kinds that wait for another task to release what it holds.
var isLock = [kindCount]bool{KindLock: true, KindRLock: true}
