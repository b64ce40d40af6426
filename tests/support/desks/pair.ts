import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import {
  type Computer,
  fixedClock,
  keptLog,
  type Parts,
  passphrase,
  seededRandom,
  startComputer,
  user,
} from './engine'
import { keptCopy } from './kept'

/** The passphrases that districts answered with their joining files, by the file's path. */
const passphrases = new Map<string, string>()

/** The passphrase of a joining file that a desk wrote here; a wrong one of any other file. */
export const joinPassphraseOf = (path: string): string => passphrases.get(path) ?? '没有这样的口令'

/** Has a joining file written. @returns its path on the stick */
export async function makeJoinFile(
  at: Computer,
  stick: string,
  wanted: { readonly scope: string; readonly letter: string; readonly again?: boolean },
): Promise<string> {
  const made = await at.rpc.sync.createJoinFile({ ...wanted, folder: at.engine.grant(stick) })
  passphrases.set(join(stick, made.file), made.passphrase)
  return join(stick, made.file)
}

export interface Pair {
  readonly stick: string
  readonly district: Computer
  /** Two laptops of the east street. */
  readonly a: Computer
  readonly b: Computer
  /** A laptop of the west street. */
  readonly far: Computer
  readonly units: Record<'district' | 'east' | 'west' | 'peach' | 'plum' | 'remote', string>
  readonly recoveryKey: string
  /** Another laptop joined to a street of this district, or of the district's successor. */
  join(street: string, letter: string, at?: Computer): Promise<Computer>
  close(): Promise<void>
}

type Limits = NonNullable<Parts['limits']>

