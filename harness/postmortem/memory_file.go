package postmortem

import (
	"os"
	"unsafe"
)

// copied returns a journal whose page is a copy of the file, read and written at each change: slower than shared memory, but it outlives
// the process just as well.
func copied(f *os.File) *Journal {
	p := new(page)
	mem := unsafe.Slice((*byte)(unsafe.Pointer(p)), pageSize)
	// A journal that can't be read or written must not disturb what is run.
	reload := func() { _, _ = f.ReadAt(mem, 0) }
	reload()
	flush := func(offset, n int) { _, _ = f.WriteAt(mem[offset:offset+n], int64(offset)) }
	return &Journal{page: p, flush: flush, reload: reload, close: func() error { return nil }}
}
