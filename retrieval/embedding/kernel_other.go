//go:build purego || !(amd64 || arm64)

package embedding

func nativeKernels() []*kernel { return nil }
