package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// printVersion answers -V=full, from which the go command makes the linker's part of an action id. The linker's result
// depends on archives that the go command does not know of, so its version carries the id that stands for them.
// The compiler's must not: that would compile the whole standard library once more for every version of tenter.
func printVersion(tool string, args []string, id string) error {
	cmd := exec.Command(tool, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return err
	}
	fmt.Println(tagVersion(strings.TrimSpace(string(out)), id))
	return nil
}

// tagVersion puts id into a tool's version line. Of a released tool the go command takes the whole line, of a
// development one only the last field, which has to stay in the form buildID=….
func tagVersion(line, id string) string {
	head, build, devel := strings.Cut(line, " buildID=")
	if !devel {
		return line + " tenter:" + id
	}
	sum := sha256.Sum256([]byte(build + " " + id))
	return fmt.Sprintf("%s buildID=tenter-%x", head, sum[:16])
}
