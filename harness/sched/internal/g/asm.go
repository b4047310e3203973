//go:build (amd64 || arm64) && !tenter_noasm

// Package g answers one question: which goroutine is calling?
package g

import "unsafe"

// Get returns the address of the caller's goroutine descriptor. The address identifies the goroutine only while it lives: the
// runtime reuses descriptors, so callers compare it with that of a goroutine they know to be alive and never keep it longer.
func Get() unsafe.Pointer

// Enter marks the calling goroutine as one that Get can identify. The assembly needs no mark.
func Enter() {}
