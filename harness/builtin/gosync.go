package builtin

import (
	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/stdlib"
	"github.com/tenter-go/tenter/prims/stdlib/mutants"
)

// Go's own primitives, which their models must allow all that they do. What would end the process is refused by package stdlib, whose
// count lags a step behind: the models know that (MayRefuse).

var goMutex = &Primitive{
	Name:    "go-mutex",
	Aliases: []string{"sync.Mutex"},
	About:   "Go's mutual exclusion lock: no contexts, newcomers may overtake",
	configs: func() []*models.Subject {
		return one(models.Lock(models.MayRefuse(), models.Name("go-mutex"), models.Label("sync.Mutex")), func() models.LockOps {
			m := new(stdlib.Mutex)
			return models.LockOps{Lock: m.Lock, TryAcquire: m.TryLock, Release: m.Unlock}
		})
	},
}

var goRWMutex = &Primitive{
	Name:    "go-rwmutex",
	Aliases: []string{"sync.RWMutex"},
	About:   "Go's lock for many readers or one writer; a writer that waits keeps new readers out",
	configs: func() []*models.Subject {
		return one(models.RWLock(models.MayRefuse(), models.StealingReaders(), models.Name("go-rwmutex"), models.Label("sync.RWMutex")), func() models.RWLockOps {
			m := new(stdlib.RWMutex)
			return models.RWLockOps{RLock: m.RLock, Lock: m.Lock, TryRLock: m.TryRLock, TryLock: m.TryLock, RUnlock: m.RUnlock, Unlock: m.Unlock}
		})
	},
}

var goWaitGroup = &Primitive{
	Name:    "go-waitgroup",
	Aliases: []string{"sync.WaitGroup"},
	About:   "Go's counter to wait for: who waits is let go when it is zero",
	configs: func() (list []*models.Subject) {
		for _, n := range []int{1, 2} {
			model := models.WaitGroup(n, models.MayRefuse(), models.Name("go-waitgroup"), models.Label("sync.WaitGroup, its counter %d", n))
			list = append(list, model.Bind(func() models.WaitGroupOps {
				g := stdlib.NewWaitGroup(n)
				return models.WaitGroupOps{Add: g.Add, Done: g.Done, Wait: g.Wait}
			}))
		}
		return list
	},
}

var goOnce = &Primitive{
	Name:    "go-once",
	Aliases: []string{"sync.Once", "sync.OnceFunc"},
	About:   "Go's function that runs once; who asks for it waits until it has run",
	Mutants: mutantsOf(mutants.Onces(), "", func(m mutants.Once) []*models.Subject {
		return one(onceModel("written by hand"), func() models.OnceOps { return adaptOnce(m.New()) })
	}),
	configs: func() []*models.Subject {
		return append(
			one(onceModel("sync.Once"), func() models.OnceOps { return adaptOnce(stdlib.NewOnce()) }),
			one(onceModel("sync.OnceFunc"), func() models.OnceOps { return adaptOnce(stdlib.NewOnceFunc()) })...)
	},
}

func onceModel(label string) *models.Model[models.OnceOps] {
	return models.Once(models.Name("go-once"), models.Label("%s", label))
}

func adaptOnce(j *stdlib.Job) models.OnceOps { return models.OnceOps{Do: j.Do, Runs: j.Runs} }

var goCond = &Primitive{
	Name:    "go-cond",
	Aliases: []string{"sync.Cond"},
	About:   "Go's condition variable over a mutex: no contexts, and Signal needs no lock",
	configs: func() []*models.Subject {
		return one(models.Condition(models.MayRefuse(), models.Name("go-cond"), models.Label("sync.Cond")), func() models.ConditionOps {
			c := stdlib.NewCond()
			return models.ConditionOps{Acquire: c.Lock, Release: c.Unlock, Await: c.Wait, Signal: c.Signal, Broadcast: c.Broadcast}
		})
	},
}

var goMap = &Primitive{
	Name:    "go-map",
	Aliases: []string{"sync.Map"},
	About:   "Go's concurrent map",
	configs: func() []*models.Subject {
		return one(models.Map(models.Name("go-map"), models.Label("sync.Map")), func() models.MapOps {
			m := new(stdlib.Map)
			return models.MapOps{
				Load: m.Load, Store: m.Store, LoadOrStore: m.LoadOrStore, LoadAndDelete: m.LoadAndDelete, Delete: m.Delete,
				Swap: m.Swap, CompareAndSwap: m.CompareAndSwap, CompareAndDelete: m.CompareAndDelete, Clear: m.Clear,
			}
		})
	},
}

var goPool = &Primitive{
	Name:    "go-pool",
	Aliases: []string{"sync.Pool"},
	About:   "Go's cache of items: Get gives one that was put in, to one caller only, or makes a new one",
	configs: func() []*models.Subject {
		return one(models.ItemPool(models.Name("go-pool"), models.Label("sync.Pool")), func() models.ItemPoolOps {
			p := stdlib.NewPool()
			return models.ItemPoolOps{Get: p.Get, Put: p.Put}
		})
	},
}

var goChannel = &Primitive{
	Name:    "go-channel",
	Aliases: []string{"chan", "channel"},
	About:   "Go's channel, buffered and not, with select on a context",
	configs: func() (list []*models.Subject) {
		for _, capacity := range []int{0, 1, 2} {
			model := models.Channel(capacity, models.Name("go-channel"), models.Label("make(chan int, %d)", capacity))
			list = append(list, model.Bind(func() models.ChannelOps {
				c := stdlib.NewChannel(capacity)
				return models.ChannelOps{
					Send: c.Send, SendContext: c.SendContext, TrySend: c.TrySend,
					Receive: c.Receive, ReceiveContext: c.ReceiveContext, TryReceive: c.TryReceive, Close: c.Close, Len: c.Len,
				}
			}))
		}
		return list
	},
}
