package binary

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness/instrument"
)

func TestSourcesAreThoseOfThisExecutable(t *testing.T) {
	dir, err := Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "harness", "worker", "binary", "sources.go")); err != nil {
		t.Errorf("%s is not the folder of the module: %v", dir, err)
	}
}

func TestKeyDependsOnPackage(t *testing.T) {
	var keys [3]string
	for i, pkg := range []string{"./a", "./b", "./a"} {
		var err error
		if keys[i], err = executableKey(pkg); err != nil {
			t.Fatal(err)
		}
	}
	if keys[0] == keys[1] || keys[0] != keys[2] {
		t.Errorf("keys %q: want those of equal packages to be equal, and no others", keys)
	}
}

// TestFindUsesWhatIsThere puts a program where it would be built, and wants it back without a build.
func TestFindUsesWhatIsThere(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("TENTER_CACHE", cache)
	key, err := executableKey("./x")
	if err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(cache, "worker-"+key, ProgramName())
	if err := os.Mkdir(filepath.Dir(want), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(want, nil, 0o777); err != nil {
		t.Fatal(err)
	}
	got, err := Find(t.Context(), Config{Package: "./x", Building: func() { t.Error("a build was begun") }})
	if err != nil || got != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}

func TestTrimKeepsWhatIsUsed(t *testing.T) {
	cache := t.TempDir()
	old := time.Now().Add(-2 * keepFor)
	for _, name := range []string{"worker-mine", "worker-old", "worker-new", "rewriter-old"} {
		dir := filepath.Join(cache, name)
		if err := os.Mkdir(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if name != "worker-new" {
			if err := os.Chtimes(dir, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	Trim(cache, "worker-", filepath.Join(cache, "worker-mine"))
	for name, want := range map[string]bool{"worker-mine": true, "worker-old": false, "worker-new": true, "rewriter-old": true} {
		if _, err := os.Stat(filepath.Join(cache, name)); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", name, err == nil, want)
		}
	}
}

func TestUnusableCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TENTER_CACHE", file)
	if _, err := Find(t.Context(), Config{Package: "./x"}); !errors.Is(err, instrument.ErrCache) {
		t.Errorf("%v, want ErrCache", err)
	}
}
