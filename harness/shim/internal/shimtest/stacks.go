package shimtest

import "strings"

// parked looks through a dump of all goroutines for one in function f that waits for reason.
func parked(dump, f, reason string) bool {
	for _, g := range strings.Split(dump, "\n\n") {
		head, frames, _ := strings.Cut(g, "\n")
		if strings.Contains(head, "["+reason) && strings.Contains(frames, f) {
			return true
		}
	}
	return false
}
