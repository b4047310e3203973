package twin

import (
	"os"
	"path/filepath"
	"testing"
)

// QuietCoverage keeps a native binary that was built for coverage, and has run no tests, from complaining at its exit that it does not know
// where to write its counters: they are written beside those of the twin, which go test has read by then, or where nobody looks.
func QuietCoverage(args Args) {
	if testing.CoverMode() == "" || os.Getenv("GOCOVERDIR") != "" {
		return
	}
	dir := args.Value("gocoverdir")
	if dir == "" {
		cache, err := cacheFolder()
		if err != nil {
			return
		}
		dir = filepath.Join(cache, "coverage")
		_ = os.RemoveAll(dir)
		if os.Mkdir(dir, 0o777) != nil {
			return
		}
	}
	os.Setenv("GOCOVERDIR", dir)
}
