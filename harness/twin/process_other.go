//go:build !linux

package twin

// Other systems do not give a process's arguments whole, or not without an external program: the twin is then built with the flags
// that the binary itself records.

func parentOf(int) int { return 0 }

func commandLine(int) (line []string, dir string) { return nil, "" }
