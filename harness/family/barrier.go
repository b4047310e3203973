package family

import "github.com/tenter-go/tenter/models"

var barrier = stated(Family{
	Name:    "barrier",
	Aliases: []string{"cyclic-barrier", "rendezvous"},
	About:   "as many as there are parties wait for each other, again and again; who gives up breaks it",
	Types:   words("Barrier CyclicBarrier Rendezvous"),
	Size:    Size{Words: words("parties n count size num participants members"), Values: []int{1, 2, 3}},
	Calls: []Call{
		{Name: "Wait", Args: words("ctx"), Names: words("Await Wait Arrive ArriveAndWait WaitContext AwaitContext WaitCtx")},
		{Name: "Arrive", Args: words("ctx"), Names: words("Await Wait Arrive ArriveAndWait WaitContext AwaitContext WaitCtx")},
		{Name: "Await", Names: words("Await Wait Arrive ArriveAndWait Sync Join"), Drops: true},
		{Name: "Abort", Names: words("Abort Break"), Drops: true},
		{Name: "Reset", Names: words("Reset"), Drops: true},
		{Name: "Broken", Names: words("Broken IsBroken")},
		{Name: "Waiting", Names: words("GetNumberWaiting NumberWaiting Waiting NWaiting NumWaiting")},
	},
	Needs:  [][]string{{"Wait", "Arrive", "Await"}},
	Allows: words("late-context"),
}, contract[models.BarrierOps]{model: "models.Barrier", make: models.Barrier})
