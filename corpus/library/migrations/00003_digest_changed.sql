-- A digest's time stands in the key of what was sent, so that another time of the
-- same day is something else.

-- +goose Up
ALTER TABLE digests ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
UPDATE digests SET changed = created;
INSERT INTO events(key, at)
	SELECT events.key || printf(':%02d:%02d', digests.hour, digests.minute), events.at
	FROM events JOIN digests ON events.key LIKE 'digest:' || digests.id || ':____-__-__'
	WHERE true ON CONFLICT DO NOTHING;
