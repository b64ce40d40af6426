/** A list is narrowed to what has photos or scans without reading every record. */
export const recordsWithFiles = {
  version: 220,
  name: 'records-with-files',
  sql: `
-- Only records with an attachment under $file/<id>, and not those whose last one was taken away (null).
CREATE INDEX records_with_files ON records (rid) WHERE body GLOB '*"$file/????????????????????????????????????":{*';
`,
} as const
