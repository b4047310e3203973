// Package edge tells the race detector what the program under test synchronizes, and keeps from it what the harness does. In builds
// without the detector its functions do nothing.
package edge
