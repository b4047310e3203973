package report_test

import (
	"bytes"
	"encoding/xml"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/report"
)

func pageOf(t *testing.T, in report.Input, opt report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.HTML(&b, in, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHTMLGolden(t *testing.T) {
	for _, s := range samples() {
		if s.name != "lost-wakeup-cancelled" && s.name != "deadlock" {
			continue
		}
		path := filepath.Join("testdata", s.name+".html")
		got := pageOf(t, found(t, &s), options(t))
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s (-want +got); if it is better now, run the test with -update:\n%s", path, d)
		}
	}
}

var tags, blanks = regexp.MustCompile(`(?s)<style>.*</style>|<[^>]*>`), regexp.MustCompile(`\s+`)

// words returns what a text says, without its markup, its line breaks and the arrows of the text.
func words(s string) string { return blanks.ReplaceAllString(s, " ") }

// The page is a well-formed document without anything from outside, and says all that the text says of why and how to replay.
func TestHTMLSaysWhatTheTextSays(t *testing.T) {
	all := samples()
	for i := range all {
		s := &all[i]
		t.Run(s.name, func(t *testing.T) {
			in := found(t, s)
			opt := options(t)
			opt.Width = 110
			page := pageOf(t, in, opt)
			wellFormed(t, page)
			for _, outside := range []string{"<script", "<link", "http:", "https:", "<img"} {
				if strings.Contains(page, outside) {
					t.Errorf("the page holds %q", outside)
				}
			}
			got := words(html.UnescapeString(tags.ReplaceAllString(page, "")))
			_, after, _ := strings.Cut(text(t, in, opt), "\nWhy ")
			for line := range strings.Lines("Why " + after) {
				if line = strings.TrimSpace(words(line)); !strings.Contains(got, line) {
					t.Errorf("the page does not say %q", line)
				}
			}
			if n := strings.Count(page, `<tr class="turn">`); n != len(preemptions(in.Counterexample)) {
				t.Errorf("%d preemptions in the page, %d in the case", n, len(preemptions(in.Counterexample)))
			}
			if stuck := strings.Contains(text(t, in, opt), "STUCK"); stuck != strings.Contains(page, "STUCK") {
				t.Errorf("a %v, and STUCK is %v", s.kind, !stuck)
			}
			if strings.Count(page, `class="here"`) == 0 {
				t.Error("no step shows its source")
			}
		})
	}
}

func preemptions(c *counterexample.Counterexample) (list []int) {
	for i, d := range c.Schedule {
		if d.Preempts {
			list = append(list, i)
		}
	}
	return list
}

// wellFormed checks that elements end where they must: the page keeps to the part of HTML that is XML too.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// What comes from the code under test stays text.
func TestHTMLEscapes(t *testing.T) {
	all := samples()
	in := found(t, &all[0])
	c := *in.Counterexample
	c.Target.Model = `<script>alert("model")</script>`
	in.Counterexample, in.Printed = &c, "<b>printed</b>"
	page := pageOf(t, in, options(t))
	for _, raw := range []string{"<script>", "<b>printed"} {
		if strings.Contains(page, raw) {
			t.Errorf("the page holds %s", raw)
		}
	}
	if !strings.Contains(page, "&lt;b&gt;printed&lt;/b&gt;") {
		t.Error("the page does not say what the test printed")
	}
}
