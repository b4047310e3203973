package worker

import (
	"strconv"
	"strings"
)

// Control says how much of the worker program the scheduler controls.
type Control struct {
	Packages int      // that were instrumented
	Points   int      // yield points in their code
	Limits   []string // what could not be put under control: "PACKAGE FILE:LINE REASON"
}

// ControlOf reads what a program says about its instrumentation; see sched.Stamp. Fields that it does not know it passes over.
func ControlOf(stamp string) (c Control) {
	for field := range strings.SplitSeq(stamp, ";") {
		name, value, _ := strings.Cut(field, "=")
		switch name {
		case "packages":
			c.Packages, _ = strconv.Atoi(value)
		case "points":
			c.Points, _ = strconv.Atoi(value)
		case "limit":
			c.Limits = append(c.Limits, value)
		}
	}
	return c
}
