import { closeSync, createWriteStream, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflateRaw } from 'node:zlib'
import { createPrng } from '../../shared/demo/prng'
import type { SheetColumn, SheetRow } from '../../shared/paper/sheet/model'
import { sheetWorkbook } from '../engine/export/sheet-xlsx'
import { writeWorkbook } from '../engine/export/xlsx/workbook'
import type { Sink } from '../engine/export/xlsx/zip-file'
import type { Entry } from './entry'
import { inProcess, type Task } from './task'
import { alternating, timed } from './timing'

const COLUMNS = 20
const MB = 1024 * 1024
const words = ['国家宪法日集中宣传', '东街街道司法所', '桃花村', '现场秩序良好', '根治欠薪普法行动']

const columns: readonly SheetColumn[] = Array.from({ length: COLUMNS }, (_, at) => ({
  label: `第${at + 1}列`,
  width: 6,
  align: 'left',
  format: at % 2 === 0 ? 'text' : 'count',
}))

function* rowsOf(size: number): Generator<SheetRow> {
  const prng = createPrng('sheet')
  for (let n = 0; n < size; n += 1) {
    const cells = columns.map(({ format }) => {
      const value = prng.below(100_000)
      return format === 'count' ? { text: String(value), value } : { text: `${prng.pick(words)}${value}` }
    })
    yield { role: 'plain', cells }
  }
}

/** The same cells with nothing around them, as a hand would zip them. */
function* bareXml(rows: Iterable<SheetRow>): Generator<string> {
  let text = '<worksheet><sheetData>'
  for (const { cells } of rows) {
    const parts = cells.map(({ text: shown, value }) =>
      value === undefined ? `<c t="inlineStr"><is><t>${shown}</t></is></c>` : `<c><v>${value}</v></c>`,
    )
    text += `<row>${parts.join('')}</row>`
    if (text.length < 64 * 1024) continue
    yield text
    text = ''
  }
  yield `${text}</sheetData></worksheet>`
}

/** Zips the bare XML of rows into a file: the yardstick of writing them as .xlsx. */
export function zipBare(path: string, rows: Iterable<SheetRow>): Promise<void> {
  return pipeline(Readable.from(bareXml(rows)), createDeflateRaw(), createWriteStream(path))
}

/** A made-up table as .xlsx against zipping its bare XML. */
export const tableSpeed: Entry = {
  name: 'xlsx',
  what: '台账写成 Excel 文件',
  async run({ size, rounds, folder }) {
    const path = join(folder, 'table')
    const took = await alternating(rounds, {
      yardstick: () => timed(() => zipBare(path, rowsOf(size))),
      ours: () => timed(() => writeTable(path, size)),
    })
    rmSync(path)
    const what = `${size} 行 × ${COLUMNS} 列写成 xlsx，对比只压缩单元格的 XML`
    return [{ name: 'xlsx', what, unit: 'ms', ...took, limit: 1.6 }]
  },
}

/** Excel holds some more. */
const MOST_ROWS = 1_000_000

/**
 * The memory of writing the longest ledger against writing one of `lab.size` rows, each in a process of its own. Not against
 * fewer: a heap that no large collection has been through yet says nothing about whether it stays flat.
 */
export const tableMemory: Entry = {
  name: 'xlsx-memory',
  what: '台账写成 Excel 文件的内存',
  async run(lab) {
    const writing = async (size: number): Promise<number> => {
      const none = { villages: [], profile: '', bundle: '' }
      const task: Task = { name: 'table', folder: lab.folder, size, cache: lab.cache, ...none }
      const { peak } = await inProcess(lab, task, { ourFlags: true })
      return peak / MB
    }
    const many = Math.min(MOST_ROWS, lab.size * 10)
    const took = await alternating(lab.rounds, {
      yardstick: () => writing(lab.size),
      ours: () => writing(many),
    })
    const what = `写 ${many} 行的内存峰值，对比写 ${lab.size} 行的`
    return [{ name: 'xlsx.memory', what, unit: 'MB', ...took, limit: 1.25 }]
  },
}

/** Writes the ledger of `size` rows. */
export async function writeTable(path: string, size: number): Promise<void> {
  const sheet = { title: '测速台账', orientation: 'landscape', columns, rows: rowsOf(size) } as const
  const file = openSync(path, 'w')
  let end = 0
  const sink: Sink = {
    append: async (bytes) => {
      end += writeSync(file, bytes, 0, bytes.length, end)
    },
    patch: async (at, bytes) => {
      writeSync(file, bytes, 0, bytes.length, at)
    },
  }
  try {
    await writeWorkbook(sheetWorkbook(sheet, 0), sink)
  } finally {
    closeSync(file)
  }
}
