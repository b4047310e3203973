package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// defaultFolder is where counterexamples are kept unless another place is named. It hides itself from git.
const defaultFolder = "tenter-counterexamples"

// kept says where a counterexample was kept.
type kept struct {
	path  string
	whole string // all of it, if it could not be kept where it was wanted; it was printed then
}

// keep writes a counterexample's file. One that can't be written where it is wanted goes to the folder for temporary files, and is printed as
// well: it may have taken hours to find.
func (a *app) keep(folder, name string, text []byte) kept {
	path := filepath.Join(folder, name)
	err := write(folder, path, text)
	if err == nil {
		return kept{path: path}
	}
	k := kept{whole: string(text)}
	spare := filepath.Join(os.TempDir(), defaultFolder)
	k.path = filepath.Join(spare, name)
	if spareErr := write(spare, k.path, text); spareErr != nil {
		k.path = ""
		fmt.Fprintf(a.stderr, "check: cannot keep the counterexample: %v, and %v — it is printed here; use -o with a folder that can be written\n", err, spareErr)
	} else {
		fmt.Fprintf(a.stderr, "check: cannot keep the counterexample: %v — it is printed here and kept as %s; use -o with a folder that can be written\n", err, k.path)
	}
	if !a.json {
		fmt.Fprintf(a.stdout, "%s\n", text)
	}
	return k
}

// write writes the file at once, so that nobody ever sees half of it.
func write(folder, path string, text []byte) error {
	_, err := os.Stat(folder)
	fresh := errors.Is(err, os.ErrNotExist)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	if fresh && filepath.Base(folder) == defaultFolder {
		// Not being able to hide is no reason not to be kept.
		os.WriteFile(filepath.Join(folder, ".gitignore"), []byte("*\n"), 0o666)
	}
	f, err := os.CreateTemp(folder, ".new-")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
