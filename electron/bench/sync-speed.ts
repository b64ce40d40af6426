import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import type { Entry } from './entry'
import { exchangeOf, type ImportsFiles, importAll, onClosedCopy, whileOpen } from './fixture'
import { insertRaw, rawRow } from './raw-table'
import { sampleRows } from './sample-rows'
import { openStation } from './station'
import { alternating, timed } from './timing'
import { openWindowEngine } from './window-engine'

/** Applying, applying again, producing, against inserting the same rows by hand. */
export const syncSpeed: Entry = {
  name: 'sync',
  what: '交换文件的导入、重复导入、导出',
  async run(lab) {
    const { places, bundle, size } = await exchangeOf(lab)
    const rows = [...sampleRows(places.villages, { from: 0, to: size, overTwoYears: lab.size })].map(rawRow)
    const again: number[] = []
    const { startWorker } = lab
    // As the window and the command line import: in a worker's thread, which takes its time to start.
    const openForImport = (copy: string): Promise<ImportsFiles> =>
      startWorker ? openWindowEngine(copy, startWorker) : openStation(copy)
    const street = await openStation(places.street)
    try {
      const took = await alternating(lab.rounds, {
        raw: async () => {
          const path = join(lab.folder, 'raw.db')
          const ms = await timed(() => insertRaw(path, rows))
          for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
          return ms
        },
        apply: () =>
          onClosedCopy(lab, places.district, async (copy) => {
            const once = (district: ImportsFiles) => timed(() => importAll(district, [bundle]))
            const later = (district: ImportsFiles) =>
              timed(() => district.rpc.sync.importBundles({ files: [district.grant(bundle)] }))
            const ms = await whileOpen(openForImport(copy), once)
            // Another day: right behind the first import it would wait for the log that this one leaves to be moved.
            again.push(await whileOpen(openForImport(copy), later))
            return ms
          }),
        produce: () =>
          timed(() => street.rpc.sync.exportBundle({ folder: street.grant(join(lab.folder, 'exchange')) })),
      })
      const line = (name: string, what: string, ours: number, limit: number) => ({
        name: `sync.${name}`,
        what,
        unit: 'ms' as const,
        ours,
        yardstick: took.raw,
        limit,
      })
      again.sort((a, b) => a - b)
      return [
        line('apply', '导入，对比手写 SQL 插入同样的行（加密、同样的索引、全文检索）', took.apply, 1.5),
        line(
          'apply-again',
          '再导入一次（没有新内容），对比同上',
          again[Math.floor(again.length / 2)] ?? 0,
          0.1,
        ),
        line('produce', '导出，对比同上', took.produce, 1),
      ]
    } finally {
      await street.close()
    }
  },
}

const MB = 1024 * 1024

/** The bundle's size against zstd over nothing but the values. */
export const bundleSize: Entry = {
  name: 'size',
  what: '交换文件的大小',
  async run(lab) {
    const { places, bytes, size } = await exchangeOf(lab)
    const values: string[] = []
    for (const { id, set } of sampleRows(places.villages, { from: 0, to: size, overTwoYears: lab.size }))
      values.push(JSON.stringify({ id, ...set }))
    const bare = zstdCompressSync(`${values.join('\n')}\n`).length
    return [
      {
        name: 'sync.size',
        what: '交换文件，对比只含编号和字段值的 JSON Lines 经 zstd -3',
        unit: 'MB',
        ours: bytes / MB,
        yardstick: bare / MB,
        limit: 1.2,
      },
    ]
  },
}
