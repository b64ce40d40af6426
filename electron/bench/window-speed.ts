import { cpSync, existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { jsonOf } from './child'
import type { Entry, Lab, Line } from './entry'
import { exchangeOf, settle } from './fixture'
import { stationPassphrase } from './station'
import { percentile } from './timing'

/** From the key to the word that it is saved (ms). */
const SAVE_MS = 60
/** No task of the page's thread is longer (ms). */
const TASK_MS = 50

const measured = z.union([
  z.object({ skipped: z.string() }),
  z.object({ save: z.array(z.number()), typing: z.number(), scrolling: z.number() }),
])

/** Runs build/window-speed.mjs over a copy of a laptop's profile. @throws Error with its last lines when it fails */
async function measure(lab: Lab, checkout: string, profile: string): Promise<z.infer<typeof measured>> {
  const script = join(checkout, 'build/window-speed.mjs')
  return measured.parse(await jsonOf('window-speed', lab.cli[0], [script, profile, stationPassphrase]))
}

/** A save, typing and running through a list as the page's own clock tells them. */
export const windowSpeed: Entry = {
  name: 'window',
  what: '窗口里的保存、打字和翻看',
  async run(lab) {
    const checkout = dirname(dirname(resolve(lab.cli.at(-1) ?? '')))
    const what = '窗口的速度'
    if (!existsSync(join(checkout, 'dist/loopback.cjs')))
      return [{ name: 'window', what, skipped: '还没有构建；先运行 npm run build' }]
    const { places, size } = await exchangeOf(lab)
    const profile = join(lab.folder, 'window')
    cpSync(places.street, profile, { recursive: true })
    settle(profile)
    const result = await measure(lab, checkout, profile)
    if ('skipped' in result) return [{ name: 'window', what, skipped: result.skipped }]
    const line = (name: string, told: string, ours: number, yardstick: number): Line => ({
      name: `window.${name}`,
      what: `${size} 条里${told}，上限`,
      unit: 'ms',
      ours,
      yardstick,
      limit: 1,
    })
    return [
      line('save', '从按键到“已保存”，第95百分位', percentile(result.save, 95), SAVE_MS),
      line('typing', '在最长的表里打字，页面最长的一步', result.typing, TASK_MS),
      line('scrolling', '翻看列表，页面最长的一步', result.scrolling, TASK_MS),
    ]
  },
}
