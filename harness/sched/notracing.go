//go:build !race

package sched

const racing = false
