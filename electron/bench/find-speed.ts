import type { Entry, Line } from './entry'
import { mixedStore } from './fixture'
import { openStation } from './station'
import { percentile, timed } from './timing'

/** What an answer may take, 95 of 100 times, up to a million records (ms). */
const FOUND_MS = 20
const ROUNDS = 5
const SHOWN = 10

/** What is typed on the way to a person, a place, a number: each letter is a question of its own. */
const words = [
  '解晓峰',
  'xiexiaofeng',
  'xxf',
  '张家院子12号',
  'zhangjia',
  '国家宪法日',
  'gjxfr',
  '建筑公司 7',
  '桃花3村',
  '欠薪',
]
const numbers = [
  '138',
  '5678',
  '45678',
  '13800001234',
  '990000',
  '2024',
  '510999',
  'HD-2023-000017',
  '002X',
  '1',
]
const together = ['解 法律援助', '王建国 宪法', '李秀英 院子', '没有这个人', 'mfd 2023', 'zzzz']

/** From the first character of everything on: as the palette asks while somebody types. */
const typed = [...new Set([...words.flatMap(beginnings), ...numbers, ...together])]

function beginnings(word: string): readonly string[] {
  const characters = [...word]
  return characters.map((_, at) => characters.slice(0, at + 1).join(''))
}

/** Looking up across kinds at the largest store of all kinds. */
export const findSpeed: Entry = {
  name: 'find',
  what: '全局查找',
  async run(lab) {
    const { profile, size } = await mixedStore(lab)
    const station = await openStation(profile)
    try {
      const find = (text: string): Promise<unknown> => station.rpc.find.search({ text, limit: SHOWN })
      const all: number[] = []
      let slowest = { text: '', ms: 0 }
      for (const text of typed) {
        await find(text)
        const times: number[] = []
        for (let round = 0; round < ROUNDS; round += 1) times.push(await timed(() => find(text)))
        all.push(...times)
        const ms = percentile(times, 50)
        if (ms > slowest.ms) slowest = { text, ms }
      }
      const base = { unit: 'ms', yardstick: FOUND_MS } as const
      const lines: Line[] = [
        {
          ...base,
          name: 'find',
          what: `${size} 条里输入人名、拼音、编号、号码（逐字），第95百分位，上限`,
          ours: percentile(all, 95),
          limit: 1,
        },
        {
          ...base,
          name: 'find.slowest',
          what: `其中最慢的一个（“${slowest.text}”），中间值`,
          ours: slowest.ms,
          limit: null,
        },
      ]
      return lines
    } finally {
      await station.close()
    }
  },
}
