import { join } from 'node:path'
import type { Computer } from '../desks/engine'
import { type Pair, session } from '../desks/pair'

/** A whole number below `below`, the same ones for the same seed. */
export type Draw = (below: number) => number

/** @see Draw */
export function drawing(seed: number): Draw {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** What happens in one district. */
interface District {
  readonly story: Pair
  readonly laptops: Computer[]
  readonly records: string[]
  /** Laptops that were lost. */
  readonly lost: Set<Computer>
}

/**
 * Lets districts live: they save, edit at two laptops at once, delete, bring back, rename villages, exchange, lose a laptop and erase.
 * Now and then each hands in. @returns the paths of what they handed in, in the order of writing
 */
export async function liveOn(
  stories: readonly Pair[],
  steps: number,
  draw: Draw,
  office = '示范市',
): Promise<string[]> {
  const districts = stories.map(
    (story): District => ({ story, laptops: [story.a, story.b, story.far], records: [], lost: new Set() }),
  )
  const files: string[] = []
  const handIn = async ({ story }: District): Promise<void> => {
    files.push(join(story.stick, (await story.district.send(office)).file))
  }
  for (let step = 0; step < steps; step += 1) {
    const district = districts[draw(districts.length)]
    if (!district) continue
    await happens(district, draw)
    // Once in each history a laptop is lost in the middle of its work.
    if (step === Math.floor(steps / 2)) await lose(district)
    if (draw(4) === 0) await handIn(district)
  }
  for (const district of districts) {
    for (const laptop of district.laptops) if (!district.lost.has(laptop)) await bring(district, laptop)
    await handIn(district)
  }
  return files
}

async function happens(district: District, draw: Draw): Promise<void> {
  const { story, records, laptops } = district
  const laptop = laptops[draw(laptops.length)] ?? story.a
  const village = laptop === story.far ? story.units.remote : [story.units.peach, story.units.plum][draw(2)]
  const record = records[draw(records.length)] ?? ''
  const operation = laptop.operation()
  for (const { clock } of [...laptops, story.district]) clock.time += draw(3) * 60_000
  switch (draw(10)) {
    case 0:
    case 1:
    case 2:
      records.push(
        await laptop.save(
          'courtyard-session',
          session(village ?? '', { people: draw(90), summary: `第${draw(99)}次` }),
        ),
      )
      return
    case 3:
    case 4:
      return await unlessUnknown(() => laptop.save('courtyard-session', { people: draw(90) }, record))
    case 5:
      return await unlessUnknown(() => laptop.rpc.records.delete({ id: record, operation }))
    case 6:
      return await unlessUnknown(() => laptop.rpc.records.restore({ id: record, operation }))
    case 7:
      await story.district.save('unit', { name: `桃花村${draw(9)}组` }, story.units.peach)
      return
    case 8:
      return await erase(district, record)
    default:
      return await bring(district, laptop)
  }
}

/** The district ends a laptop that has typed more than it handed in. */
async function lose(district: District): Promise<void> {
  const { story, lost } = district
  await bring(district, story.b)
  await story.b.save('courtyard-session', session(story.units.plum))
  const site = (await story.b.rpc.profile.state({})).site?.id ?? ''
  lost.add(story.b)
  await story.district.rpc.sites.revoke({ site, reason: '电脑遗失' })
}

/** The district erases a record that it has. */
async function erase({ story }: District, id: string): Promise<void> {
  await unlessUnknown(() => story.district.rpc.records.erase({ id, reason: '保存期满' }))
}

/** A laptop hands in at its district and takes back what that has for it. */
async function bring({ story, lost }: District, laptop: Computer): Promise<void> {
  if (lost.has(laptop)) return
  await story.district.take((await laptop.send()).file)
  const site = (await laptop.rpc.profile.state({})).site?.id ?? ''
  await laptop.take((await story.district.send(site)).file)
}

/** A record that this laptop does not have, or that stands otherwise there, is left alone. */
async function unlessUnknown(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Error && error.constructor.name === 'RpcError')) throw error
  }
}
