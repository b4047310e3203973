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
	kindCount
)

var kindNames = [kindCount]string{
	"start", "end", "call", "return", "cancel", "go", "gosched", "lock", "try lock", "unlock", "read lock", "try read lock", "read unlock",
	"cond wait", "signal", "broadcast", "once", "waitgroup add", "waitgroup wait", "map", "pool", "load", "store", "swap",
	"compare-and-swap", "add", "send", "receive", "close", "select", "len", "sleep", "timer", "now", "fire",
}

func (k Kind) String() string { return kindNames[k] }

// writes tells for each kind whether the operation changes what other tasks can see whatever its outcome. Operations whose
// outcome decides (a compare-and-swap, a try, a select) are not among them: their shims call Task.Wrote once they succeed.
var writes = [kindCount]bool{
	KindStart: true, KindEnd: true, KindGo: true, KindLock: true, KindUnlock: true, KindRLock: true, KindRUnlock: true,
	KindCondWait: true, KindSignal: true, KindBroadcast: true, KindAdd: true, KindStore: true, KindSwap: true,
	KindAtomicAdd: true, KindSend: true, KindRecv: true, KindClose: true, KindSleep: true, KindTimer: true, KindFire: true,
	KindCall: true, KindReturn: true, KindCancel: true,
}

// isLock tells the kinds that wait for another task to release what it holds.
var isLock = [kindCount]bool{KindLock: true, KindRLock: true}
