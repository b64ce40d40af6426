import { join } from 'node:path'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { joinAbove } from '../../../electron/hub/office/join-above'
import { hubJoinFile } from '../../../electron/hub/office/newcomers'
import { exportFromHub } from '../../../electron/hub/upkeep/export-hub'
import { type Computer, passphrase } from '../desks/engine'
import { type Pair, session } from '../desks/pair'
import { admitAll, joinHub } from './hubs'

const rules = { allowMassDelete: false, workers: 2 }

/** What was typed of one meeting, as it stands after the last correction. */
export interface Typed {
  /** `YYYY-MM`. */
  readonly month: string
  readonly district: number
  readonly people: number
  readonly households: number
}

/** Two districts under a city's hub, and that under a province's. */
export interface Quarter {
  readonly stories: readonly Pair[]
  readonly city: Hub
  readonly province: Hub
  /** By the record's id. */
  readonly typed: Map<string, Typed>
  /** Files that are on their way and have not come to the city. */
  readonly late: string[]
  /** Everything that the city was brought, in order. */
  readonly brought: string[]
}

/** Everybody joins the office above, and is let in there. */
export async function beginQuarter(stories: readonly Pair[], city: Hub, province: Hub): Promise<Quarter> {
  const quarter: Quarter = { stories, city, province, typed: new Map(), late: [], brought: [] }
  for (const story of stories) {
    await joinHub(city, story.district, story.stick)
    await ingestPile(city, [await sentByDistrict(story)], rules)
    await admitAll(city)
  }
  const made = await hubJoinFile(province, stickOf(quarter))
  await joinAbove(city, join(stickOf(quarter), made.file), made.passphrase)
  await ingestPile(province, [await sentByCity(quarter)], rules)
  await admitAll(province)
  return quarter
}

/** The clocks of all computers and hubs show this day. @param at ms since 1970 */
export function moveClocks({ stories, city, province }: Quarter, at: number): void {
  const clocks = [...stories.flatMap((story) => computersOf(story)), city.around, province.around].map(
    ({ clock }) => clock,
  )
  for (const clock of clocks) Object.assign(clock, { time: at })
}

/**
 * Lives one month: meetings at two laptops of each district, a correction of the month before and a deletion. Each laptop hands in at its
 * district. @returns the file of each district for the city
 */
export async function liveMonth(quarter: Quarter, year: number, month: number): Promise<readonly string[]> {
  moveClocks(quarter, Date.UTC(year, month - 1, 25, 1))
  const name = `${year}-${String(month).padStart(2, '0')}`
  const files: string[] = []
  for (const [district, story] of quarter.stories.entries()) {
    const { a, far, units } = story
    const type = async (laptop: Computer, unit: string, day: number): Promise<string> => {
      const people = 10 * month + 7 * district + day
      const patch = { date: `${name}-${String(day).padStart(2, '0')}`, people, households: day }
      const id = await laptop.save('courtyard-session', session(unit, patch))
      quarter.typed.set(id, { month: name, district, people, households: day })
      return id
    }
    const kept = await type(a, units.peach, 3)
    const spoilt = await type(a, units.plum, 4)
    await type(far, units.remote, 5)
    await correct(quarter, a, earlierThan(quarter, name, district) ?? kept)
    await a.rpc.records.delete({ id: spoilt, operation: a.operation() })
    quarter.typed.delete(spoilt)
    for (const laptop of [a, far]) await story.district.take((await laptop.send()).file)
    files.push(await sentByDistrict(story))
  }
  return files
}

/** A meeting of an earlier month that was typed at the first laptop. */
function earlierThan({ typed }: Quarter, month: string, district: number): string | undefined {
  const found = [...typed].find(
    ([, one]) => one.district === district && one.month < month && one.households === 3,
  )
  return found?.[0]
}

async function correct({ typed }: Quarter, laptop: Computer, id: string): Promise<void> {
  const was = typed.get(id)
  if (!was) throw new RangeError(id)
  const people = was.people + 100
  await laptop.save('courtyard-session', { people }, id)
  typed.set(id, { ...was, people })
}

/** The first laptop of the first district passes to somebody else, who goes on with it. */
export async function handOver({ stories: [story] }: Quarter): Promise<void> {
  await story?.a.rpc.session.handOver({ to: '陈接任', passphrase, newPassphrase: '接任以后的新口令' })
}

/** The city takes in files, twice if need be, and hands in at its province. @returns what became of them at the city */
export async function handIn(quarter: Quarter, files: readonly string[]) {
  quarter.brought.push(...files)
  const taken = await ingestPile(quarter.city, files, rules)
  const up = await ingestPile(quarter.province, [await sentByCity(quarter)], rules)
  return { taken, up }
}

/** A receipt goes down the whole way: province to city, city to each district. @returns changes that each district knows to have come */
export async function receiptsDown(quarter: Quarter): Promise<readonly (number | null)[]> {
  const { province, city, stories } = quarter
  const asked = { site: city.keys.site.id, asksForContents: false }
  const down = await exportFromHub(province, asked, stickOf(quarter))
  await ingestPile(city, [join(stickOf(quarter), down.file)], rules)
  const pending: (number | null)[] = []
  for (const { district, stick } of stories) {
    const { site } = await district.rpc.profile.state({})
    const back = await exportFromHub(city, { site: site?.id ?? '', asksForContents: false }, stick)
    await district.take(back.file)
    const { peers } = await district.rpc.sync.status({})
    pending.push(peers.find(({ role }) => role === 'city')?.pending ?? null)
  }
  return pending
}

/** What was typed, added up. @param month absent: all of it */
export function typedSums({ typed }: Quarter, month?: string): Record<'sessions' | 'attendance', number> {
  const rows = [...typed.values()].filter((one) => month === undefined || one.month === month)
  return { sessions: rows.length, attendance: rows.reduce((sum, { people }) => sum + people, 0) }
}

const computersOf = ({ district, a, b, far }: Pair): readonly Computer[] => [district, a, b, far]

const stickOf = ({ stories }: Quarter): string => stories[0]?.stick ?? ''

const sentByDistrict = async ({ district, stick }: Pair): Promise<string> =>
  join(stick, (await district.send('示范市')).file)

async function sentByCity(quarter: Quarter): Promise<string> {
  const { city, province } = quarter
  const to = { site: province.keys.site.id, asksForContents: false }
  return join(stickOf(quarter), (await exportFromHub(city, to, stickOf(quarter))).file)
}
