package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

// importcfg is the go command's list of the archives that one compilation or link may read.
type importcfg struct {
	text    string
	mapped  map[string]string // import path in the source, to the path it stands for (vendor folders)
	archive map[string]string // import path to archive
}

func readImportcfg(file string) (*importcfg, error) {
	ic := &importcfg{mapped: map[string]string{}, archive: map[string]string{}}
	if file == "" {
		return ic, nil // a package without imports
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("cannot read the import configuration: %w", err)
	}
	ic.text = string(data)
	for line := range strings.Lines(ic.text) {
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		key, value, ok := strings.Cut(rest, "=")
		if !ok {
			continue
		}
		switch verb {
		case "importmap":
			ic.mapped[key] = value
		case "packagefile":
			ic.archive[key] = value
		}
	}
	return ic, nil
}

// add takes over those archives of a table that are not there yet. An entry that is there stays: it is what the other
// packages of the build were compiled against.
func (ic *importcfg) add(table map[string]string) {
	var b strings.Builder
	b.WriteString(ic.text)
	if ic.text != "" && !strings.HasSuffix(ic.text, "\n") {
		b.WriteByte('\n')
	}
	for _, path := range slices.Sorted(maps.Keys(table)) {
		if _, ok := ic.archive[path]; !ok {
			ic.archive[path] = table[path]
			fmt.Fprintf(&b, "packagefile %s=%s\n", path, table[path])
		}
	}
	ic.text = b.String()
}

// open returns the archive that an import path stands for.
func (ic *importcfg) open(path string) (io.ReadCloser, error) {
	file, ok := ic.archive[path]
	if !ok {
		return nil, fmt.Errorf("no archive for package %q", path)
	}
	return os.Open(file)
}
