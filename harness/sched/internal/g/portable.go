//go:build !(amd64 || arm64) || tenter_noasm

// Package g answers one question: which goroutine is calling?
package g

import "unsafe"

// Where there is no assembly, the goroutine is known by the address of its profiler labels, the one word of a goroutine that
// outside packages may set. Labels are inherited by goroutines that a task starts natively, which would make those pass for
// the task; rewritten code starts none natively, so only what the rewriter cannot reach is affected.

//go:linkname runtimeGetLabel runtime/pprof.runtime_getProfLabel
func runtimeGetLabel() unsafe.Pointer

//go:linkname runtimeSetLabel runtime/pprof.runtime_setProfLabel
func runtimeSetLabel(label unsafe.Pointer)

// Get returns the word that identifies the caller's goroutine, or nil if Enter was not called on it.
func Get() unsafe.Pointer { return runtimeGetLabel() }

// label has the layout of an empty label set of runtime/pprof: a nil slice. A profile taken while a task runs reads it.
type label struct{ list []struct{ key, value string } }

// Enter marks the calling goroutine as one that Get can identify.
func Enter() {
	runtimeSetLabel(unsafe.Pointer(&label{list: make([]struct{ key, value string }, 0, 1)}))
}
