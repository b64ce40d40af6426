/**
 * The search index apart by what it may be asked for: people as masks show them, and what masks hide.
 * It is filled at the next open (search/index-records.ts), which finds that it was made otherwise.
 */
export const searchColumnsApart = {
  version: 200,
  name: 'search-columns',
  sql: `
DROP TABLE search;
-- Prefixes of up to five letters have an index of their own: one character finds at once among a million records.
CREATE VIRTUAL TABLE search USING fts5 (units, names, texts, whole,
  content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3 4 5');
DELETE FROM meta WHERE key = 'searchForms';
-- How often somebody asked for whole values lately.
CREATE INDEX audit_whole ON audit (user, at) WHERE action = 'find.whole';
`,
} as const
