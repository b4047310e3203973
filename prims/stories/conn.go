package stories

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/local"
	"github.com/tenter-go/tenter/prims/thread"
)

// Shop serves customers in threads, each of which needs a connection to the database.
type Shop struct {
	db     *sql.DB
	conn   local.Local[*sql.Conn]
	shared atomic.Pointer[sql.Conn]
	conns  *local.Conns
}

// NewShop returns a shop with a database that answers pings.
func NewShop() *Shop {
	db := sql.OpenDB(memory{})
	return &Shop{db: db, conns: local.NewConns(db)}
}

// Close closes the database.
func (s *Shop) Close() error { return s.db.Close() }

// Open connects the thread that calls, as tutorials do once, in the main thread.
func (s *Shop) Open(ctx context.Context) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	return s.conn.Set(thread.Current(ctx).Locals(), conn)
}

// Serve uses the connection of the thread that calls. Any but the one that opened finds none.
func (s *Shop) Serve(ctx context.Context) error {
	conn, err := s.conn.Get(thread.Current(ctx).Locals())
	if err != nil {
		return fmt.Errorf("no connection: %w", err)
	}
	return conn.PingContext(ctx)
}

// OpenBriefly gives the shop a connection for as long as inside runs, as a with statement does.
func (s *Shop) OpenBriefly(ctx context.Context, inside func()) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	s.shared.Store(conn)
	inside()
	return conn.Close()
}

// ServeShared uses the connection that the shop has, or had.
func (s *Shop) ServeShared(ctx context.Context) error { return s.shared.Load().PingContext(ctx) }

// ServeHeld uses the connection that the holder has for the thread that calls, or gets for it.
func (s *Shop) ServeHeld(ctx context.Context) error {
	conn, err := s.conns.Conn(ctx, thread.Current(ctx).Locals())
	if err != nil {
		return err
	}
	return conn.PingContext(ctx)
}

// memory is a database that does nothing.
type memory struct{}

func (memory) Connect(context.Context) (driver.Conn, error) { return memory{}, nil }
func (memory) Driver() driver.Driver                        { return nil }
func (memory) Prepare(string) (driver.Stmt, error)          { return nil, errors.ErrUnsupported }
func (memory) Begin() (driver.Tx, error)                    { return nil, errors.ErrUnsupported }
func (memory) Close() error                                 { return nil }
func (memory) Ping(context.Context) error                   { return nil }
