import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { AppError } from '../../../shared/errors'
import { usage } from './usage'

/**
 * A passphrase from a file (its first line), else from the environment, else asked for.
 * @throws AppError `file.unreadable`; `usage` when nobody can be asked, or nothing was given
 */
export async function passphraseFrom(
  file: string | undefined,
  given: string | undefined,
  ask: (() => Promise<string>) | undefined,
): Promise<string> {
  const passphrase = file === undefined ? (given ?? (await ask?.())) : await firstLine(file)
  if (passphrase === undefined)
    throw usage('没有给出口令，请用 --passphrase-file 或环境变量 YUANBA_PASSPHRASE')
  if (passphrase === '') throw usage('口令是空的')
  return passphrase
}

async function firstLine(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8')
    return text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? ''
  } catch (cause) {
    throw new AppError('file.unreadable', { file }, { cause })
  }
}

/** Asks for a passphrase at this process's terminal, without echo. */
export async function askAtTerminal(): Promise<string> {
  process.stderr.write('口令：')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await lines.question('')
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
