package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// jsonVersion is what a bug report should say of the program.
type jsonVersion struct {
	Version  string `json:"version"`
	Revision string `json:"revision"` // of the source; empty if not known
	Modified bool   `json:"modified"` // since that revision
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func (a *app) versionCommand() *cobra.Command {
	var json bool
	cmd := &cobra.Command{
		Use:   "version [flags]",
		Short: "Print the version of the program",
		Long: `Version prints the version of the program, the revision of its source, the Go
release that built it, and the platform.`,
		Example:           "  cuttings version\n  cuttings version --json",
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			v := version()
			if json {
				return a.printJSON(v)
			}
			revision := ""
			if v.Revision != "" {
				revision = " (" + v.Revision[:min(12, len(v.Revision))]
				if v.Modified {
					revision += ", modified"
				}
				revision += ")"
			}
			return a.print(fmt.Sprintf("cuttings %s%s %s %s\n", v.Version, revision, v.Go, v.Platform))
		},
	}
	addJSON(cmd, &json)
	return cmd
}

// version reads what the Go tool wrote into the program.
func version() jsonVersion {
	v := jsonVersion{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	return v
}
