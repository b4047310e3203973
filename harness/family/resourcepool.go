package family

import "github.com/tenter-go/tenter/models"

// The methods that give a resource back are often those of the resource: --op says so.
var resourcePool = stated(Family{
	Name:    "resource-pool",
	Aliases: []string{"connection-pool", "conn-pool", "object-pool"},
	About:   "pool of resources that are acquired, given back and destroyed; no resource is given to two",
	Types:   words("Pool ResourcePool ObjectPool ConnPool"),
	Size:    Size{Words: words("size max n capacity cap limit maxSize maxCap maxOpen num maxResources"), Values: []int{1, 2}},
	Makes:   true,
	Calls: []Call{
		{Name: "Acquire", Args: words("ctx"), Names: words("Acquire Get Borrow BorrowObject Take Checkout Obtain GetContext")},
		{Name: "AcquireN", Names: words("Acquire Get Borrow Take Checkout Obtain")},
		{Name: "TryAcquire", Names: words("TryAcquire TryGet TryTake")},
		{Name: "Release", Args: words("resource"), Names: words("Release Put Return ReturnObject Give Checkin"), Drops: true, Fails: true},
		{Name: "Destroy", Args: words("resource"), Names: words("Destroy Remove Discard InvalidateObject"), Drops: true, Fails: true},
		{Name: "Create", Args: words("ctx"), Names: words("CreateResource Create AddObject Warm")},
		{Name: "Close", Names: words("Close Shutdown Stop"), Drops: true, Fails: true},
		{Name: "CloseWait", Names: words("CloseWait CloseAndWait"), Drops: true, Fails: true},
	},
	Allows: words("late-context"),
	Needs:  [][]string{{"Acquire", "AcquireN", "TryAcquire"}, {"Release", "Destroy"}},
}, contract[models.ResourcePoolOps]{subject: func(c Choice, size int, construct func() models.ResourcePoolOps) *models.Subject {
	return models.ResourcePool(max(size, 1), c.options()...).Bind(construct)
}})
