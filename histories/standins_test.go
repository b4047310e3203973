package histories

import "testing"

// Values that stand for others are told apart, and come back as they were written, though a number of the history's own may be one of those.
func TestStandIns(t *testing.T) {
	s := NewStandIns()
	values := []any{"a", firstStandIn + 1, firstStandIn, true, List{1, "b"}, -firstStandIn, 7}
	seen := map[int]bool{}
	for _, v := range values {
		n := s.Number(v)
		if seen[n] || s.Number(v) != n {
			t.Errorf("%v has the number %d, and then %d; seen before: %v", v, n, s.Number(v), seen[n])
		}
		seen[n] = true
		want := "TryGet() = " + FormatValue(v)
		if got := s.Restore("TryGet() = " + FormatValue(n)); got != want {
			t.Errorf("restored %q, want %q", got, want)
		}
	}
	var none *StandIns
	if got := none.Restore("4503599627370496"); got != "4503599627370496" {
		t.Errorf("a history without stand-ins was restored to %q", got)
	}
}
