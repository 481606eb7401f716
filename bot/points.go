package bot

// points groups citations, numbered from 1 in the order of chosen, into
// statements: a citation joins the first point whose lead says the same in
// another report.
func (b *Bot) points(chosen []*candidate) []Point {
	type lead struct {
		statement
		article int
	}
	var out []Point
	var leads []lead
next:
	for i, c := range chosen {
		s := lead{b.vocabulary().statement(c.sentence.Text), c.sentence.Article}
		for j, l := range leads {
			if l.article != s.article && b.vocabulary().same(l.statement, s.statement) {
				out[j].Citations = append(out[j].Citations, i+1)
				continue next
			}
		}
		out = append(out, Point{Speaker: c.voice.Display, Citations: []int{i + 1}})
		leads = append(leads, s)
	}
	return out
}
