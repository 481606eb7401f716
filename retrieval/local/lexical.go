package local

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	_ "modernc.org/sqlite" // database/sql driver "sqlite"

	"cuttings/retrieval"
)

// MaxQueryWords is how many different words [Index.Lexical] looks up; the rest
// of a longer list is ignored.
const MaxQueryWords = 256

// stemmed is how documents and query words become terms: split, folded and
// stemmed by FTS5 alike. Nothing else here stems.
const stemmed = `tokenize='porter unicode61 remove_diacritics 2'`

// wordTable is the word index in a database in memory.
type wordTable struct {
	db       *sql.DB
	rank     *sql.Stmt
	docCount *sql.Stmt
}

func newWordTable(ctx context.Context, docs []Doc) (*wordTable, error) {
	db, err := openTexts(ctx, docs, stemmed)
	if err != nil {
		return nil, err
	}
	t := &wordTable{db: db}
	// bm25() is lower for better documents.
	t.rank, err = db.PrepareContext(ctx,
		`SELECT rowid, -bm25(docs) AS score FROM docs WHERE docs MATCH ? ORDER BY score DESC, rowid LIMIT ?`)
	if err == nil {
		t.docCount, err = db.PrepareContext(ctx, `SELECT count(*) FROM docs WHERE docs MATCH ?`)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return t, nil
}

// openTexts returns a database in memory that holds an FTS5 table docs of the
// texts, whose rowid is the document's ID. Options are FTS5's.
func openTexts(ctx context.Context, docs []Doc, options string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	// Each connection to :memory: is a database of its own, so there is one
	// for good.
	db.SetMaxOpenConns(1)
	// content='' keeps the index and not the texts.
	_, err = db.ExecContext(ctx, `CREATE VIRTUAL TABLE docs USING fts5(text, content='', `+options+`)`)
	if err == nil {
		err = insertTexts(ctx, db, docs)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func insertTexts(ctx context.Context, db *sql.DB, docs []Doc) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, `INSERT INTO docs(rowid, text) VALUES(?, ?)`)
	if err != nil {
		return err
	}
	for id, doc := range docs {
		if _, err := insert.ExecContext(ctx, id, retrieval.Searchable(doc.Text)); err != nil {
			if ctx.Err() != nil {
				err = ctx.Err() // the driver may only say that the transaction is over
			}
			return fmt.Errorf("document %d: %w", id, err)
		}
	}
	return tx.Commit()
}

// close closes the prepared statements too.
func (t *wordTable) close() error { return t.db.Close() }

// Lexical returns the k best documents that hold at least one of words, by BM25
// (k1 1.2, b 0.75); best first, equal scores by ID. Case, diacritics, format
// characters ([retrieval.Searchable]) and English endings don't matter. A word
// is any text and never query syntax; one of several parts ("vice-president")
// must occur as that sequence, one without letters and digits never occurs.
// Only the first [MaxQueryWords] different words count.
//
// See https://sqlite.org/fts5.html#the_bm25_function for the score, which is
// above 0 and has no upper bound.
func (x *Index) Lexical(ctx context.Context, words []string, k int) ([]retrieval.Match, error) {
	phrases := distinctPhrases(words)
	if len(phrases) == 0 || k <= 0 {
		return nil, ctx.Err()
	}
	rows, err := x.words.rank.QueryContext(ctx, strings.Join(phrases, " OR "), k)
	if err != nil {
		return nil, fmt.Errorf("searching words: %w", err)
	}
	defer rows.Close()
	var found []retrieval.Match
	for rows.Next() {
		var s retrieval.Match
		if err := rows.Scan(&s.ID, &s.Score); err != nil {
			return nil, fmt.Errorf("searching words: %w", err)
		}
		found = append(found, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("searching words: %w", err)
	}
	return found, nil
}

// DocFreq returns for each of words how many documents hold it, by the rules of
// [Index.Lexical]: 0 for a word that the coverage never uses in any form.
func (x *Index) DocFreq(ctx context.Context, words []string) ([]int, error) {
	counts := make([]int, len(words))
	for i, word := range words {
		if err := x.words.docCount.QueryRowContext(ctx, phrase(word)).Scan(&counts[i]); err != nil {
			return nil, fmt.Errorf("counting documents with %.40q: %w", word, err)
		}
	}
	return counts, nil
}

// distinctPhrases quotes the words, repeated ones once: FTS5 would count each.
func distinctPhrases(words []string) []string {
	var phrases []string
	seen := make(map[string]bool)
	for _, word := range words {
		if len(phrases) == MaxQueryWords {
			break
		}
		if folded := fold(word); !seen[folded] {
			seen[folded] = true
			phrases = append(phrases, phrase(word))
		}
	}
	return phrases
}

var phraseEscapes = strings.NewReplacer(`"`, `""`, "\x00", " ")

// phrase quotes a word for FTS5. A NUL would end the query there.
func phrase(word string) string {
	return `"` + phraseEscapes.Replace(retrieval.Searchable(word)) + `"`
}
