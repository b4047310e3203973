// Package confine bounds what a process that runs code under test can do to its machine, and what it hands on to the processes that this
// code starts. It imports a few packages of the standard library only, since it is linked into the programs of others.
package confine
