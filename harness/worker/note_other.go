//go:build !unix

package worker

import "os"

func newNotepad(f *os.File) *notepad { return &notepad{store: writeStore(f)} }
