package postmortem

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// Inherit lets cmd's process have the files, and returns the numbers under which it finds them.
func Inherit(cmd *exec.Cmd, files ...*os.File) ([]uintptr, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	var numbers []uintptr
	for _, f := range files {
		h := syscall.Handle(f.Fd())
		if err := syscall.SetHandleInformation(h, syscall.HANDLE_FLAG_INHERIT, syscall.HANDLE_FLAG_INHERIT); err != nil {
			return nil, fmt.Errorf("cannot hand a file to a process: %s: %w", f.Name(), err)
		}
		cmd.SysProcAttr.AdditionalInheritedHandles = append(cmd.SysProcAttr.AdditionalInheritedHandles, h)
		numbers = append(numbers, uintptr(h))
	}
	return numbers, nil
}
