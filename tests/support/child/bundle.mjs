/** `node bundle.mjs ENTRY OUT`: one CommonJS file of a test's child process, so that it starts in a moment. */
import { rolldown } from 'rolldown'

const [entry, out] = process.argv.slice(2)
const bundle = await rolldown({
  input: entry,
  platform: 'node',
  external: ['better-sqlite3', 'pg', 'pg-copy-streams', '@electric-sql/pglite'],
  logLevel: 'silent',
})
await bundle.write({ file: out, format: 'cjs', codeSplitting: false })
await bundle.close()
