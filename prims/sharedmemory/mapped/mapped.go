// Package mapped provides memory as in package sharedmemory that child processes see too: it is mapped
// from a file that has no name. Where the operating system has no such thing, New and Open return an
// error that wraps [errors.ErrUnsupported].
//
// A parent gives the Files to its children, by children.Transport, and a child makes the same memory of
// them by Open:
//
//	counter := sharedmemory.ValueOf[int64](memory.Memory, 0)
package mapped

import (
	"os"

	"github.com/tenter-go/tenter/prims/sharedmemory"
)

// Memory is memory that processes share.
type Memory struct {
	*sharedmemory.Memory
	file, read, write *os.File
	bytes             []byte
}

// Count is the number of files that Files returns and Open takes.
const Count = 3
