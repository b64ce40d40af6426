import { join } from 'node:path'
import { settleDerived } from '../../hub/derived'
import { ingestPile } from '../../hub/ingest/pile'
import { openStore } from '../../hub/store/open-store'
import { ranToEnd } from '../child'
import type { Lab, Line } from '../entry'
import { timed } from '../timing'
import { copiedInto, copiedOut } from './copied-rows'
import { benchHub, joinedDistrict, prepareHub } from './handed-in'
import type { OwnServer } from './server'

const MB = 1024 * 1024
const rules = { allowMassDelete: false }

/** A district's file with `lab.size` records taken in, against COPY of the rows that it left; and its memory, file by file. */
export async function ingestLines(lab: Lab, server: OwnServer): Promise<readonly Line[]> {
  const size = lab.size
  lab.note(`准备 ${size} 条记录的上报文件…`)
  const database = await server.newDatabase('ingest')
  const store = await openStore({ database })
  const folder = join(lab.folder, 'hub')
  const hub = await benchHub(store, folder)
  const district = await joinedDistrict(hub, join(lab.folder, 'hub-district'))
  try {
    const file = await district.handIn(size)
    lab.note(`平台导入 ${size} 条记录…`)
    const ours = await timed(() => taken([file], 'applied'))
    const again = await timed(() => taken([file], 'nothing-new'))
    const settling = await timed(() => settleDerived(store))
    const rows = await copiedOut(store, database)
    const other = await server.newDatabase('copied')
    const empty = await openStore({ database: other })
    await prepareHub(empty)
    await empty.close()
    const copying = await timed(() => copiedInto(other, rows))
    const line = (name: string, what: string, took: number, limit: number | null): Line => ({
      name,
      what: `${size} 条记录：${what}，参照为 COPY 同样的行`,
      unit: 'ms',
      ours: took,
      yardstick: copying,
      limit,
    })
    return [
      line('hub.ingest', '收下一个文件（验签、合并、统计资料、查找）', ours, 3),
      line('hub.ingest-again', '再收一次', again, 0.1),
      line('hub.settle', '收完后汇总各月', settling, null),
      await memory(),
    ]
  } finally {
    await district.close()
    await store.close()
  }

  async function taken(files: readonly string[], result: string): Promise<void> {
    const told = await ingestPile(hub, files, rules)
    if (told.some((one) => one.result !== result))
      throw new Error(`a file was not taken as ${result}: ${told.map((one) => one.reason).join()}`)
  }

  /** The peak of a process that takes in one more file, and of one that takes in four. */
  async function memory(): Promise<Line> {
    const tenth = Math.max(1, Math.round(size / 10))
    const one = await peakOf([await district.handIn(tenth)])
    const files: string[] = []
    for (let at = 0; at < 4; at += 1) files.push(await district.handIn(tenth))
    return {
      name: 'hub.memory',
      what: `内存峰值：导入四个文件，参照为一个（每个 ${tenth} 条记录起）`,
      unit: 'MB',
      ours: (await peakOf(files)) / MB,
      yardstick: one / MB,
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
