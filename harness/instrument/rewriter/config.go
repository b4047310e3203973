package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// config is what the build driver tells the rewriter, as JSON. The paths in it never reach a compiled package, so
// they need no place in the id.
type config struct {
	ID         string            // value of the marker; stands for everything that shapes the output
	GOROOT     string            // of the toolchain of the build
	Shim       string            // import path of the shim package, above those of the swapped packages
	Stamp      string            // name of the string variable that link sets, as in -X
	Table      map[string]string // import path to archive: the shims and all they import; empty while these are built
	Exempt     []string          // import paths; each stands for itself and all below it
	Std        []string          // the chosen std packages
	Statements bool              // accesses of memory are yield points too
	Unseen     []string          // import paths of packages that the race detector is not to look into

	testing string // the package at hand, if it is the standard library's testing or testing/synctest
}

func readConfig(file string) (*config, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("cannot read the rewriter's configuration: %w — the cache folder was cleaned during the build; build again", err)
	}
	cfg := new(config)
	if err := json.Unmarshal(data, cfg); err != nil {
		return nil, fmt.Errorf("cannot read the rewriter's configuration: %s: %w — remove the file and build again", file, err)
	}
	return cfg, nil
}

// exempt reports whether a package is never rewritten, its tests included.
func (c *config) exempt(path string) bool {
	path = strings.TrimSuffix(path, "_test")
	return slices.ContainsFunc(c.Exempt, func(p string) bool {
		return path == p || strings.HasPrefix(path, p+"/")
	})
}

// standard reports whether path is a package of the standard library. A module may have a name without a dot too, so
// that the shape of the path decides nothing; nor does a folder, since some hold no package (text, go).
func (c *config) standard(path string) bool {
	entries, err := os.ReadDir(filepath.Join(c.GOROOT, "src", filepath.FromSlash(path)))
	return err == nil && slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.HasSuffix(e.Name(), ".go") })
}

// swapped returns the shim that takes the place of an imported package.
func (c *config) swapped(path string) (string, bool) {
	if c.testing != "" && path != "time" {
		return "", false // its locks are held for a few lines that never wait, and are nobody's choice points
	}
	switch path {
	case "sync":
		return c.Shim + "/sync", true
	case "sync/atomic":
		return c.Shim + "/atomic", true
	case "time":
		return c.Shim + "/time", true
	case "math/rand":
		return c.Shim + "/rand", true
	case "math/rand/v2":
		return c.Shim + "/randv2", true
	case "hash/maphash":
		return c.Shim + "/maphash", true
	}
	return "", false
}
