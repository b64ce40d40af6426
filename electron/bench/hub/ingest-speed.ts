import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { settleDerived } from '../../hub/derived'
import { type Hub, resumeHub } from '../../hub/hub'
import { ingestPile } from '../../hub/ingest/pile'
import { openStore } from '../../hub/store/open-store'
import { ranToEnd } from '../child'
import type { Lab, Line } from '../entry'
import { median, timed } from '../timing'
import { cloned, copiedInto, copiedOut } from './copied-rows'
import { benchHub, joinedDistrict, prepareHub } from './handed-in'
import type { OwnServer } from './server'

const MB = 1024 * 1024
const rules = { allowMassDelete: false }

/**
 * What one of 200 districts hands in: 200 000 changes come on a working day, ten times that at a month's end (issue 19). As shares of the
 * records that the bench is told, so that 100 000 are the estimate itself: files of 1 000 and of 10 000 changes.
 */
const [DAY, MONTH_END] = [1 / 100, 1 / 10]
/** No district's file is smaller on any day that counts: what a file costs by itself would be all that is measured, so nothing is judged. */
const SMALLEST_JUDGED = 1000

interface Took {
  readonly day: number
  readonly again: number
  readonly dayCopy: number
  readonly month: number
  readonly monthCopy: number
  readonly grown: number
  readonly settling: number
}

/**
 * A district's files taken in, against COPY of the rows that they left; the same file in a hub that holds ten times as much; and the
 * memory, file by file. Each round begins with the same hub, in a copy of its database, and takes the same files.
 */
