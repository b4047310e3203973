package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A stamp is what compile leaves in an archive for link: that the package went through the rewriter, and with what
// result. It travels with the archive through the build cache.
type stamp struct {
	ID      string
	Package string
	Exempt  bool    // compiled as it is
	Points  int     // yield points: rewritten operations and uses of swapped packages
	Tries   bool    // it may ask whether a lock is held, by TryLock or TryRLock
	Limits  []limit // what could not be put under control
}

// A limit is one place that the scheduler will not see. Its file is a base name: archives hold no paths of ours.
type limit struct {
	File   string
	Line   int // 0 if it is about the whole file
	Reason string
}

func (l limit) place() string {
	if l.Line == 0 {
		return l.File
	}
	return fmt.Sprintf("%s:%d", l.File, l.Line)
}

func (s *stamp) write(archive string) error {
	slices.SortFunc(s.Limits, func(a, b limit) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return strings.Compare(a.Reason, b.Reason)
	})
	s.Limits = slices.Compact(s.Limits)
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return appendMember(archive, stampMember, data)
}

// readStamp returns an archive's stamp, nil if it has none.
func readStamp(archive string) (*stamp, error) {
	data, err := readMember(archive, stampMember)
	if data == nil || err != nil {
		return nil, err
	}
	s := new(stamp)
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("%s: bad stamp: %w", archive, err)
	}
	return s, nil
}

// maxSummary bounds the text that link puts into the program: a single argument of a process is limited (128 KiB on
// Linux). What does not fit is dropped from the lists at its end, never from the sums at its beginning.
const maxSummary = 32 << 10

// summary is the text that a program carries about its own build: fields separated by semicolons,
//
//	tenter=1;id=ID;packages=N;points=N;limits=N;tries=1;package=PATH POINTS;…;limit=PATH FILE:LINE REASON;…
//
// with one package field for each rewritten package that has yield points and one limit field for each limit; tries is
// there only if a package may ask whether a lock is held. No field holds a semicolon or a line break.
func summary(id string, stamps []*stamp) string {
	var packages, points, limits int
	var tries bool
	var list []string
	for _, s := range stamps {
		if s.Exempt {
			continue
		}
		packages++
		points += s.Points
		limits += len(s.Limits)
		tries = tries || s.Tries
		if s.Points > 0 {
			list = append(list, fmt.Sprintf("package=%s %d", s.Package, s.Points))
		}
	}
	for _, s := range stamps {
		for _, l := range s.Limits {
			list = append(list, fmt.Sprintf("limit=%s %s %s", s.Package, l.place(), l.Reason))
		}
	}
	text := fmt.Sprintf("tenter=1;id=%s;packages=%d;points=%d;limits=%d", id, packages, points, limits)
	if tries {
		text += ";tries=1"
	}
	clean := strings.NewReplacer(";", ",", "\n", " ", "\r", " ")
	for _, field := range list {
		if len(text)+1+len(field) > maxSummary {
			break
		}
		text += ";" + clean.Replace(field)
	}
	return text
}
