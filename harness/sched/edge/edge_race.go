//go:build race

package edge

import (
	"runtime"
	"unsafe"
)

// Enabled says that the program is built for the race detector.
const Enabled = true

// Acquire has what the caller does from now on come after what was released at p.
func Acquire(p unsafe.Pointer) { runtime.RaceAcquire(p) }

// Release has what the caller has done come before what is acquired at p from now on, in place of what was released there before.
func Release(p unsafe.Pointer) { runtime.RaceRelease(p) }

// Merge is Release on top of what was released there before.
func Merge(p unsafe.Pointer) { runtime.RaceReleaseMerge(p) }

// Write has the detector see a write of the byte at p.
func Write(p unsafe.Pointer) { runtime.RaceWrite(p) }

// WriteRange says that the caller writes the n bytes from p on.
func WriteRange(p unsafe.Pointer, n int) { runtime.RaceWriteRange(p, n) }

// Hide has the detector overlook what orders the calling goroutine's steps and those of others, until Show. Calls nest.
func Hide() { runtime.RaceDisable() }

// Show ends what Hide began.
func Show() { runtime.RaceEnable() }

// Races returns how many data races the detector has reported.
func Races() int { return runtime.RaceErrors() }
