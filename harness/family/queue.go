package family

import (
	"context"
	"fmt"
	"time"

	"github.com/tenter-go/tenter/models"
)

// QueueCalls are the functions of a queue. Put and Get, as other people's queues have them, do not say in their signatures whether they wait; what
// can be told from there is Send and Receive, which take a context, and those with a time-out.
type QueueCalls struct {
	Send           func(ctx context.Context, v int) error
	SendTimeout    func(d time.Duration, v int) bool
	TryPut         func(v int) bool // never waits
	Put            func(v int) bool // waits or fails; false if it failed
	PutAlways      func(v int)      // can't fail: waits, or has room always
	Receive        func(ctx context.Context) (int, error)
	ReceiveTimeout func(d time.Duration) (int, bool)
	TryGet         func() (int, bool) // never waits
	Get            func() (int, bool) // waits or fails
	GetAlways      func() int         // can't fail: waits
	Len            func() int
}

const (
	puts    = "Put Push Enqueue Add Offer Send Append Insert Write Produce PushBack In EnQueue AddLast Queue"
	tryPuts = "TryPut TryPush TryEnqueue TryAdd TryOffer TrySend TryAppend TryInsert TryWrite Offer"
	gets    = "Get Pop Dequeue Take Poll Receive Recv Remove Shift Next Read Consume PopFront Out DeQueue RemoveFirst"
	tryGets = "TryGet TryPop TryDequeue TryTake TryPoll TryReceive TryRecv TryRemove TryNext TryRead Poll"
	within  = " PutTimeout PutWithTimeout PushTimeout EnqueueTimeout OfferTimeout SendTimeout PutFor TryPutFor"
	waits   = " GetTimeout GetWithTimeout PopTimeout DequeueTimeout PollTimeout ReceiveTimeout RecvTimeout Poll GetFor TryGetFor"
)

func queueFamily(name, about, types string, aliases []string, more, less string, model orderedModel) *Family {
	put, get := puts+" "+more, gets+" "+less
	return stated(Family{
		Name: name, Aliases: aliases, About: about, Types: words(types),
		Size: Size{Words: words("capacity cap size limit max n bound length maxsize maxlen buffer slots num"), Values: []int{1, 2, 4}, Optional: true},
		Calls: []Call{
			{Name: "Send", Args: words("ctx v"), Names: contextual(put)},
			{Name: "SendTimeout", Args: words("d v"), Names: words(put + within)},
			{Name: "TryPut", Args: words("v"), Names: words(tryPuts)},
			{Name: "Put", Args: words("v"), Names: words(put)},
			{Name: "PutAlways", Args: words("v"), Names: words(put)},
			{Name: "Receive", Args: words("ctx"), Names: contextual(get)},
			{Name: "ReceiveTimeout", Args: words("d"), Names: words(get + waits)},
			{Name: "TryGet", Names: words(tryGets)},
			{Name: "Get", Names: words(get)},
			{Name: "GetAlways", Names: words(get)},
			{Name: "Len", Names: words("ExactLen")},
		},
		Allows: words("late-context"),
		Needs:  [][]string{{"Send", "SendTimeout", "TryPut", "Put", "PutAlways"}, {"Receive", "ReceiveTimeout", "TryGet", "Get", "GetAlways"}},
	}, queueContracts(model)...)
}

// contextual adds to names those that say that there is a context.
func contextual(names string) (list []string) {
	for _, name := range words(names) {
		list = append(list, name, name+"Context", name+"WithContext", name+"Ctx")
	}
	return list
}

// orderedModel is one of the models of queues.
type orderedModel func(capacity int, opts ...models.Option) *models.Model[models.QueueOps]

var queue = queueFamily("queue", "first in, first out queue", "Queue FIFO RingBuffer Ring Buffer Chan Channel MPMCQueue LockFreeQueue",
	[]string{"fifo", "fifo-queue", "simple-queue", "bounded-queue", "ring-buffer"}, "", "", models.Queue)

var stack = queueFamily("stack", "last in, first out stack", "Stack LIFO LockFreeStack TreiberStack", []string{"lifo", "lifo-queue"}, "", "", models.LifoQueue)