/** A district with two streets: two laptops in one, one in the other, and a stick to carry files. */
export async function pair(seed = 0, limits: Limits = {}): Promise<Pair> {
  const root = mkdtempSync(join(tmpdir(), 'yuanba-pair-'))
  const stick = join(root, 'stick')
  const kept = await keptCopy(`pair-${seed}`, root, (folder) => makePair(folder, seed))
  const { units, recoveryKey } = kept
  const computers: Computer[] = []
  const reopened = async ({ name, state }: Closed): Promise<Computer> => {
    const computer = start(join(root, name), stick, state, limits)
    computers.push(computer)
    await computer.rpc.session.unlock({ user, passphrase })
    return computer
  }
  for (const [file, words] of Object.entries(kept.passphrases)) passphrases.set(join(stick, file), words)
  const [district, a, b, far] = [
    await reopened(kept.district),
    await reopened(kept.a),
    await reopened(kept.b),
    await reopened(kept.far),
  ]
  return {
    stick,
    district,
    units,
    recoveryKey,
    join: async (street, letter, at = district) => {
      const name = laptopName(street, letter, computers.length)
      const computer = start(join(root, name), stick, seed + computers.length + 1, limits)
      computers.push(computer)
      await joinStreet(at, computer, stick, street, letter)
      return computer
    },
    a,
    b,
    far,
    close: async () => {
      for (const computer of computers) await computer.engine.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

const laptopName = (street: string, letter: string, number: number): string =>
  `street-${street.slice(-4)}-${letter}-${number}`

/** A computer of a pair that is kept: its folder, and how far its random source came. */
type Closed = { readonly name: string; readonly state: number }

/** Makes what a pair starts with, and closes it. */
async function makePair(root: string, seed: number) {
  const stick = join(root, 'stick')
  mkdirSync(stick, { recursive: true })
  const words: Record<string, string> = {}
  const open: Computer[] = []
  const boot = (name: string): { computer: Computer; closed: () => Closed } => {
    const random = seededRandom(seed + open.length + 1)
    const parts = { profile: join(root, name), stick, clock: fixedClock(), random, log: keptLog() }
    const computer = startComputer(parts)
    open.push(computer)
    return { computer, closed: () => ({ name, state: random.state }) }
  }
  const { computer: district, closed } = boot('district')
  const made = await district.rpc.profile.createDistrict({ unit: '示范区', code: '510999', user, passphrase })
  const addUnit = (name: string, level: string, parent: string): Promise<string> =>
    district.save('unit', { name, level, parent })
  const east = await addUnit('东街街道', 'street', made.unit)
  const west = await addUnit('西街街道', 'street', made.unit)
  const units = {
    district: made.unit,
    east,
    west,
    peach: await addUnit('桃花村', 'village', east),
    plum: await addUnit('李子村', 'village', east),
    remote: await addUnit('远山村', 'village', west),
  }
  const joined = async (street: string, letter: string) => {
    const laptop = boot(laptopName(street, letter, open.length))
    const file = await joinStreet(district, laptop.computer, stick, street, letter)
    words[file] = joinPassphraseOf(join(stick, file))
    return laptop.closed
  }
  const laptops = [await joined(east, 'A'), await joined(east, 'B'), await joined(west, 'A')] as const
  for (const { engine } of open) await engine.close()
  const [a, b, far] = laptops
  return {
    units,
    recoveryKey: made.recoveryKey,
    passphrases: words,
    district: closed(),
    a: a(),
    b: b(),
    far: far(),
  }
}

function start(profile: string, stick: string, seed: number, limits: Limits = {}): Computer {
  return startComputer({
    profile,
    stick,
    clock: fixedClock(),
    random: seededRandom(seed),
    log: keptLog(),
    limits,
  })
}

/** Writes a joining file at the district and joins a new computer with it. @returns the file's name on the stick */
export async function joinStreet(
  district: Computer,
  computer: Computer,
  stick: string,
  scope: string,
  letter: string,
): Promise<string> {
  const path = await makeJoinFile(district, stick, { scope, letter })
  await joinWith(computer, path)
  return basename(path)
}

/** A new computer shows itself by an empty file, and is let in: what it brings next is imported like anybody's. */
export async function meet(office: Computer, newcomer: Computer): Promise<void> {
  await office.take((await newcomer.send()).file)
}

/** Joins a computer with a joining file. */
export async function joinWith(
  computer: Computer,
  path: string,
  joinPassphrase = joinPassphraseOf(path),
): Promise<void> {
  await computer.rpc.profile.join({ file: computer.engine.grant(path), joinPassphrase, user, passphrase })
}

/** A district joins a city with a joining file of its own. @returns the city's name, as the district now knows it */
export async function joinCity(city: Computer, district: Computer, stick: string): Promise<string> {
  const { site } = await city.rpc.profile.state({})
  const path = await makeJoinFile(city, stick, { scope: site?.unitId ?? '', letter: 'A' })
  const { unit } = await district.rpc.sites.joinCity({
    file: district.engine.grant(path),
    joinPassphrase: joinPassphraseOf(path),
  })
  return unit
}

/** A computer without a profile, beside the others. */
export function newComputer(stick: string, name: string, seed = 99, limits: Limits = {}): Computer {
  return start(join(stick, '..', name), stick, seed, limits)
}

/** A closed computer's profile, opened where sticks take files up to this many bytes; nobody is signed in. */
export function withLargestFile({ profile }: Computer, stick: string, largestFile: number): Computer {
  return start(profile, stick, 98, { largestFile })
}

/** A valid session in a village. */
export function session(unit: string, over: Record<string, string | number | null> = {}) {
  return {
    date: '2026-11-03',
    unit,
    courtyard: '解家院子',
    chair: '王主持',
    speaker: '赵主讲',
    start: '09:30',
    households: 20,
    people: 45,
    agenda: '根治欠薪',
    leaflets: 60,
    ...over,
  }
}

/** What stays inside a profile besides its own files: temporary ones that should have gone. */
export function leftovers(computer: Computer): string[] {
  return readdirSync(computer.profile).filter((name) => name.startsWith('spool-'))
}
