/**
 * What records are found by (search/write.ts). `terms`: the laptop's own terms, which no parser of PostgreSQL's ever cuts, and one for the
 * district. `place`: what was written last has the highest. `search_latest` holds the last rows of `search` once more: what is found
 * often is found there, however many records there are.
 */
export const search = {
  id: 210,
  name: 'search',
  sql: `
CREATE SEQUENCE search_places;
CREATE TABLE search (
  district int NOT NULL REFERENCES districts,
  rid bigint NOT NULL,
  place bigint NOT NULL,
  kind text NOT NULL,
  deleted boolean NOT NULL,
  terms tsvector NOT NULL,
  PRIMARY KEY (district, rid)
);
CREATE INDEX search_terms ON search USING gin (terms);
CREATE TABLE search_latest (LIKE search, PRIMARY KEY (district, rid));
CREATE INDEX search_latest_terms ON search_latest USING gin (terms);
CREATE TABLE search_forms (kind text PRIMARY KEY, form text NOT NULL);
`,
} as const
