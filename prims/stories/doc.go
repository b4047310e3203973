// Package stories holds the programs of the tutorials on threads, in Go: the unlocked counter, the
// deadlock of two locks, the lost notification, and the others. Its tests put them under control; the
// file README.md says what the tutorials say of each and what Tenter shows.
//
// The mistakes here are the tutorials' own, and deliberate. Each has its cure beside it.
package stories
