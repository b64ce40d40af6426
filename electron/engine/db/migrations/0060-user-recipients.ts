/**
 * The public key that each person's copy of the data key is encrypted to. It stands in here and not only in `keys.json`, where
 * whoever holds the disk could put a key of his own for the next change of the data key.
 */
export const userRecipients = {
  version: 60,
  name: 'user-recipients',
  sql: 'ALTER TABLE users ADD COLUMN recipient TEXT;',
} as const
