package instrument

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// once makes something in the cache folder unless it is there already. Of several processes that need the same thing
// one makes it, the others wait. What is made must come into being at once, by a rename, so that there is no half of
// it to be seen, whenever a process dies.
func (s *settings) once(name string, there func() bool, build func() error) (err error) {
	if there() {
		return nil
	}
	unlock, err := lockFile(name + ".lock")
	if err != nil {
		return fmt.Errorf("%w: cannot lock: %w", ErrCache, err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if there() {
		return nil
	}
	return build()
}

// writeFile writes a file of the cache at once.
func writeFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".tmp-")
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCache, err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("%w: %w", ErrCache, err)
	}
	return nil
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
