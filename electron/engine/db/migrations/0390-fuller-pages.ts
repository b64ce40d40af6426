/**
 * Fewer pages for the same: each is encrypted, read back and encrypted again on its way into the file.
 * - A record's base is not said twice where it is its last change.
 * - A block of the search index has room on its page. With FTS5's own 4050 bytes each block went on on a second one: 4016 bytes
 *   of a page are SQLite's here, and 3977 a block's.
 */
export const fullerPages = {
  version: 390,
  name: 'fuller-pages',
  sql: `
UPDATE records SET heads = json_remove(heads, '$.base') WHERE json_extract(heads, '$.base') = last_change;
UPDATE waiting_records SET heads = json_remove(heads, '$.base') WHERE json_extract(heads, '$.base') = last_change;
INSERT INTO search (search, rank) VALUES ('pgsz', 3970);
`,
} as const
