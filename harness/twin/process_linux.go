package twin

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// parentOf returns the process that started pid, or 0.
func parentOf(pid int) int {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// pid (name) state ppid; the name may hold blanks and parentheses.
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	if len(fields) < 2 {
		return 0
	}
	ppid, _ := strconv.Atoi(fields[1])
	return ppid
}

// commandLine returns a process's arguments and the folder that it runs in, or nil.
func commandLine(pid int) (line []string, dir string) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil || len(data) == 0 {
		return nil, ""
	}
	dir, err = os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	if err != nil {
		return nil, ""
	}
	return strings.Split(strings.TrimSuffix(string(data), "\x00"), "\x00"), dir
}
