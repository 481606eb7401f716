package bot

import "time"

// A Source is one article of the coverage, as a list of sources shows it.
type Source struct {
	Article   string // corpus.Article.ID
	Title     string // as stated; may be empty
	Heading   string // the title, or else the article's first words
	Outlet    string
	URL       string
	Published time.Time // the day of the report; zero when not stated
	Passages  int
	Words     int
}
