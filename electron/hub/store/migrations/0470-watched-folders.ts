/**
 * How a folder stands that `hub ingest --watch` looks after, as its process last said: `hub status` and `/metrics` tell it, and a process
 * that says nothing any more has died. No name of a file stands here.
 */
export const watchedFolders = {
  id: 470,
  name: 'watched folders',
  sql: `
CREATE TABLE watched_folders (
  computer text NOT NULL,
  folder text NOT NULL,
  files int NOT NULL,
  oldest text,
  behind int NOT NULL,
  heard_at text NOT NULL,
  stopped_at text,
  PRIMARY KEY (computer, folder)
);
`,
} as const
