package family

import (
	"time"

	"github.com/tenter-go/tenter/models"
)

// adapt brings the functions of a queue of this manner to the form of the model.
func (m manner) adapt(c QueueCalls) models.QueueOps {
	if m.negative {
		c = c.negated()
	}
	o := models.QueueOps{
		Put: c.Send, PutN: c.PutAlways, TryPut: c.TryPut, Get: c.Receive, GetN: c.GetAlways, TryGet: c.TryGet, Peek: c.Peek, Len: c.Len,
	}
	if c.SendTimeout != nil {
		o.PutTimeout = func(d time.Duration, v int) (bool, error) { return c.SendTimeout(d, v), nil }
	}
	if c.ReceiveTimeout != nil {
		o.GetTimeout = func(d time.Duration) (int, bool, error) {
			v, ok := c.ReceiveTimeout(d)
			return v, ok, nil
		}
	}
	switch {
	case m.putWaits:
		o.PutErr = c.Put
	case o.TryPut == nil:
		o.TryPut = c.Put
	}
	switch {
	case m.getWaits:
		o.GetErr = c.Get
	case o.TryGet == nil:
		o.TryGet = c.Get
	}
	if c.GetMany != nil {
		if m.getWaits {
			o.GetMany = c.GetMany
		} else {
			o.TryGetMany = func(n int) []int {
				list, _ := c.GetMany(n)
				return list
			}
		}
	}
	switch m.close {
	case "drains":
		o.Shutdown = c.Close
	case "drops":
		o.ShutdownNow = c.Close
	}
	return o
}

// negated returns the functions of a queue with the largest first as those of one with the least first.
func (c QueueCalls) negated() QueueCalls {
	n := QueueCalls{Len: c.Len, Close: c.Close}
	if c.TryPut != nil {
		n.TryPut = func(v int) error { return c.TryPut(-v) }
	}
	if c.Put != nil {
		n.Put = func(v int) error { return c.Put(-v) }
	}
	if c.PutAlways != nil {
		n.PutAlways = func(v int) { c.PutAlways(-v) }
	}
	if c.TryGet != nil {
		n.TryGet = negative(c.TryGet)
	}
	if c.Get != nil {
		n.Get = negative(c.Get)
	}
	if c.GetAlways != nil {
		n.GetAlways = func() int { return -c.GetAlways() }
	}
	if c.Peek != nil {
		n.Peek = func() (int, bool) {
			v, ok := c.Peek()
			return -v, ok
		}
	}
	return n
}

func negative(get func() (int, error)) func() (int, error) {
	return func() (int, error) {
		v, err := get()
		return -v, err
	}
}
