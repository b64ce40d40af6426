import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entries } from './entries'
import type { Lab, Line } from './entry'

export interface BenchOptions extends Omit<Lab, 'folder' | 'isAlone'> {
  /** The name of one entry; absent: all of them. */
  readonly only?: string
}

/** Runs entries one after the other on data made for them in a temporary folder. */
export async function runBench({ only, ...options }: BenchOptions): Promise<readonly Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-bench-'))
  try {
    const lab: Lab = { ...options, folder, isAlone: only !== undefined }
    const lines: Line[] = []
    for (const entry of entries) {
      if (only !== undefined && entry.name !== only) continue
      lab.note(`测量：${entry.what}`)
      lines.push(...(await entry.run(lab)))
    }
    return lines
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
