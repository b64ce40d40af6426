/**
 * Which places of which streams a kept file carries, and which files are kept no more because something in them was erased. A unit is
 * one district's alone: accounts reach districts by it.
 */
export const keptSegments = {
  id: 110,
  name: 'kept segments',
  sql: `
CREATE TABLE kept_segments (
  site text NOT NULL,
  scope text NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  sha256 text NOT NULL,
  PRIMARY KEY (site, scope, first, sha256)
);
CREATE INDEX kept_segments_file ON kept_segments (sha256);
CREATE TABLE erased_files (sha256 text PRIMARY KEY, at text NOT NULL);
CREATE INDEX erased_pending ON erased (district) WHERE cleaned = 0;
CREATE UNIQUE INDEX districts_unit ON districts (unit);
`,
} as const
