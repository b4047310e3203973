package ask

import "context"

// Asker answers questions.
type Asker struct{}

// Ask answers, unless ctx is done first.
func (a *Asker) Ask(ctx context.Context) error {
	c := make(chan int)
	go func() {
		c <- 42
	}()
	select {
	case <-c:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
