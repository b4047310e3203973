//go:build !linux

package confine

// limitData does nothing: elsewhere there is no limit that counts what a Go program takes and not also what it has only reserved.
func limitData(int64) {}
