package family

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/tenter-go/tenter/models"
)

// QueueCalls are the functions of a queue. Put and Get, as other people's queues have them, do not say in their signatures whether they wait; what
// can be told from there is Send and Receive, which take a context, and those with a time-out.
type QueueCalls struct {
	Send           func(ctx context.Context, v int) error
	SendTimeout    func(d time.Duration, v int) bool
	TryPut         func(v int) error // never waits
	Put            func(v int) error // waits or fails
	PutAlways      func(v int)       // can't fail: waits, or has room always
	Receive        func(ctx context.Context) (int, error)
	ReceiveTimeout func(d time.Duration) (int, bool)
	TryGet         func() (int, error)           // never waits
	Get            func() (int, error)           // waits or fails
	GetAlways      func() int                    // can't fail: waits
	GetMany        func(many int) ([]int, error) // waits for one or gives none
	Peek           func() (int, bool)
	Len            func() int
	Close          func()
}

const (
	puts    = "Put Push Enqueue Add Offer Send Append Insert Write Produce PushBack In EnQueue AddLast"
	tryPuts = "TryPut TryPush TryEnqueue TryAdd TryOffer TrySend TryAppend TryInsert TryWrite Offer"
	gets    = "Get Pop Dequeue Take Poll Receive Recv Remove Shift Next Read Consume PopFront Out DeQueue RemoveFirst PopMin DequeueMin Min"
	tryGets = "TryGet TryPop TryDequeue TryTake TryPoll TryReceive TryRecv TryRemove TryNext TryRead Poll"
	within  = " PutTimeout PutWithTimeout PushTimeout EnqueueTimeout OfferTimeout SendTimeout PutFor TryPutFor"
	waits   = " GetTimeout GetWithTimeout PopTimeout DequeueTimeout PollTimeout ReceiveTimeout RecvTimeout GetFor TryGetFor"
)

func queueFamily(f Family, orders ...order) *Family {
	f.Size = Size{Words: words("capacity cap size limit max n bound length maxsize maxlen maxcapacity buffer slots num"), Values: []int{1, 2, 4}, Optional: true}
	f.Calls = []Call{
		{Name: "Send", Args: words("ctx v"), Names: contextual(puts), Shown: "Put"},
		{Name: "SendTimeout", Args: words("d v"), Names: words(puts + within), Shown: "PutTimeout"},
		{Name: "TryPut", Args: words("v"), Names: words(tryPuts)},
		{Name: "Put", Args: words("v"), Names: words(puts)},
		{Name: "PutAlways", Args: words("v"), Names: words(puts)},
		{Name: "Receive", Args: words("ctx"), Names: contextual(gets), Shown: "Get"},
		{Name: "ReceiveTimeout", Args: words("d"), Names: words(gets + waits), Shown: "GetTimeout"},
		{Name: "TryGet", Names: words(tryGets)},
		{Name: "Get", Names: words(gets)},
		{Name: "GetAlways", Names: words(gets)},
		{Name: "GetMany", Args: words("many"), Names: words(gets + " GetN PopN TakeN DequeueN GetMany PopMany TakeMany DequeueMany GetBatch PopBatch")},
		{Name: "Peek", Names: words("Peek Front Head Top First")},
		{Name: "Len", Names: words("Len Size Length Count Quantity")},
		{Name: "Close", Names: words("Close Shutdown Dispose Stop"), Drops: true},
	}
	f.Needs = [][]string{{"Send", "SendTimeout", "TryPut", "Put", "PutAlways"}, {"Receive", "ReceiveTimeout", "TryGet", "Get", "GetAlways", "GetMany"}}
	f.Allows, f.Demands = words("late-context spurious-try"), words("exact-len exact-timeout")
	for _, o := range orders {
		f.variants = append(f.variants, queueVariants(o)...)
	}
	return over[QueueCalls](f)
}

// contextual adds to names those that say that there is a context.
func contextual(names string) (list []string) {
	for _, name := range words(names) {
		list = append(list, name, name+"Context", name+"WithContext", name+"Ctx")
	}
	return list
}

// order is in which order items leave.
type order struct {
	name, about string
	model       func(capacity int, opts ...models.Option) *models.Model[models.QueueOps]
	code        string
	own         []option
	negative    bool // the largest leaves first
}

var queue = queueFamily(Family{
	Name: "queue", About: "first in, first out queue", Types: words("Queue FIFO RingBuffer Ring Buffer Chan Channel MPMCQueue LockFreeQueue"),
	Aliases: []string{"fifo", "fifo-queue", "simple-queue", "bounded-queue", "ring-buffer"},
}, order{model: models.Queue, code: "models.Queue"})

var stack = queueFamily(Family{
	Name: "stack", About: "last in, first out stack", Types: words("Stack LIFO LockFreeStack TreiberStack"),
	Aliases: []string{"lifo", "lifo-queue"},
}, order{model: models.LifoQueue, code: "models.LifoQueue"})

