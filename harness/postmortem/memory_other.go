//go:build !unix

package postmortem

import "os"

func share(f *os.File) (*Journal, error) { return copied(f), nil }
