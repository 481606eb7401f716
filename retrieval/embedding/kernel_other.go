//go:build purego || !amd64

package embedding

func nativeKernels() []*kernel { return nil }
