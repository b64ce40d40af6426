/** Half-typed forms live in a file of their own (drafts/drafts-file.ts): nobody had any that were to be kept. */
export const draftsFile = {
  version: 100,
  name: 'drafts-file',
  sql: 'DROP TABLE IF EXISTS drafts;',
} as const
