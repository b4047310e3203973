// Package use is tested by one that imports another.
package use
