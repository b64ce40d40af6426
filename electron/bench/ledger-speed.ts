import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ledgerRows } from '../../shared/ledgers/sheet'
import type { SheetRow } from '../../shared/paper/sheet/model'
import { recordsOf, selectLedger } from '../engine/ledgers/select'
import type { Entry } from './entry'
import { mixedStore, smallMixedStore } from './fixture'
import { openStation, type Station } from './station'
import { zipBare } from './table-speed'
import { inProcess, type Task } from './task'
import { alternating, timed } from './timing'

const LEDGER = 'activity'
const MB = 1024 * 1024

/**
 * A real ledger of all times as people save it: records read, bodies taken apart, cells made, .xlsx written. Not judged: the
 * yardstick starts from finished cells, and reading them takes several times as long as zipping them.
 */
export const ledgerSpeed: Entry = {
  name: 'ledger',
  what: '真实台账写成 Excel 文件',
  async run(lab) {
    const { profile } = await smallMixedStore(lab)
    const station = await openStation(profile)
    const path = join(lab.folder, 'ledger')
    try {
      const rows = rowsIn(station)
      const took = await alternating(lab.rounds, {
        yardstick: () => timed(() => zipBare(path, rows)),
        ours: () => timed(() => writeLedger(station, path)),
      })
      const what = `${rows.length} 行的活动台账从库里读出并写成 xlsx，对比只压缩同样单元格的 XML；参照不查询、不解密、不解码、不成表，所以只供参考`
      return [{ name: 'ledger', what, unit: 'ms', ...took, limit: null }]
    } finally {
      await station.close()
      rmSync(path, { force: true })
    }
  },
}

/**
 * The memory of saving a ledger against saving one of a tenth of the rows, each in a process of its own. Not judged: between
 * stores of 20 000 and of 200 000 records it grew 1.38 times (125 to 173 MB), more than the 1.25 that writing alone keeps.
 */
export const ledgerMemory: Entry = {
  name: 'ledger-memory',
  what: '真实台账写成 Excel 文件的内存',
  async run(lab) {
    const [big, small] = [await mixedStore(lab), await smallMixedStore(lab)]
    const writing = async ({ profile, size }: { profile: string; size: number }): Promise<number> => {
      const none = { villages: [], bundle: '' }
      const task: Task = { name: 'ledger', folder: lab.folder, size, cache: lab.cache, profile, ...none }
      const { peak } = await inProcess(lab, task, { ourFlags: true })
      return peak / MB
    }
    const took = await alternating(lab.rounds, { yardstick: () => writing(small), ours: () => writing(big) })
    const what = `${big.size} 条记录的库写活动台账的内存峰值（含读库），对比 ${small.size} 条的；还没有定上限，只供参考`
    return [{ name: 'ledger.memory', what, unit: 'MB', ...took, limit: null }]
  },
}

/** Opens a profile and saves its ledger to `path`. */
export async function writeLedgerOf(profile: string, path: string): Promise<void> {
  const station = await openStation(profile)
  try {
    await writeLedger(station, path)
  } finally {
    await station.close()
  }
}

async function writeLedger({ rpc, grant, operation }: Station, path: string): Promise<void> {
  await rpc.ledgers.write({ ledger: LEDGER, format: 'xlsx', file: grant(path), operation: operation() })
}

/** The rows that the ledger has, made beforehand: the yardstick only zips them. */
function rowsIn({ ctx }: Station): readonly SheetRow[] {
  const selected = selectLedger(ctx, { ledger: LEDGER, whole: false })
  const db = ctx.openReader()
  try {
    return [...ledgerRows(selected.columns, recordsOf(db, selected))]
  } finally {
    db.close()
  }
}
