import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry, Lab, Line } from './entry'
import { exchangeOf, type MeasuredExchange } from './fixture'
import { peers } from './peers'
import { install, isInstalled } from './peers/install'
import type { PeerProgram } from './peers/peer'
import { inProcess, type Reading, type Task } from './task'
import { median } from './timing'

const MB = 1024 * 1024

/**
 * Merging beside other programs that merge the same records, each in a process of its own: none of them reads a signed file,
 * keeps a search index or, most of them, encrypts. Ours keeps all the indexes of its kind.
 * The whole import is measured by `sync.apply`.
 */
export const peerSpeed: Entry = {
  name: 'peers',
  what: '与其他同步程序相比',
  async run(lab) {
    const exchange = await exchangeOf(lab)
    const lines: Line[] = []
    for (const peer of peers) lines.push(...(await compared(lab, exchange, peer)))
    return lines
  },
}

function taskOn(lab: Lab, { size, places, bundle }: MeasuredExchange): Task {
  const folder = join(lab.folder, 'peer')
  return {
    name: '',
    folder,
    size,
    villages: places.villages,
    cache: lab.cache,
    profile: join(folder, 'profile'),
    bundle,
  }
}

/** Merges into a fresh copy of the district. */
async function mergeOurs(lab: Lab, exchange: MeasuredExchange): Promise<Reading> {
  const task = taskOn(lab, exchange)
  mkdirSync(task.folder)
  try {
    cpSync(exchange.places.district, task.profile, { recursive: true })
    return await inProcess(lab, { ...task, name: 'merge' }, { ourFlags: true })
  } finally {
    rmSync(task.folder, { recursive: true })
  }
}

/** Ours and one peer in turn; a peer that is not to be had, or fails, is a line without a measurement. */
async function compared(lab: Lab, exchange: MeasuredExchange, peer: PeerProgram): Promise<readonly Line[]> {
  const name = `peers.${peer.name}`
  const what = `合并 ${exchange.size} 条（带本表全部索引，不含读文件和全文检索），对比 ${peer.what}`
  if (!lab.installs && !isInstalled(lab.cache, peer))
    return [{ name, what, skipped: '没有安装；加 --peers 先安装再对比' }]
  lab.note(`对比：${peer.what}`)
  const missing = await install(lab.cache, peer)
  if (missing !== undefined) return [{ name, what, skipped: `没有装上（${missing}）` }]
  const task = taskOn(lab, exchange)
  const ours: Reading[] = []
  const theirs: Reading[] = []
  try {
    for (let round = 0; round < lab.rounds; round += 1) {
      ours.push(await mergeOurs(lab, exchange))
      mkdirSync(task.folder)
      await inProcess(lab, { ...task, name: `${peer.name}.prepare` }, { ourFlags: false })
      theirs.push(await inProcess(lab, { ...task, name: `${peer.name}.merge` }, { ourFlags: false }))
      rmSync(task.folder, { recursive: true })
    }
  } catch (error) {
    rmSync(task.folder, { recursive: true, force: true })
    return [{ name, what, skipped: `没有跑完（${error instanceof Error ? error.message : String(error)}）` }]
  }
  const middle = (of: (reading: Reading) => number) => ({
    ours: median(ours.map(of)),
    yardstick: median(theirs.map(of)),
  })
  return [
    { name, what, unit: 'ms', ...middle(({ ms }) => ms), limit: peer.limit },
    {
      name: `${name}-memory`,
      what: '同上，进程的内存峰值',
      unit: 'MB',
      ...middle(({ peak }) => peak / MB),
      limit: peer.memoryLimit,
    },
  ]
}
