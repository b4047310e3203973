//go:build lossy

package gate

const lossy = true
