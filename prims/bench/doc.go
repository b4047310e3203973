// Package bench measures primitives beside other people's. It is a module of its own, so that nobody who uses a primitive requires what it is compared with.
package bench
