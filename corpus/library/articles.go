package library

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"cuttings/corpus"
)

// PutArticles stores the articles, all or none of them. One that is there already in
// the same version stays as it was stored first, and earlier versions stay too.
func (l *Library) PutArticles(ctx context.Context, articles []corpus.Article) error {
	now := micros(l.now())
	return l.change(ctx, "storing articles", func(tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, `
			INSERT INTO articles(id, version, title, outlet, author, url, language, published, updated, text, meta, stored)
			VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, a := range articles {
			if sum := sha256.Sum256([]byte(a.Text)); a.ID == "" || a.Version != hex.EncodeToString(sum[:]) {
				return fmt.Errorf("article %q: its version %q is not the SHA-256 of its text", a.ID, a.Version)
			}
			meta, err := json.Marshal(a.Meta)
			if err != nil {
				return fmt.Errorf("article %q: %w", a.ID, err)
			}
			_, err = insert.ExecContext(ctx, a.ID, a.Version, a.Title, a.Outlet, a.Author, a.URL, a.Language,
				micros(a.Published), micros(a.Updated), a.Text, string(meta), now)
			if err != nil {
				return fmt.Errorf("article %q: %w", a.ID, err)
			}
		}
		return nil
	})
}

// Article gives an article as it was in a version, or [ErrNotFound].
func (l *Library) Article(ctx context.Context, id, version string) (corpus.Article, error) {
	a := corpus.Article{ID: id, Version: version}
	var meta []byte
	err := scanOne(l.read.QueryRowContext(ctx, `
		SELECT title, outlet, author, url, language, published, updated, text, meta FROM articles WHERE id = ? AND version = ?`,
		id, version),
		[]any{&a.Title, &a.Outlet, &a.Author, &a.URL, &a.Language, stamp{&a.Published}, stamp{&a.Updated}, &a.Text, &meta})
	if err == nil {
		err = json.Unmarshal(meta, &a.Meta)
	}
	if err != nil {
		return corpus.Article{}, l.fail(fmt.Sprintf("reading article %q in version %q", id, version), err)
	}
	return a, nil
}

// Ingested is when an article, or a new version of one, last came in; zero if none
// ever did.
func (l *Library) Ingested(ctx context.Context) (time.Time, error) {
	var at time.Time
	if err := l.read.QueryRowContext(ctx, `SELECT max(stored) FROM articles`).Scan(stamp{&at}); err != nil {
		return time.Time{}, l.fail("looking for the last article", err)
	}
	return at, nil
}
