package local

import (
	"context"
	"database/sql"
)

// Conns holds a database connection for each owner: the first call for an owner takes one from the
// pool, later calls return the same, and when the owner ends it goes back. Tutorials keep one
// connection in a variable, where the second thread finds none, or one that the first has closed.
//
// All methods may be called by any number of goroutines at once, and a connection is used by the task
// that owns it. A Conns is made by [NewConns].
type Conns struct {
	db    *sql.DB
	conns Local[*sql.Conn]
}

// NewConns returns a holder of connections of the given database.
func NewConns(db *sql.DB) *Conns { return &Conns{db: db} }

// Conn returns the owner's connection, and takes one from the database if there is none; it may wait
// for that until ctx is done. It returns [ErrEnded] if the owner has ended. The connection is closed,
// that is, given back to the database, when the owner ends.
func (c *Conns) Conn(ctx context.Context, o *Owner) (*sql.Conn, error) {
	return c.conns.GetOrMake(o, func() (*sql.Conn, error) { return c.db.Conn(ctx) }, func(conn *sql.Conn) {
		_ = conn.Close() // it fails only if the caller has closed it
	})
}
