package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A colorMode says when to use colour; it is a [pflag.Value].
type colorMode string

const (
	colorAuto   colorMode = "auto"
	colorAlways colorMode = "always"
	colorNever  colorMode = "never"
)

func (m *colorMode) String() string { return string(*m) }
func (m *colorMode) Type() string   { return "when" }

func (m *colorMode) Set(s string) error {
	switch colorMode(s) {
	case colorAuto, colorAlways, colorNever:
		*m = colorMode(s)
		return nil
	}
	return fmt.Errorf("want auto, always or never")
}

func (a *app) addGlobalFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	s := &a.settings
	s.color = colorAuto
	flags.StringVar(&s.articles, "articles", "", "answer over the .txt articles in `DIR` instead of the bundled ones")
	flags.StringVar(&s.cache, "cache", "", "keep computed vectors in `FILE` instead of the user's cache folder")
	flags.BoolVar(&s.noCache, "no-cache", false, "keep no computed vectors")
	flags.BoolVar(&s.noModel, "no-model", false, "ask no model server, whatever the environment names")
	flags.Var(&s.color, "color", "use colour `WHEN`: auto, always or never")
	flags.BoolVar(&s.quiet, "quiet", false, "show no progress and no warnings")
	must(root.MarkPersistentFlagDirname("articles"))
	must(root.MarkPersistentFlagFilename("cache"))
	must(root.RegisterFlagCompletionFunc("color", cobra.FixedCompletions(
		[]string{"auto", "always", "never"}, cobra.ShellCompDirectiveNoFileComp)))
}

// must panics on an error that only a mistake in this package can cause, such as
// a flag that isn't defined.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// addJSON defines the flag --json of a command.
func addJSON(cmd *cobra.Command, json *bool) {
	cmd.Flags().BoolVar(json, "json", false, "print JSON ('cuttings help json' describes it)")
}

// wants is the annotation of a flag that says what its value must be.
const wants = "wants"

// plainly says what a flag's value must be where only what the parser found is said.
func plainly(err error) error {
	var invalid *pflag.InvalidValueError
	var parsing *strconv.NumError
	if !errors.As(err, &invalid) || !errors.As(err, &parsing) {
		return err
	}
	f := invalid.GetFlag()
	want := "a number"
	switch given := f.Annotations[wants]; {
	case len(given) > 0:
		want = given[0]
	case f.Value.Type() == "bool":
		want = "true or false"
	}
	return fmt.Errorf("invalid argument %q for \"--%s\" flag: want %s", invalid.GetValue(), f.Name, want)
}

// envName is the environment variable that sets a flag.
func envName(flag string) string {
	return "CUTTINGS_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// flagsFromEnvironment sets each flag that the command line leaves out from its
// environment variable, if that isn't empty.
func flagsFromEnvironment(flags *pflag.FlagSet, getenv func(string) string) error {
	var err error
	flags.VisitAll(func(f *pflag.Flag) {
		value := getenv(envName(f.Name))
		if err != nil || value == "" || f.Changed || f.Name == "help" {
			return
		}
		if e := plainly(flags.Set(f.Name, value)); e != nil {
			err = badUsage("unset it, or give --"+f.Name, "environment variable %s: %w", envName(f.Name), e)
		}
	})
	return err
}
