import type { Entry } from './entry'
import { bigStore, importAll, nextBundle, onCopy, smallStore, tenth } from './fixture'
import { openStation } from './station'
import { alternating, timed } from './timing'

const MB = 1024 * 1024
const MEMORY_LIMIT_MB = 300

/** How much memory the import of ten times `lab.size` changes takes. */
export const importMemory: Entry = {
  name: 'memory',
  what: '大批导入的内存',
  async run(lab) {
    const { peak, exchange } = await bigStore(lab)
    return [
      {
        name: 'sync.memory',
        what: `导入 ${exchange.size} 条变更的内存峰值，上限`,
        unit: 'MB',
        ours: peak / MB,
        yardstick: MEMORY_LIMIT_MB,
        limit: 1,
      },
    ]
  },
}

/** Whether importing the same number of changes takes longer the more is stored. */
export const importGrowth: Entry = {
  name: 'growth',
  what: '资料增多后的导入速度',
  async run(lab) {
    const [small, big] = [await smallStore(lab), await bigStore(lab)]
    const [from, to] = [small.held, big.held]
    const batch = (at: number) => ({ from: at, to: at + tenth(lab) })
    const next = await nextBundle(small.exchange, batch(from))
    const took = await alternating(lab.rounds, {
      yardstick: () =>
        onCopy(lab, small.exchange.places.district, (district) => timed(() => importAll(district, [next]))),
      // No copy: writing gigabytes is not over when they are written.
      ours: async (round) => {
        const bundle = await nextBundle(big.exchange, batch(to + round * tenth(lab)))
        const district = await openStation(big.exchange.places.district)
        const ms = await timed(() => importAll(district, [bundle]))
        await district.close()
        return ms
      },
    })
    return [
      {
        name: 'sync.growth',
        what: `已有 ${to} 条时再导入 ${tenth(lab)} 条，对比已有 ${from} 条时`,
        unit: 'ms',
        ...took,
        limit: 1.3,
      },
    ]
  },
}
