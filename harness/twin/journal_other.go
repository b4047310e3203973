//go:build !unix

package twin

import (
	"fmt"
	"os"
	"unsafe"
)

// openJournal reads the file, and writes it anew at each change: slower than shared memory, but it outlives the process just as well.
func openJournal(name string) (*Journal, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("cannot open the journal: %w", err)
	}
	p := new(page)
	mem := unsafe.Slice((*byte)(unsafe.Pointer(p)), pageSize)
	// A journal that can't be read or written must not disturb the tests.
	reload := func() { _, _ = f.ReadAt(mem, 0) }
	reload()
	head := int(unsafe.Offsetof(p.decisions))
	flush := func() {
		n := head + int(min(p.decided, decisionsMost))*int(unsafe.Sizeof(decision{}))
		_, _ = f.WriteAt(mem[:n], 0)
	}
	return &Journal{page: p, flush: flush, reload: reload, close: f.Close}, nil
}
