//go:build !race

package harness

// race is 1 in a binary that was built with -race.
const race = 0
