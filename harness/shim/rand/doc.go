// Package rand is what rewritten code uses in place of math/rand.
//
// The functions without a generator of their own draw, when called by a task, from a generator that each task has for itself, seeded by the
// execution (see shim.Seed) and by the task's number: what one task draws does not depend on what others do. Everything else is
// the standard package's.
package rand
