package stories

import (
	"encoding/json"

	"github.com/tenter-go/tenter/prims/queue"
)

// Order is what is put into a queue.
type Order map[string]int

// SendShared puts the map itself into the queue. The sender goes on using it, and what the receiver
// finds depends on when it looks.
func SendShared(q *queue.Queue[Order], o Order) error { return q.TryPut(o) }

// SendEncoded puts a copy into the queue, as a queue between processes would: encoded and decoded.
func SendEncoded(q *queue.Queue[Order], o Order) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	var parcel Order
	if err := json.Unmarshal(text, &parcel); err != nil {
		return err
	}
	return q.TryPut(parcel)
}
