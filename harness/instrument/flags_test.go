package instrument

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseFlags(t *testing.T) {
	flags, err := parseFlags([]string{"-race", "--tags", "a b", "-gcflags=all=-N -l", "-cover=false", "-C=dir", "-o=x"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"-race", "-tags=a b", "-gcflags=all=-N -l", "-cover=false", "-C=dir", "-o=x"}
	if diff := cmp.Diff(want, formatFlags(flags)); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}

func TestSplitQuoted(t *testing.T) {
	for text, want := range map[string][]string{
		"":                        nil,
		"  -a   -b=c\t":           {"-a", "-b=c"},
		`'-gcflags=all=-N -l' -v`: {"-gcflags=all=-N -l", "-v"},
		`"-ldflags=-X 'a.b=c d'"`: {"-ldflags=-X 'a.b=c d'"},
		`-tags=a'b`:               {"-tags=a'b"},
	} {
		got, err := splitQuoted(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: want (-), got (+):\n%s", text, diff)
		}
	}
	if _, err := splitQuoted("-a '-b"); err == nil {
		t.Error("an open quote is accepted")
	}
}

func TestQuote(t *testing.T) {
	for _, word := range []string{"plain", "with blank", "it's", `say "x"`, ""} {
		quoted, err := quote(word)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := splitQuoted(quoted + " next"); word != "" && (err != nil || len(got) != 2 || got[0] != word) {
			t.Errorf("%q became %q: %q, %v", word, quoted, got, err)
		}
	}
	if _, err := quote(`it's "x"`); err == nil {
		t.Error("both quotes are accepted")
	}
}

// TestGcflags looks at the settings that the go command gets, of which the last that matches a package counts.
func TestGcflags(t *testing.T) {
	for _, test := range []struct {
		goFlags, flags string
		of             scope
		want           []string
	}{
		{"", "", usersPackages, []string{"all=-tenter=ID", "std=", "context=-tenter=ID"}},
		{"", "./p=-N", usersPackages, []string{"all=-tenter=ID", "std=", "./p=-N -tenter=ID", "context=-tenter=ID"}},
		{"", "-N -l", usersPackages, []string{"all=-tenter=ID", "std=", "-N -l -tenter=ID", "context=-tenter=ID"}},
		{"", "all=-N -l", usersPackages, []string{"all=-tenter=ID", "std=", "all=-N -l -tenter=ID", "std=-N -l", "context=-N -l -tenter=ID"}},
		{"std=-N", "cont...=-l", usersPackages, []string{"all=-tenter=ID", "std=", "std=-N", "cont...=-l -tenter=ID", "context=-l -tenter=ID"}},
		{"", "-N -l", onlyShims, []string{"all=-tenter=ID", "std=", "context=-tenter=ID"}},
		{"", "all=-N", onlyShims, []string{"all=-tenter=ID", "std=", "all=-N -tenter=ID", "std=-N", "context=-N -tenter=ID"}},
	} {
		s := &settings{}
		if test.goFlags != "" {
			s.goFlags = []buildFlag{{"gcflags", test.goFlags, true}}
		}
		if test.flags != "" {
			s.flags = []buildFlag{{"gcflags", test.flags, true}}
		}
		want := slices.Clone(test.want)
		for _, p := range chosenStd[1:] { // as context, but for a pattern of the user's that means only that
			_, flags, _ := strings.Cut(want[len(test.want)-1], "=")
			if strings.HasPrefix(test.flags, "cont...") {
				flags = "-N -tenter=ID"
			}
			want = append(want, p+"="+flags)
		}
		var got []string
		for _, f := range s.gcflags("ID", test.of) {
			got = append(got, strings.TrimPrefix(f, "-gcflags="))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("GOFLAGS %q, flags %q: want (-), got (+):\n%s", test.goFlags, test.flags, diff)
		}
	}
}

// TestLinkerFlags has nothing added to what the user wants of the linker.
func TestLinkerFlags(t *testing.T) {
	users := []buildFlag{{"ldflags", "-X main.version=3", true}}
	for _, test := range []struct {
		s    settings
		want bool
	}{{settings{}, true}, {settings{flags: users}, false}, {settings{goFlags: users}, false}} {
		flags, err := test.s.controlFlags("rewrite", "config", "ID", usersPackages)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(flags, "-ldflags=-w"); got != test.want {
			t.Errorf("GOFLAGS %v, flags %v: -ldflags=-w is %t, want %t", test.s.goFlags, test.s.flags, got, test.want)
		}
	}
}

// TestMinGo holds the oldest toolchain to what the module says.
func TestMinGo(t *testing.T) {
	data, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if line := "\ngo " + strings.TrimPrefix(minGo, "go"); !strings.Contains(string(data), line+"\n") && !strings.Contains(string(data), line+".0\n") {
		t.Errorf("minGo is %s, which is not the go line of go.mod", minGo)
	}
}
