import { closeSync, cpSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ranToEnd } from './child'
import type { Lab } from './entry'
import { writeMixed } from './mixed-rows'
import { writeRows } from './sample-rows'
import { makePlaces, openStation, type Station, type StationPlaces, stationPassphrase } from './station'

/** A street's laptop with `size` records, its bundle for the district, and the district before it came. */
export interface MeasuredExchange {
  readonly places: StationPlaces
  readonly size: number
  /** The bundle's path, and its size in bytes. */
  readonly bundle: string
  readonly bytes: number
}

/** Makes something once a run, however many entries want it. */
function once<T>(make: (lab: Lab) => Promise<T>): (lab: Lab) => Promise<T> {
  const made = new WeakMap<Lab, Promise<T>>()
  return (lab) => {
    const making = made.get(lab) ?? make(lab)
    made.set(lab, making)
    return making
  }
}

/** The exchange of `lab.size` records that several entries measure. */
export const exchangeOf = once((lab) => makeExchange(lab, 'exchange', lab.size))

async function makeExchange(lab: Lab, name: string, size: number): Promise<MeasuredExchange> {
  lab.note(`准备 ${size} 条记录的交换文件…`)
  const folder = join(lab.folder, name)
  const places = await makePlaces(folder)
  const street = await openStation(places.street)
  writeRows(street, places, { from: 0, to: size, overTwoYears: size })
  const { file, bytes } = await street.rpc.sync.exportBundle({ folder: street.grant(folder) })
  await street.close()
  return { places, size, bundle: join(folder, file), bytes }
}

/** A district that holds a laptop's records. */
export interface Store {
  readonly exchange: MeasuredExchange
  /** How many records it holds. */
  readonly held: number
  /** The most memory that the import of all records took, in bytes; a process of its own. */
  readonly peak: number
}

/**
 * The store of a tenth of `lab.size` and the one of ten times as much. The big one has taken in another tenth since, so that
 * what is kept before the next import only goes on from what was kept before the last.
 */
export const smallStore = once((lab) => makeStore(lab, 'small', tenth(lab), 0))
export const bigStore = once((lab) => makeStore(lab, 'big', lab.size * 10, tenth(lab)))

/** A store of a tenth of `lab.size` of its own, into which others are imported while it is asked. */
export const besideStore = once((lab) => makeStore(lab, 'beside', tenth(lab), 0))

export function tenth(lab: Lab): number {
  return Math.max(1, Math.round(lab.size / 10))
}

async function makeStore(lab: Lab, name: string, size: number, more: number): Promise<Store> {
  const exchange = await makeExchange(lab, name, size)
  lab.note(`导入 ${size} 条记录…`)
  const { places, bundle } = exchange
  const peak = await importInProcess(lab, places.district, bundle)
  const held = size + more
  if (more > 0) {
    const next = await nextBundle(exchange, { from: size, to: held })
    await importInProcess(lab, places.district, next)
  }
  return { exchange, held, peak }
}

/** The laptop's next records, after a receipt: from there on it sends only what is new. @returns the bundle's path */
export async function nextBundle(
  { places, bundle, size }: MeasuredExchange,
  rows: { readonly from: number; readonly to: number },
): Promise<string> {
  const folder = dirname(bundle)
  const district = await openStation(places.district)
  const { file } = await district.rpc.sync.exportBundle({ folder: district.grant(folder) })
  await district.close()
  const street = await openStation(places.street)
  await street.rpc.sync.importBundles({ files: [street.grant(join(folder, file))] })
  writeRows(street, places, { ...rows, overTwoYears: size })
  const next = await street.rpc.sync.exportBundle({ folder: street.grant(folder) })
  await street.close()
  return join(folder, next.file)
}

/** A laptop that holds records of every kind that the monthly report counts. */
export interface MixedStore {
  readonly profile: string
  readonly size: number
}

export const smallMixedStore = once((lab) => makeMixedStore(lab, 'mixed', lab.size))
export const mixedStore = once((lab) => makeMixedStore(lab, 'mixed-big', lab.size * 10))

async function makeMixedStore(lab: Lab, name: string, size: number): Promise<MixedStore> {
  lab.note(`准备 ${size} 条各类记录…`)
  const places = await makePlaces(join(lab.folder, name))
  const street = await openStation(places.street)
  writeMixed(street, places, size)
  await street.close()
  return { profile: places.street, size }
}

/** Imports a bundle by the command line in a process of its own. @returns its peak memory in bytes */
async function importInProcess(lab: Lab, profile: string, bundle: string): Promise<number> {
  const [program, ...before] = lab.cli
  const { code, told } = await ranToEnd(
    program,
    [...before, 'import', bundle, '--profile', profile, '--json'],
    {
      env: { ...process.env, YUANBA_PASSPHRASE: stationPassphrase, YUANBA_DEBUG_MEMORY: '1' },
    },
  )
  const peak = /^peak-rss-bytes (\d+)$/m.exec(told)?.[1]
  if (code !== 0 || peak === undefined) throw new Error(`the import failed: ${told}`)
  return Number(peak)
}

/** A profile that is open, whatever holds it. */
export type ImportsFiles = Pick<Station, 'rpc' | 'grant' | 'close'>

/** Opens a fresh copy of a profile, uses it, and removes it. */
export async function onCopy<T>(
  lab: Lab,
  profile: string,
  use: (station: Station) => Promise<T>,
): Promise<T> {
  return await onClosedCopy(lab, profile, (copy) => whileOpen(openStation(copy), use))
}

/** Makes a fresh copy of a profile, uses its folder, and removes it. */
export async function onClosedCopy<T>(
  lab: Lab,
  profile: string,
  use: (copy: string) => Promise<T>,
): Promise<T> {
  const copy = join(lab.folder, 'copy')
  cpSync(profile, copy, { recursive: true })
  settle(copy)
  try {
    return await use(copy)
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** Opens a profile, uses it, and closes it, which waits for what still goes on in it. */
export async function whileOpen<O extends ImportsFiles, T>(
  opening: Promise<O>,
  use: (opened: O) => Promise<T>,
): Promise<T> {
  const opened = await opening
  try {
    return await use(opened)
  } finally {
    await opened.close()
  }
}

/** Puts a fresh copy on the disk: otherwise the first commit in it would wait for the copying. */
export function settle(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const handle = openSync(join(entry.parentPath, entry.name), 'r+')
    fsyncSync(handle)
    closeSync(handle)
  }
}

/** Imports bundles and answers how many changes they carried. @throws RangeError when a file brought nothing */
export async function importAll(station: ImportsFiles, bundles: readonly string[]): Promise<number> {
  const tokens = bundles.map((path) => station.grant(path))
  const { files } = await station.rpc.sync.importBundles({ files: tokens })
  if (files.some(({ result }) => result !== 'applied')) throw new RangeError('a bundle was not applied whole')
  return files.reduce((sum, { changes }) => sum + changes, 0)
}
