package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// stampMember is the archive member that holds the stamp. The linker skips members that it does not know, provided
// the name is shorter than 16 bytes and does not end like an object file's.
const stampMember = "tenter.ctl"

const (
	arMagic  = "!<arch>\n"
	arHeader = 60
)

// appendMember adds a member at the end of an archive. Its header has no time and no owner: equal inputs must give
// equal archives.
func appendMember(file, name string, data []byte) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return fmt.Errorf("cannot stamp the archive: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", name, 0, 0, 0, 0o644, len(data))
	b.Write(data)
	if len(data)%2 != 0 {
		b.WriteByte('\n')
	}
	_, err = f.Write(b.Bytes())
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("cannot stamp the archive: %w", err)
	}
	return nil
}

// readMember returns the content of an archive's member, nil if it has none of that name.
func readMember(file, name string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, arHeader)
	if _, err := io.ReadFull(f, head[:len(arMagic)]); err != nil || string(head[:len(arMagic)]) != arMagic {
		return nil, nil // not an archive, so it has no members
	}
	for {
		if _, err := io.ReadFull(f, head); err != nil {
			return nil, nil
		}
		size, err := strconv.ParseInt(strings.TrimSpace(string(head[48:58])), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s: bad archive header: %w", file, err)
		}
		if strings.TrimSpace(string(head[:16])) == name {
			data := make([]byte, size)
			_, err := io.ReadFull(f, data)
			return data, err
		}
		if _, err := f.Seek(size+size%2, io.SeekCurrent); err != nil {
			return nil, err
		}
	}
}
