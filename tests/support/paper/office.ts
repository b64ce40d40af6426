import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from '../machine/programs'

type Format = 'csv' | 'pdf' | 'txt' | 'xlsx' | 'ods' | 'xls'

/**
 * What LibreOffice makes of a written file, as another format. It opens what it cannot read as an empty document: compare
 * the content.
 */
export function throughOffice(name: string, bytes: Uint8Array, format: Format): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-office-'))
  try {
    const source = join(folder, name)
    writeFileSync(source, bytes)
    const filter =
      format === 'csv'
        ? 'csv:Text - txt - csv (StarCalc):44,34,76,1'
        : format === 'txt'
          ? 'txt:Text (encoded):UTF8'
          : format
    const run = spawnSync(
      'soffice',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        filter,
        '--outdir',
        join(folder, 'made'),
        source,
      ],
      { encoding: 'utf8' },
    )
    if (run.status !== 0) throw new Error(`soffice: ${run.stderr}`)
    return readFileSync(join(folder, 'made', `${name.replace(/\.[^.]+$/, '')}.${format}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
