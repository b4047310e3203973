package proof

import (
	"fmt"
	"strconv"
	"strings"
)

// fix is what makes a kernel a correct program: lines that are replaced.
type fix struct {
	kernel string
	why    string
	hunks  []hunk
}

// hunk replaces one line of a source, or each that is like it.
type hunk struct {
	old   string // without indentation
	which int    // the first is 1; 0: the only one; all: each
	lines []string
}

// all stands for each line that is like the one that a hunk names.
const all = -1

// readFixes reads the notation that testdata/fixes.txt explains.
func readFixes(text string) ([]fix, error) {
	var list []fix
	for i, line := range strings.Split(text, "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "- ") && len(list) > 0:
			f := &list[len(list)-1]
			h, err := readHunk(line[2:])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			f.hunks = append(f.hunks, h)
		case strings.HasPrefix(line, "+ ") && len(list) > 0 && len(list[len(list)-1].hunks) > 0:
			f := &list[len(list)-1]
			h := &f.hunks[len(f.hunks)-1]
			h.lines = append(h.lines, line[2:])
		default:
			name, why, ok := strings.Cut(line, ": ")
			if !ok {
				return nil, fmt.Errorf("line %d: %q begins no fix and belongs to none", i+1, line)
			}
			list = append(list, fix{kernel: name, why: why})
		}
	}
	return list, nil
}

func readHunk(text string) (hunk, error) {
	at := strings.LastIndex(text, " #")
	if at < 0 {
		return hunk{old: text}, nil
	}
	h := hunk{old: text[:at], which: all}
	if n := text[at+2:]; n != "*" {
		var err error
		if h.which, err = strconv.Atoi(n); err != nil || h.which < 1 {
			return hunk{}, fmt.Errorf("%q names no line: want #1, #2 ... or #*", text[at:])
		}
	}
	return h, nil
}

// apply returns the kernel with the fix. It is an error if a line that is to be replaced is not there, or there more than once.
func (f *fix) apply(k Kernel) (Kernel, error) {
	lines := strings.Split(string(k.Source), "\n")
	for _, h := range f.hunks {
		var at []int
		for i, line := range lines {
			if strings.TrimSpace(line) == h.old {
				at = append(at, i)
			}
		}
		switch {
		case len(at) == 0 || h.which > len(at), h.which == 0 && len(at) > 1:
			return k, fmt.Errorf("the fix of %s does not fit: %d lines are %q — this release of Go has another kernel", k.Name, len(at), h.old)
		case h.which > 0:
			at = at[h.which-1 : h.which]
		}
		for _, i := range at {
			lines[i] = strings.Join(h.lines, "\n")
		}
	}
	k.Source = []byte(strings.Join(lines, "\n"))
	return k, nil
}
