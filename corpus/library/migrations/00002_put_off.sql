-- +goose Up
ALTER TABLE jobs ADD COLUMN put_off INTEGER NOT NULL DEFAULT 0; -- how often, of its attempts
UPDATE jobs SET put_off = attempts WHERE cause <> '';
