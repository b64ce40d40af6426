/**
 * The search index pays for no prefix that nobody asks for, and knows values that come again and again by one term each.
 * It is filled at the next open (search/index-records.ts), which finds that it was made otherwise.
 */
export const learnedValues = {
  version: 290,
  name: 'learned-values',
  sql: `
DROP TABLE search;
-- A pair of characters is found by its first one, a word by one to five letters (shared/records/search-letters.ts). The terms
-- are cut and folded already: this tokenizer takes every character beyond ASCII for a letter.
CREATE VIRTUAL TABLE search USING fts5 (units, names, texts, whole,
  content='', contentless_delete=1, tokenize='ascii', prefix='1 3 4 5 6');
-- Values that many records share; in the index one term stands for all of a value's.
CREATE TABLE search_learned (id INTEGER PRIMARY KEY, terms TEXT NOT NULL UNIQUE) STRICT;
DELETE FROM meta WHERE key = 'searchForms';
`,
} as const
