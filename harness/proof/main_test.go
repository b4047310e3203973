package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// full reports whether the tests are to take as long as they need, rather than to be part of every go test ./...
func full() bool { return os.Getenv("TENTER_TESTS") == "full" }

// folder returns a folder for the module of a test. It is the same each time, for the go command builds packages anew when they have moved; of
// several processes that make the test one works there at a time.
func folder(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv(cacheVariable); dir != "" {
		cache = dir
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %v", here, t.Name(), full()))
	dir := filepath.Join(cache, "tenter-proof", hex.EncodeToString(sum[:6]))
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		t.Fatal(err)
	}
	unlock, err := lockedfile.MutexAt(dir + ".lock").Lock()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(unlock)
	return dir
}

// skipMissing skips a test whose programs the Go distribution lacks.
func skipMissing(t *testing.T, err error) {
	t.Helper()
	switch {
	case errors.Is(err, ErrMissing):
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
}
