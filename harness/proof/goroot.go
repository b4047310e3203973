package proof

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ErrMissing is returned where the Go distribution of this machine lacks the programs: some installations leave tests out.
var ErrMissing = errors.New("the Go distribution of this machine lacks it")

// goRoot returns a folder of the Go distribution that the go command belongs to.
func goRoot(folder string) (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("cannot ask for the Go distribution: go env GOROOT: %w", err)
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), filepath.FromSlash(folder))
	if _, err := os.Stat(dir); err != nil {
		return "", fmt.Errorf("%w: %s — install Go from go.dev, which has all of it", ErrMissing, dir)
	}
	return dir, nil
}