var priorityQueue = queueFamily(Family{
	Name: "priority-queue", About: "queue from which the least item, or the largest, comes first", Types: words("PriorityQueue Heap PQ MinHeap Priority"),
	Aliases: []string{"heap", "pq"},
}, order{name: "least", about: "the least first", model: models.PriorityQueue, code: "models.PriorityQueue", own: []option{unstable}},
	order{name: "largest", about: "the largest first", model: models.PriorityQueue, code: "models.PriorityQueue", own: []option{unstable}, negative: true})

// manner is what the signatures of a queue leave open.
type manner struct {
	order
	capacity           capacity
	putWaits, getWaits bool
	close              string // "drains", "drops", or "" for a Close that is not called
}

// capacity is what the number may mean that a constructor is given.
type capacity struct {
	name, about string
	of          func(size int) int // 0: unbounded
	code        string             // the same, of n
}

var capacities = []capacity{
	{"", "", func(size int) int { return size }, "n"},
	{"hint", "the size is only a hint", func(int) int { return 0 }, "0"},
	{"at-least-2", "the capacity is at least 2", func(size int) int { return max(size, 2) }, "max(n, 2)"},
	{"one-less", "the capacity is one less than the size", func(size int) int { return max(size-1, 1) }, "max(n-1, 1)"},
}

// queueVariants returns all manners in which a queue of the order may behave, the likeliest first.
func queueVariants(o order) (list []variant) {
	for _, capacity := range capacities {
		for _, close := range []string{"drains", "drops", ""} {
			for _, waits := range [][2]bool{{false, false}, {true, true}, {false, true}, {true, false}} {
				list = append(list, manner{o, capacity, waits[0], waits[1], close}.variant())
			}
		}
	}
	return list
}

func (m manner) variant() variant {
	waits := map[bool]string{true: "waits", false: "fails"}
	name := []string{"put-" + waits[m.putWaits], "get-" + waits[m.getWaits]}
	about := []string{fmt.Sprintf("put %s when there is no room, get %s when there is no item", waits[m.putWaits], waits[m.getWaits])}
	for _, part := range [][2]string{{m.capacity.name, m.capacity.about}, {m.order.name, m.order.about}} {
		if part[0] != "" {
			name, about = append(name, part[0]), append(about, part[1])
		}
	}
	closes := map[string]string{"drains": "what is left can still be taken after Close", "drops": "Close drops what is left"}
	if m.close != "" {
		name, about = append(name, "close-"+m.close), append(about, closes[m.close])
	}
	return variant{
		name: strings.Join(name, ","), about: strings.Join(about, "; "), applies: m.applies,
		code: m.modelCode, direct: m.direct(),
		subject: func(c Choice, size int, construct any) *models.Subject {
			most := 0
			if size > 0 {
				most = m.capacity.of(size)
			}
			var opts []models.Option
			for _, o := range c.options(m.options()) {
				opts = append(opts, o.with)
			}
			return bound(m.model(most, opts...), c, func() models.QueueOps { return m.adapt(constructed[QueueCalls](construct, size)) })
		},
	}
}

func (m manner) options() []option { return append(slices.Clone(m.own), relaxedLen, lateTimeout) }

// modelCode returns the model as a Go expression.
func (m manner) modelCode(c Choice) string {
	size := "0"
	if len(c.Sizes) > 0 {
		size = m.capacity.code
	}
	return m.code + "(" + strings.Join(append([]string{size}, codes(c.options(m.options()))...), ", ") + ")"
}

// direct says how the calls are those of the model.
func (m manner) direct() direct {
	d := direct{rename: map[string]string{
		"Send": "Put", "SendTimeout": "PutTimeout", "PutAlways": "PutN", "Put": "TryPut",
		"Receive": "Get", "ReceiveTimeout": "GetTimeout", "GetAlways": "GetN", "Get": "TryGet", "GetMany": "TryGetMany", "Close": "",
	}}
	if m.putWaits {
		d.rename["Put"] = "PutErr"
	}
	if m.getWaits {
		d.rename["Get"], d.rename["GetMany"] = "GetErr", "GetMany"
	}
	switch m.close {
	case "drains":
		d.rename["Close"] = "Shutdown"
	case "drops":
		d.rename["Close"] = "ShutdownNow"
	}
	if m.negative {
		d.never = "the largest comes first: put the negative of what the model puts, and give the negative of what comes out"
	}
	return d
}

// queueCalls is the struct of functions of all queues.
var queueCalls = reflect.TypeFor[QueueCalls]()

func codes(options []option) (list []string) {
	for _, o := range options {
		list = append(list, o.code)
	}
	return list
}

// applies reports whether a queue with these calls may be of this manner.
func (m manner) applies(sized bool, offers func(string) bool) bool {
	return (sized || m.capacity.name == "") && (m.close == "" || offers("Close")) &&
		possible(m.putWaits, offers("Put"), offers("PutAlways")) && possible(m.getWaits, offers("Get") || offers("GetMany"), offers("GetAlways"))
}

// possible reports whether a contract in which a call waits, or fails, fits a queue with these calls: what may do either, and what can't fail.
func possible(waits, either, always bool) bool { return either || waits == always }