// A queueContract says what signatures leave open.
type queueContract struct {
	putWaits, getWaits bool
	capacity           func(size int) (most int, text string) // 0: unbounded
}

// capacities are what the number that a constructor is given may mean.
var capacities = []struct {
	name string
	of   func(size int) (int, string)
}{
	{"", func(size int) (int, string) { return size, "" }},
	{"hint", func(int) (int, string) { return 0, "the size is only a hint" }},
	{"at-least-2", func(size int) (int, string) { return max(size, 2), "the capacity is at least 2" }},
	{"one-less", func(size int) (int, string) { return max(size-1, 1), "the capacity is one less than the size" }},
}

func queueContracts(model orderedModel) (list []contract[QueueCalls]) {
	for _, capacity := range capacities {
		for _, waits := range [][2]bool{{false, false}, {true, true}, {false, true}, {true, false}} {
			q := queueContract{putWaits: waits[0], getWaits: waits[1], capacity: capacity.of}
			list = append(list, q.contract(capacity.name, model))
		}
	}
	return list
}

func (q queueContract) contract(capacity string, model orderedModel) contract[QueueCalls] {
	word := map[bool]string{true: "waits", false: "fails"}
	name := fmt.Sprintf("put-%s,get-%s", word[q.putWaits], word[q.getWaits])
	if capacity != "" {
		name = capacity + "," + name
	}
	_, about := q.capacity(1)
	if about != "" {
		about += "; "
	}
	return contract[QueueCalls]{
		name: name, about: about + fmt.Sprintf("put %s when there is no room, get %s when there is no item", word[q.putWaits], word[q.getWaits]),
		applies: func(sized bool, offers func(string) bool) bool {
			return (sized || capacity == "") && possible(q.putWaits, offers("Put"), offers("PutAlways")) && possible(q.getWaits, offers("Get"), offers("GetAlways"))
		},
		subject: func(c Choice, size int, construct func() QueueCalls) *models.Subject {
			most := 0
			if size > 0 {
				most, _ = q.capacity(size)
			}
			return model(most, c.options()...).Bind(func() models.QueueOps { return q.adapt(construct()) })
		},
	}
}

// possible reports whether a contract in which a call waits, or fails, fits a queue with these calls: what may do either, and what can't fail.
func possible(waits, either, always bool) bool { return either || waits == always }

// adapt brings the functions of a queue to the form of the model.
func (q queueContract) adapt(c QueueCalls) models.QueueOps {
	o := models.QueueOps{Put: c.Send, Get: c.Receive, Len: c.Len, PutN: c.PutAlways, GetN: c.GetAlways}
	if c.SendTimeout != nil {
		o.PutTimeout = func(d time.Duration, v int) (bool, error) { return c.SendTimeout(d, v), nil }
	}
	if c.ReceiveTimeout != nil {
		o.GetTimeout = func(d time.Duration) (int, bool, error) {
			v, ok := c.ReceiveTimeout(d)
			return v, ok, nil
		}
	}
	try, get := c.TryPut, c.TryGet
	switch {
	case c.Put != nil && q.putWaits && o.PutN == nil:
		o.PutN = func(v int) { must(c.Put(v), "put") }
	case c.Put != nil && !q.putWaits && try == nil:
		try = c.Put
	}
	switch {
	case c.Get != nil && q.getWaits && o.GetN == nil:
		o.GetN = func() int {
			v, ok := c.Get()
			must(ok, "get")
			return v
		}
	case c.Get != nil && !q.getWaits && get == nil:
		get = c.Get
	}
	if try != nil {
		o.TryPut = func(v int) error { return refusal(try(v)) }
	}
	if get != nil {
		o.TryGet = func() (int, error) {
			v, ok := get()
			return v, refusal(ok)
		}
	}
	return o
}

// must panics where a call has failed that may only wait.
func must(ok bool, call string) {
	if !ok {
		panic(call + " has failed, which otherwise waits")
	}
}

func refusal(ok bool) error {
	if ok {
		return nil
	}
	return models.ErrAny
}
