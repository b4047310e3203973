package rlock_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/tenter-go/tenter/prims/rlock"
)

// Account has methods that lock, and that call each other.
type Account struct {
	lock    rlock.RLock
	balance int
}

func (a *Account) Deposit(ctx context.Context, o *rlock.Owner, n int) error {
	if err := a.lock.Acquire(ctx, o); err != nil {
		return err
	}
	defer a.lock.Release(o)
	a.balance += n
	return nil
}

func (a *Account) Move(ctx context.Context, o *rlock.Owner, to *Account, n int) error {
	if err := a.lock.Acquire(ctx, o); err != nil {
		return err
	}
	defer a.lock.Release(o)
	return errors.Join(a.Deposit(ctx, o, -n), to.Deposit(ctx, o, n))
}

// A method that holds the lock calls another one that takes it.
func ExampleRLock() {
	ctx, o := context.Background(), rlock.NewOwner()
	defer o.Finish()
	a, b := &Account{balance: 10}, &Account{}
	fmt.Println(a.Move(ctx, o, b, 3), a.balance, b.balance)
	// Output:
	// <nil> 7 3
}

// Each Acquire has its Release; only the last one frees the lock.
func ExampleRLock_Release() {
	l, o, stranger := rlock.New(), rlock.NewOwner(), rlock.NewOwner()
	fmt.Println(l.TryAcquire(o), l.TryAcquire(o), l.Depth(o))
	fmt.Println(l.Release(stranger))
	fmt.Println(l.Release(o), l.TryAcquire(stranger))
	fmt.Println(l.Release(o), l.TryAcquire(stranger))
	// Output:
	// true true 2
	// rlock: released by an owner that does not hold it
	// <nil> false
	// <nil> true
}
