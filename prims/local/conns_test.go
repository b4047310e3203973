package local_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/tenter-go/tenter/prims/local"
)

// fake is a database whose connections do nothing but count themselves.
type fake struct{ open atomic.Int32 }

func (f *fake) Connect(context.Context) (driver.Conn, error) {
	f.open.Add(1)
	return &fakeConn{f}, nil
}
func (f *fake) Driver() driver.Driver { return nil }

type fakeConn struct{ f *fake }

func (c *fakeConn) Prepare(string) (driver.Stmt, error) { return nil, errors.ErrUnsupported }
func (c *fakeConn) Begin() (driver.Tx, error)           { return nil, errors.ErrUnsupported }
func (c *fakeConn) Close() error                        { c.f.open.Add(-1); return nil }
func (c *fakeConn) Ping(context.Context) error          { return nil }

func TestConns(t *testing.T) {
	f := new(fake)
	db := sql.OpenDB(f)
	db.SetMaxIdleConns(-1) // a connection that is given back is closed
	defer db.Close()
	conns := local.NewConns(db)
	a, b := local.NewOwner(), local.NewOwner()
	first, err := conns.Conn(t.Context(), a)
	wants(t, "Conn", err, nil)
	again, err := conns.Conn(t.Context(), a)
	wants(t, "Conn", err, nil)
	other, err := conns.Conn(t.Context(), b)
	wants(t, "Conn", err, nil)
	if first != again || first == other || f.open.Load() != 2 {
		t.Errorf("%d connections open, and %v %v %v", f.open.Load(), first, again, other)
	}
	wants(t, "Ping", first.PingContext(t.Context()), nil)
	a.End()
	if n := f.open.Load(); n != 1 {
		t.Errorf("%d connections open after the end of one owner", n)
	}
	wants(t, "Ping of what was given back", first.PingContext(t.Context()), sql.ErrConnDone)
	_, err = conns.Conn(t.Context(), a)
	wants(t, "Conn of an owner that has ended", err, local.ErrEnded)
	wants(t, "Ping of the other", other.PingContext(t.Context()), nil)
	b.End()
}

// Two tasks use one name, and each has a value of its own.
func ExampleLocal() {
	user := local.New[string]()
	alice, bob := local.NewOwner(), local.NewOwner()
	_ = user.Set(alice, "Alice")
	_ = user.Set(bob, "Bob")
	fmt.Println(user.Get(alice))
	alice.End()
	_, err := user.Get(alice)
	fmt.Println(errors.Is(err, local.ErrEnded))
	fmt.Println(user.Get(bob))
	// Output:
	// Alice <nil>
	// true
	// Bob <nil>
}
