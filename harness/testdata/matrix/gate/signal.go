//go:build !lossy

package gate

const lossy = false
