//go:build unix

package confine

import "syscall"

// Keep makes sure that an inherited file goes no further: a process that the subject starts would hold our pipes open.
func Keep(number uintptr) { syscall.CloseOnExec(int(number)) }
