//go:build unix

package twin

import (
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

// openJournal maps the file into memory: what a process has stored there outlives it, however it ends.
func openJournal(name string) (*Journal, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("cannot open the journal: %w", err)
	}
	defer f.Close()
	mem, err := syscall.Mmap(int(f.Fd()), 0, pageSize, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("cannot map the journal: %s: %w", name, err)
	}
	return &Journal{page: (*page)(unsafe.Pointer(&mem[0])), close: func() error { return syscall.Munmap(mem) }}, nil
}
