//go:build unix

package postmortem

import (
	"os"
	"os/exec"
)

// Inherit lets cmd's process have the files, and returns the numbers under which it finds them.
func Inherit(cmd *exec.Cmd, files ...*os.File) ([]uintptr, error) {
	numbers := make([]uintptr, len(files))
	for i := range files {
		numbers[i] = uintptr(3 + len(cmd.ExtraFiles) + i)
	}
	cmd.ExtraFiles = append(cmd.ExtraFiles, files...)
	return numbers, nil
}
