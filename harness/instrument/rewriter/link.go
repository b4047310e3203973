package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// link checks that every package of the program is under control, and then links it, with the table's archives for
// what the rewritten code calls.
//
// The check is what makes the rest trustworthy: a -gcflags setting that the driver does not see can take the marker
// away from a package, and the build would succeed and control nothing.
func link(cfg *config, tool string, args []string) error {
	at := slices.Index(args, "-importcfg")
	if at < 0 || at+1 >= len(args) {
		return passOn(tool, args)
	}
	ic, err := readImportcfg(args[at+1])
	if err != nil {
		return err
	}
	stamps, err := guard(cfg, ic, args[len(args)-1])
	if err != nil {
		return err
	}
	ic.add(cfg.Table)
	file := args[at+1] + ".tenter"
	if err := os.WriteFile(file, []byte(ic.text), 0o666); err != nil {
		return fmt.Errorf("cannot write the linker's import configuration: %w", err)
	}
	args[at+1] = file
	return passOn(tool, append([]string{"-X", cfg.Stamp + "=" + summary(cfg.ID, stamps)}, args...))
}

// guard reads the stamps of all packages that must have one, in the order of their import paths, the main package's
// last. It fails if one is missing or comes from another build.
func guard(cfg *config, ic *importcfg, mainArchive string) (stamps []*stamp, err error) {
	var lost, foreign []string
	check := func(path, archive string) error {
		s, err := readStamp(archive)
		switch {
		case err != nil:
			return fmt.Errorf("cannot read the archive of %s: %w", path, err)
		case s != nil && s.ID == cfg.ID:
			stamps = append(stamps, s)
		case s != nil:
			foreign = append(foreign, path)
		case slices.Contains(cfg.Std, path) || !cfg.standard(path):
			lost = append(lost, path)
		}
		return nil
	}
	for _, path := range slices.Sorted(maps.Keys(ic.archive)) {
		err = errors.Join(err, check(path, ic.archive[path]))
	}
	if !slices.Contains(slices.Collect(maps.Values(ic.archive)), mainArchive) {
		err = errors.Join(err, check("main", mainArchive))
	}
	if len(lost) > 0 {
		err = errors.Join(err, fmt.Errorf("packages not under control: %s — a -gcflags setting took tenter's marker away; drop it, or give it to tenter instead of the go command",
			strings.Join(lost, " ")))
	}
	if len(foreign) > 0 {
		err = errors.Join(err, fmt.Errorf("packages rewritten by another version of tenter: %s — a -gcflags setting names %s; drop it",
			strings.Join(foreign, " "), markerFlag))
	}
	return stamps, err
}
