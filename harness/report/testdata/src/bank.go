package bank

import "sync"

// Account holds money.
type Account struct {
	mu sync.Mutex
	n  int
}

// Transfer moves n from one account to another.
func Transfer(from, to *Account, n int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.n -= n
	to.n += n
}

// Scenario is the body of the test.
func Scenario(a, b *Account) {
	var wg sync.WaitGroup
	wg.Go(func() { Transfer(a, b, 10) })
	wg.Go(func() { Transfer(b, a, 20) })
	wg.Wait()
}
