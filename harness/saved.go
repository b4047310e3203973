package harness

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/twin"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// savedCase is a counterexample in a file.
type savedCase struct {
	path string // relative to the package's folder where it is below it; "" if it could not be written anywhere
	home string // the test's folder
	kept bool   // it is there, where the next run will find it
	text string // its content, for where it could not be kept
	why  error
}

// folder is where the cases of a check are kept. It is a function of the check's name only, and each name has its own: what is not
// a letter, a digit, or one of a few signs is written as %XX.
func folder(check string) string {
	parts := strings.Split(check, "/")
	for i, p := range parts {
		parts[i] = escape(p)
	}
	return filepath.Join("testdata", "tenter", filepath.Join(parts...))
}

func escape(part string) string {
	const fine = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-=+,#~"
	var b strings.Builder
	for i := range len(part) {
		if c := part[i]; strings.IndexByte(fine, c) >= 0 || c == '.' && i > 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	if b.Len() == 0 {
		return "%"
	}
	return b.String()
}

// save keeps a counterexample: in the test's folder, or else, if that can't be written, in the folder for temporary files.
func (c *checker) save(x *counterexample.Counterexample) *savedCase {
	x.Yield = os.Getenv(twin.YieldEnv)
	text, err := counterexample.Format(x, c.spec)
	if err != nil {
		return &savedCase{why: err}
	}
	name := counterexample.FileName(x)
	home := folder(c.name)
	s := &savedCase{text: string(text), path: filepath.Join(home, name), home: home, kept: true}
	if s.why = writeFile(s.path, text); s.why == nil {
		return s
	}
	s.kept = false
	s.path = filepath.Join(spareFolder(), strings.ReplaceAll(escape(c.name), "%2F", "-"), name)
	if err := writeFile(s.path, text); err != nil {
		s.path, s.why = "", errors.Join(s.why, err)
	}
	return s
}

// spareFolder is where this package's files are kept that have no other place.
func spareFolder() string { return filepath.Join(os.TempDir(), "tenter", escape(packagePath())) }

// writeFile writes a file at once: who reads it sees all of it or none, whenever this process ends.
func writeFile(name string, data []byte) error {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

func (s *savedCase) remove() {
	if s.path != "" {
		os.Remove(s.path)
	}
}

// where says what became of the case.
func (s *savedCase) where() string {
	switch {
	case s.kept:
		return fmt.Sprintf("saved in %s; this case now runs first", filepath.ToSlash(s.path))
	case s.path != "":
		return fmt.Sprintf("the test's folder can't be written (%v), so this case was saved in %s; copy it to %s and it runs first", s.why, s.path, filepath.ToSlash(s.home))
	}
	return fmt.Sprintf("it could not be saved: %v", s.why)
}

// retry runs the saved cases of the check. The first that still fails is what the check fails with.
func (c *checker) retry() outcome {
	var o outcome
	files, err := listCases(folder(c.name))
	if err != nil {
		o.logs = append(o.logs, fmt.Sprintf("saved cases can't be read: %v", err))
	}
	for _, file := range files {
		x, err := c.load(file)
		if err != nil {
			o.logs = append(o.logs, fmt.Sprintf("%s: skipped: %v", filepath.ToSlash(file), err))
			continue
		}
		text, fault, err := c.again(file, x)
		switch {
		case err != nil:
			o.logs = append(o.logs, fmt.Sprintf("%s: skipped: %v", filepath.ToSlash(file), err))
		case fault:
			o.fault = text
			return o
		default:
			o.logs = append(o.logs, text)
		}
	}
	return o
}

// listCases returns the files of a folder in the order of their names. A folder that does not exist has none. It is opened all the same, so
// that go test knows that the result depends on it.
func listCases(dir string) ([]string, error) {
	d, err := os.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	slices.Sort(names)
	var files []string
	for _, n := range names {
		if strings.HasSuffix(n, ".txt") {
			files = append(files, filepath.Join(dir, n))
		}
	}
	return files, err
}

// errElse is why a file is left alone that is of another check.
var errElse = errors.New("it belongs to another test")

func (c *checker) load(file string) (*counterexample.Counterexample, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) // as version control may have it
	return counterexample.Parse(data, func(t counterexample.Target) (*models.Spec, error) {
		if t.Test != c.name {
			return nil, fmt.Errorf("%w: %s", errElse, t.Test)
		}
		return c.spec, nil
	})
}

// sameYield returns an error if this process was not built with the yield points of a case: its steps would be others.
func sameYield(yield string) error {
	switch now := os.Getenv(twin.YieldEnv); {
	case now == yield:
		return nil
	case yield == "":
		return fmt.Errorf("it was found without %s=%s; it runs first where that is not set", twin.YieldEnv, now)
	default:
		return fmt.Errorf("it was found with %s=%s; it runs first where that is set", twin.YieldEnv, yield)
	}
}

// again runs a saved case. fault says whether it still fails; text is the report of that, or one line.
func (c *checker) again(file string, x *counterexample.Counterexample) (text string, fault bool, err error) {
	if err := sameYield(x.Yield); err != nil {
		return "", false, err
	}
	j := c.child.Journal
	j.Begin(postmortem.Entry{Check: c.name, File: file, Seed: x.Seed})
	c.target.Decided = j.Decided
	r, err := campaign.Replay(c.target, x)
	c.target.Decided = nil
	j.End()
	if err != nil {
		return "", false, err
	}
	file = filepath.ToSlash(file)
	var notes []string
	if x.Edited {
		notes = append(notes, counterexample.EditedNote)
	}
	switch {
	case r.Verdict == verdict.OK && x.Edited:
		return fmt.Sprintf("%s passes (%v), but was %s", file, r.Verdict, counterexample.EditedNote), false, nil
	case r.Verdict == verdict.OK && r.Followed:
		return fmt.Sprintf("%s passes now (%v) and may be deleted", file, r.Verdict), false, nil
	case r.Verdict == verdict.OK:
		return fmt.Sprintf("%s passes now (%v), but no longer shows what it did: %s", file, r.Verdict, r.Diverged), false, nil
	}
	if x.Verdict != r.Verdict {
		x.Message = fmt.Sprintf("the saved case of %q now ends otherwise", x.Verdict)
		x.Verdict = r.Verdict
	}
	s := &savedCase{path: file, kept: true}
	return c.report(x, r, s, 0, notes...), true, nil
}
