-- Times are microseconds since 1970 in UTC; NULL where there is none.

-- +goose Up
CREATE TABLE articles(
	id TEXT NOT NULL,
	version TEXT NOT NULL, -- SHA-256 of text, hexadecimal
	title TEXT NOT NULL,
	outlet TEXT NOT NULL,
	author TEXT NOT NULL,
	url TEXT NOT NULL,
	language TEXT NOT NULL,
	published INTEGER,
	updated INTEGER,
	text TEXT NOT NULL,
	meta TEXT NOT NULL, -- JSON, [{"Start":0,"End":17},…], bytes of text
	stored INTEGER NOT NULL,
	PRIMARY KEY (id, version)
) STRICT;
CREATE INDEX articles_stored ON articles(stored);

CREATE TABLE events(
	key TEXT PRIMARY KEY,
	at INTEGER NOT NULL -- when it was first offered
) STRICT, WITHOUT ROWID;
CREATE INDEX events_at ON events(at);

-- A job is here until it is finished. Ids aren't used again: an id may be finished
-- late, and digests' ids stand in event keys.
CREATE TABLE jobs(
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	kind TEXT NOT NULL,
	queue TEXT, -- NULL: waits for no other job
	payload BLOB NOT NULL,
	created INTEGER NOT NULL,
	due INTEGER NOT NULL,
	claimed INTEGER, -- NULL: waits
	attempts INTEGER NOT NULL DEFAULT 0,
	cause TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX jobs_waiting ON jobs(due, id) WHERE claimed IS NULL;
CREATE INDEX jobs_queue ON jobs(queue, id);

CREATE TABLE answers(
	number INTEGER PRIMARY KEY, -- the order of storing
	id TEXT NOT NULL UNIQUE,
	team TEXT NOT NULL,
	channel TEXT NOT NULL,
	thread TEXT NOT NULL,
	asked TEXT NOT NULL,
	user TEXT NOT NULL,
	kind TEXT NOT NULL,
	question TEXT NOT NULL,
	body BLOB NOT NULL,
	state TEXT NOT NULL,
	ts TEXT NOT NULL,
	created INTEGER NOT NULL,
	posted INTEGER
) STRICT;
CREATE INDEX answers_asked ON answers(channel, asked);
CREATE INDEX answers_thread ON answers(channel, thread);

CREATE TABLE digests(
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	team TEXT NOT NULL,
	user TEXT NOT NULL,
	channel TEXT NOT NULL,
	topic TEXT NOT NULL,
	zone TEXT NOT NULL,
	days TEXT NOT NULL,
	hour INTEGER NOT NULL,
	minute INTEGER NOT NULL,
	created INTEGER NOT NULL,
	UNIQUE (team, user, topic)
) STRICT;

CREATE TABLE feedback(
	answer TEXT NOT NULL REFERENCES answers(id),
	user TEXT NOT NULL,
	good INTEGER NOT NULL,
	reason TEXT NOT NULL,
	comment TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (answer, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_at ON feedback(at);
