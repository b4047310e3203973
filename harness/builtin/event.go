package builtin

import (
	"time"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/event"
	"github.com/tenter-go/tenter/prims/event/mutants"
	"github.com/tenter-go/tenter/prims/mutant"
)

var event = &Primitive{
	Name:    "event",
	Aliases: []string{"threading.Event", "asyncio.Event", "multiprocessing.Event"},
	About:   "flag that can be waited for, set and cleared; who waits at a set is let go, also if a clear follows at once",
	Mutants: mutantsOf(mutants.All(), "", func(m mutant.Mutant[func() mutants.Subject]) []*models.Subject {
		return one(models.Event(), func() models.EventOps { return without(adaptEvent(m.New()), m.Without) })
	}),
	configs: func() []*models.Subject {
		return one(models.Event(), func() models.EventOps { return adaptEvent(prim.New()) })
	},
}

// adaptEvent says how the methods are called.
func adaptEvent(e mutants.Subject) models.EventOps {
	return models.EventOps{
		Set:         e.Set,
		Clear:       e.Clear,
		IsSet:       e.IsSet,
		Wait:        e.Wait,
		WaitTimeout: func(d time.Duration) bool { return e.WaitTimeout(d) == nil },
	}
}
