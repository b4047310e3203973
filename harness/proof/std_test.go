package proof

import ("testing")

func TestExtract(t *testing.T) {
	m, err := newModule("/tmp/proof/std")
	if err != nil { t.Fatal(err) }
	for _, p := range []string{"sync", "context"} {
		ex, err := extract(t.Context(), m, p, "std"+p)
		if err != nil { t.Fatal(err) }
		for _, e := range ex { t.Log(p, e.Test, e.Reason) }
	}
}
