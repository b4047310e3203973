//go:build !race

package edge

import "unsafe"

// Enabled says that the program is built for the race detector.
const Enabled = false

// Acquire has what the caller does from now on come after what was released at p.
func Acquire(unsafe.Pointer) {}

// Release has what the caller has done come before what is acquired at p from now on, in place of what was released there before.
func Release(unsafe.Pointer) {}

// Merge is Release on top of what was released there before.
func Merge(unsafe.Pointer) {}

// Write has the detector see a write of the byte at p.
func Write(unsafe.Pointer) {}

// WriteRange says that the caller writes the n bytes from p on.
func WriteRange(unsafe.Pointer, int) {}

// Hide has the detector overlook what orders the calling goroutine's steps and those of others, until Show. Calls nest.
func Hide() {}

// Show ends what Hide began.
func Show() {}

// Races returns how many data races the detector has reported.
func Races() int { return 0 }
