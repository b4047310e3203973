// Package prims has no code: its folders are concurrent primitives in idiomatic Go, with the contracts of Python's threading world. Each
// is ordinary Go that knows nothing of the harness, and has its known-wrong variants, the mutants, beside it.
//
// The benchmarks of this package measure controlled executions of two small programs; see ARCHITECTURE.md.
package prims