export async function ingestLines(lab: Lab, server: OwnServer): Promise<readonly Line[]> {
  const [dayRecords, monthRecords] = [DAY, MONTH_END].map((share) =>
    Math.max(10, Math.round(lab.size * share)),
  )
  const [day, month] = [dayRecords ?? 0, monthRecords ?? 0]
  lab.note(`准备 ${day} 条和 ${month} 条记录的上报文件…`)
  const database = await server.newDatabase('ingest')
  const folder = join(lab.folder, 'hub')
  const store = await openStore({ database })
  const begun = await benchHub(store, folder)
  const daily = await joinedDistrict(begun, join(lab.folder, 'hub-district'))
  const monthly = await joinedDistrict(begun, join(lab.folder, 'hub-district-2'))
  // A database that somebody is connected to can not be copied.
  await store.close()
  const empty = await server.newDatabase('empty')
  const prepared = await openStore({ database: empty })
  await prepareHub(prepared)
  await prepared.close()
  try {
    const files = { day: await daily.handIn(day), month: await monthly.handIn(month) }
    const rounds: Took[] = []
    for (let at = 0; at < lab.rounds; at += 1) rounds.push(await round(at, files))
    const took = (name: keyof Took): number => median(rounds.map((one) => one[name]))
    const judged = (size: number, limit: number): number | null => (size < SMALLEST_JUDGED ? null : limit)
    const line = (
      name: string,
      what: string,
      of: keyof Took,
      to: keyof Took,
      limit: number | null,
    ): Line => ({
      name,
      what,
      unit: 'ms',
      ours: took(of),
      yardstick: took(to),
      limit,
    })
    const taken = '收下一个文件（验签、合并、统计资料、查找），参照为 COPY 同样的行'
    return [
      line('hub.ingest', `${day} 条记录：${taken}`, 'day', 'dayCopy', judged(day, 3)),
      line('hub.ingest-month-end', `${month} 条记录：${taken}`, 'month', 'monthCopy', judged(month, 3)),
      line(
        'hub.ingest-again',
        `${day} 条记录：再收一次，参照为 COPY 同样的行`,
        'again',
        'dayCopy',
        judged(day, 0.1),
      ),
      line(
        'hub.ingest-growth',
        `${day} 条记录：平台已有 ${month} 条记录时收下，参照为还没有记录时`,
        'grown',
        'day',
        judged(day, 1.3),
      ),
      line(
        'hub.settle',
        `${day + month} 条记录：收完后汇总各月，参照为 COPY 同样的行`,
        'settling',
        'monthCopy',
        null,
      ),
      await peaks(
        'hub.memory',
        '每个文件都带着还没有回执的全部内容',
        await repeated(files.day, 2 * day),
        2 * day,
      ),
      await peaks(
        'hub.memory-receipts',
        '每个文件只带新的内容',
        await receipted(files.month, 2 * day),
        2 * day,
      ),
    ]
  } finally {
    await daily.close()
    await monthly.close()
  }

  async function round(at: number, files: { readonly day: string; readonly month: string }): Promise<Took> {
    lab.note(`平台导入，第 ${at + 1} 轮…`)
    const one = await copyOfHub(`day_${at}`)
    const took = await timed(() => taken(one, files.day, 'applied'))
    const again = await timed(() => taken(one, files.day, 'nothing-new'))
    const dayCopy = await copying(one, `day_copied_${at}`)
    await one.store.close()
    const other = await copyOfHub(`month_${at}`)
    const month = await timed(() => taken(other, files.month, 'applied'))
    const monthCopy = await copying(other, `month_copied_${at}`)
    const grown = await timed(() => taken(other, files.day, 'applied'))
    const settling = await timed(() => settleDerived(other.store))
    await other.store.close()
    return { day: took, again, dayCopy, month, monthCopy, grown, settling }
  }

  async function copyOfHub(name: string): Promise<Hub & { readonly database: string }> {
    const own = await cloned(database, name)
    const beside = join(lab.folder, name)
    cpSync(folder, beside, { recursive: true })
    const hub = await resumeHub({ ...begun, store: await openStore({ database: own }), folder: beside })
    return { ...hub, database: own }
  }

  /** COPY of all rows of a hub into a database with the same tables and indexes: milliseconds. */
  async function copying(hub: Hub & { readonly database: string }, name: string): Promise<number> {
    const rows = await copiedOut(hub.store, hub.database)
    return await copiedInto(await cloned(empty, name), rows)
  }

  async function taken(hub: Hub, file: string, result: string): Promise<void> {
    const told = await ingestPile(hub, [file], rules)
    if (told.some((one) => one.result !== result))
      throw new Error(`a file was not taken as ${result}: ${told.map((one) => one.reason).join()}`)
  }

  /** One file, and four that come after it. */
  type Files = readonly [one: string, four: readonly string[]]

  /** Of a district that gets no receipt: each file brings all files before it once more, and edits the same records. */
  async function repeated(before: string, records: number): Promise<Files> {
    // The rounds took it in copies: what comes behind it goes on from it.
    await peakOf([before])
    const one = await daily.handIn(records)
    const four: string[] = []
    for (let at = 0; at < 4; at += 1) four.push(await daily.handIn(records))
    return [one, four]
  }

  /** Of a district that gets its receipt after each file: from a copy of the hub, which has taken it in before. */
  async function receipted(before: string, records: number): Promise<Files> {
    await peakOf([before])
    const other = await copyOfHub('receipts')
    const files: string[] = []
    for (let at = 0; at < 5; at += 1) {
      await monthly.takeReceipts(other)
      const file = await monthly.handIn(records, month + at * records)
      await taken(other, file, 'applied')
      files.push(file)
    }
    await other.store.close()
    const [one = '', ...four] = files
    return [one, four]
  }

  /** The peak of a process that takes in one file, and of one that takes in four more. */
  async function peaks(name: string, what: string, [one, four]: Files, records: number): Promise<Line> {
    const yardstick = (await peakOf([one])) / MB
    return {
      name,
      what: `内存峰值：导入四个文件，参照为一个（每个 ${records} 条记录，${what}）`,
      unit: 'MB',
      ours: (await peakOf(four)) / MB,
      yardstick,
      limit: 1.3,
    }
  }

  async function peakOf(files: readonly string[]): Promise<number> {
    const [program, ...before] = lab.cli
    const args = [...before, 'hub', 'ingest', ...files, '--database', database, '--folder', folder, '--json']
    const env = { ...process.env, YUANBA_DEBUG_MEMORY: '1' }
    const { code, told } = await ranToEnd(program, args, { env })
    const peak = /^peak-rss-bytes (\d+)$/m.exec(told)?.[1]
    if (code !== 0 || peak === undefined) throw new Error(`the ingest failed: ${told}`)
    return Number(peak)
  }
}
