import { setImmediate } from 'node:timers/promises'
import { demoDays } from '../../../shared/demo/daily'
import { demoTeams } from '../../../shared/demo/people'
import type { DemoPlace, DemoRecord } from '../../../shared/demo/record'
import { demoUnits } from '../../../shared/demo/units'
import { AppError } from '../../../shared/errors'
import { type Period, parsePeriod } from '../../../shared/period'
import type { OpenContext } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import type { Handlers } from '../handler'
import { today } from '../moment'
import { unitTree } from '../records/units'
import { hasLoggedWork } from './queries'
import { writeDemo } from './write'

/** Few enough that a transaction is short and progress is seen, many enough that the disk does not wait. */
const BATCH = 2000

export const demoHandlers = {
  'profile.demo': async (ctx, { seed, period, size }) => {
    const { db, site } = ctx
    const days = upToNow(parsePeriod(period), today(ctx.clock))
    if (readMeta(db, 'demo') !== true && hasLoggedWork(db)) throw new AppError('demo.real-data')
    writeMeta(db, 'demo', true)

    let [offered, written] = [0, 0]
    const put = async (records: readonly DemoRecord[]): Promise<void> => {
      written += db.transaction(() => writeDemo(ctx, records)).immediate()
      offered += records.length
      ctx.emit('progress', { task: 'demo', done: offered, total: Math.max(offered, size) })
      await setImmediate()
    }

    if (
      site.role === 'district' &&
      !unitTree(db).all.some(({ living, level }) => living && level === 'street')
    )
      await put(demoUnits(String(seed), site.unit))
    const { records, teams } = demoTeams(String(seed), placesOf(ctx))
    await put(records)
    // Two laptops with one seed must not log the same meetings under different numbers.
    const own = site.role === 'district' ? String(seed) : `${seed}/${site.scope}/${site.letter}`
    let batch: DemoRecord[] = []
    for (const day of demoDays(own, teams, days, size)) {
      batch.push(...day)
      if (batch.length < BATCH) continue
      await put(batch)
      batch = []
    }
    await put(batch)

    ctx.audit('profile.demo', { records: written, seed, period })
    ctx.emit('changed', { kinds: ['unit', 'team', 'person', 'activity', 'courtyard-session'] })
    return { records: written }
  },
} satisfies Handlers<'profile.demo'>

/** Nobody has logged tomorrow yet: a period that is still running ends today. */
function upToNow(period: Period, now: string): Period {
  return period.from <= now && now < period.to ? { ...period, to: now } : period
}

/** The villages and communities that this site may log for, in the order they were made. */
function placesOf({ db, site }: OpenContext): readonly DemoPlace[] {
  const tree = unitTree(db)
  const inOrder = tree.all.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return inOrder.flatMap(({ id, name, level, living }) => {
    const street = tree.streetOf(id)
    const isPlace = living && (level === 'village' || level === 'community')
    if (!isPlace || !street || (site.role === 'street' && street.id !== site.scope)) return []
    return [{ id, name, street: street.id, streetName: street.name }]
  })
}
