package stdlib

import "context"

// Channel is a channel of ints.
type Channel struct{ c chan int }

// NewChannel returns a channel with room for that many values.
func NewChannel(capacity int) *Channel { return &Channel{make(chan int, capacity)} }

// Send sends v.
func (c *Channel) Send(v int) { c.c <- v }

// SendContext sends v, or returns the error of ctx. It looks at the context first: a select with two ready
// cases would choose.
func (c *Channel) SendContext(ctx context.Context, v int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case c.c <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// TrySend sends v if somebody receives or there is room, and reports whether it did.
func (c *Channel) TrySend(v int) bool {
	select {
	case c.c <- v:
		return true
	default:
		return false
	}
}

// Receive receives a value; ok is false if the channel is closed and empty.
func (c *Channel) Receive() (v int, ok bool) {
	v, ok = <-c.c
	return v, ok
}

// ReceiveContext receives a value, 0 if the channel is closed and empty, or returns the error of ctx.
func (c *Channel) ReceiveContext(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	select {
	case v := <-c.c:
		return v, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// TryReceive receives a value if there is one; ok is false if not, and if the channel is closed and empty.
func (c *Channel) TryReceive() (v int, ok bool) {
	select {
	case v, ok = <-c.c:
		return v, ok
	default:
		return 0, false
	}
}

// Close closes the channel.
func (c *Channel) Close() { close(c.c) }

// Len returns how many values are in the channel.
func (c *Channel) Len() int { return len(c.c) }
