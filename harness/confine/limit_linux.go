package confine

import "syscall"

// limitData bounds private writable memory, which on Linux is what a Go program takes; address space that it has only reserved does not
// count. A program that is refused memory ends with a fatal error. Nothing is lost if the limit can't be set.
func limitData(limit int64) {
	var r syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_DATA, &r) != nil {
		return
	}
	r.Cur = min(uint64(limit), r.Max)
	syscall.Setrlimit(syscall.RLIMIT_DATA, &r)
}
