import { setImmediate } from 'node:timers/promises'
import { daysOf } from '../../../shared/demo/calendar'
import { demoDays } from '../../../shared/demo/daily'
import { demoIndicators, demoIndicatorValues } from '../../../shared/demo/indicators'
import { demandsIn, type Lead } from '../../../shared/demo/journey'
import { demoTeams } from '../../../shared/demo/people'
import { demoPlan } from '../../../shared/demo/plan'
import { createPrng } from '../../../shared/demo/prng'
import type { DemoPlace, DemoRecord, DemoSite } from '../../../shared/demo/record'
import { districtTables } from '../../../shared/demo/reference-district'
import { demoAdvisers, placeTables } from '../../../shared/demo/reference-places'
import { demoRegisters } from '../../../shared/demo/registers'
import { demoSections } from '../../../shared/demo/report-sections'
import { demoUnits } from '../../../shared/demo/units'
import { AppError } from '../../../shared/errors'
import { kinds } from '../../../shared/kinds'
import { type Period, parsePeriod } from '../../../shared/period'
import type { OpenContext } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { readUnits } from '../district/units'
import type { Handlers } from '../handler'
import { today } from '../moment'
import { isCancelled } from '../tasks'
import { hasLoggedWork } from './queries'
import { addSecondLaptop } from './second-laptop'
import { writeDemo } from './write'

/** Few enough that a transaction is short and progress is seen, many enough that the disk does not wait. */
const BATCH = 2000
/** Demands kept in mind for what follows them: more than any plan of the registers takes. */
const MOST_DEMANDS = 5000

type Put = (records: readonly DemoRecord[]) => Promise<void>

export const demoHandlers = {
  'profile.demo': async (ctx, { seed, period, size, practice }) => {
    const { db } = ctx
    const days = upToNow(parsePeriod(period), today(ctx.clock))
    if (readMeta(db, 'demo') !== true && hasLoggedWork(db)) throw new AppError('demo.real-data')
    writeMeta(db, 'demo', true)
    if (practice) writeMeta(db, 'practice', true)

    let [offered, written] = [0, 0]
    const put: Put = async (records) => {
      for (let from = 0; from < records.length; from += BATCH) {
        ctx.signal.throwIfAborted()
        const batch = records.slice(from, from + BATCH)
        written += db.transaction(() => writeDemo(ctx, batch)).immediate()
        offered += batch.length
        ctx.emit('progress', { task: 'demo', done: offered, total: Math.max(offered, size) })
        await setImmediate()
      }
    }
    const note = (): void => {
      ctx.audit('profile.demo', { records: written, seed, period })
      ctx.emit('changed', { kinds: kinds.map(({ name }) => name) })
    }
    try {
      await putAll(ctx, put, String(seed), days, size)
      const [place] = placesOf(ctx)
      if (place) await addSecondLaptop(ctx, place)
    } catch (error) {
      // What was written before stays, each record whole.
      if (isCancelled(error) && written > 0) note()
      throw error
    }
    note()
    return { records: written }
  },
} satisfies Handlers<'profile.demo'>

async function putAll(ctx: OpenContext, put: Put, seed: string, period: Period, size: number): Promise<void> {
  const site = siteOf(ctx)
  const hasStreets = readUnits(ctx.db).all.some(({ living, level }) => living && level === 'street')
  if (site.role === 'district' && !hasStreets) await put(demoUnits(seed, site.id))
  const places = placesOf(ctx)
  const { records, teams } = demoTeams(seed, places)
  // Two laptops with one seed must not log the same meetings under different numbers.
  const own = site.role === 'district' ? seed : `${seed}/${ctx.site.scope}/${ctx.site.letter}`
  const { records: ofAdvisers, advisers } = demoAdvisers(own, site, places)
  await put([
    ...records,
    ...ofAdvisers,
    ...districtTables(own, site, period),
    ...placeTables(seed, places, period),
    ...demoIndicators(site),
    ...demoIndicatorValues(site, [...new Set(places.map(({ street }) => street))], period),
    ...demoSections(site),
  ])

  const plan = demoPlan(createPrng(`${own}/plan`), size)
  const demands: Lead[] = []
  let batch: DemoRecord[] = []
  for (const day of demoDays({ seed: own, site, teams, period, plan })) {
    batch.push(...day)
    if (demands.length < MOST_DEMANDS) demands.push(...demandsIn(day))
    if (batch.length < BATCH) continue
    await put(batch)
    batch = []
  }
  await put(batch)
  const order = `${own}/${period.from}/${period.to}/${size}`
  await put(demoRegisters({ seed: order, site, teams, advisers, days: daysOf(period), plan }, demands))
}

/** Nobody has logged tomorrow yet: a period that is still running ends today. */
function upToNow(period: Period, now: string): Period {
  return period.from <= now && now < period.to ? { ...period, to: now } : period
}

function siteOf({ site }: OpenContext): DemoSite {
  return {
    role: site.role === 'street' ? 'street' : 'district',
    id: site.unit,
    name: site.unitName,
    scope: site.scope,
  }
}

/** The villages and communities that this site may log for, in the order they were made. */
function placesOf({ db, site }: OpenContext): readonly DemoPlace[] {
  const tree = readUnits(db)
  const inOrder = tree.all.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return inOrder.flatMap(({ id, name, level, living }) => {
    const street = tree.streetOf(id)
    if (!living || (level !== 'village' && level !== 'community') || !street) return []
    if (site.role === 'street' && street.id !== site.scope) return []
    return [{ id, name, level, street: street.id, streetName: street.name }]
  })
}
