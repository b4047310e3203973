package family

import "github.com/tenter-go/tenter/models"

var deque = stated(Family{
	Name:    "deque",
	Aliases: []string{"double-ended-queue", "list"},
	About:   "queue with two ends; each operation takes effect at one moment",
	Types:   words("Deque DoublyLinkedList List LinkedList"),
	Calls: []Call{
		{Name: "PushBack", Args: words("v"), Names: words("PushBack PushRight AddLast Append PushLast PushTail AddBack InsertBack EnqueueBack RPush Push Add"), Drops: true},
		{Name: "PushFront", Args: words("v"), Names: words("PushFront PushLeft AddFirst Prepend PushFirst PushHead AddFront InsertFront EnqueueFront LPush Unshift"), Drops: true},
		{Name: "PopBack", Names: words("PopBack PopRight RemoveLast PopLast PopTail TakeBack DequeueBack RPop Pop")},
		{Name: "PopFront", Names: words("PopFront PopLeft RemoveFirst Shift PopFirst PopHead TakeFront DequeueFront LPop")},
		{Name: "Back", Names: words("Back Last PeekBack PeekLast Tail Right")},
		{Name: "Front", Names: words("Front First PeekFront PeekFirst Head Left")},
		{Name: "Len", Names: words("Len Size Length Count")},
		{Name: "Values", Names: words("Values ToSlice Slice Items Snapshot")},
		{Name: "Clear", Names: words("Clear Reset RemoveAll Empty"), Drops: true},
	},
	Needs: [][]string{{"PushBack", "PushFront"}, {"PopBack", "PopFront"}},
}, contract[models.DequeOps]{
	model: "models.Deque", make: func(_ int, opts ...models.Option) *models.Model[models.DequeOps] { return models.Deque(0, opts...) }, none: true,
})
