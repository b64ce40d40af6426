import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineCall } from '../../shared/contract'
import { createRpc, type Rpc } from '../../shared/contract/rpc'
import { type FileToken, fileToken } from '../../shared/contract/types'
import { AppError } from '../../shared/errors'
import type { Log, OpenContext } from '../engine/context'
import { LARGEST_WHOLE_COPY } from '../engine/db/before-import'
import { createDispatch } from '../engine/dispatch'
import { FAT32_LARGEST } from '../engine/files/verified-file'
import { handlers } from '../engine/handlers'
import { newId } from '../engine/new-id'
import { openContext } from '../engine/open-context'
import { openPen, undisturbed } from '../engine/pen'
import { type DoorContext, newSession } from '../engine/session'
import { neverCancelled, openTasks } from '../engine/tasks'
import { releaseKey } from '../engine/update/release-key'
import { systemClock, systemRandom } from '../machine/surroundings'

/** Who signs in at every profile of the bench. */
export const stationUser = '测速员'
/** Of every profile of the bench. */
export const stationPassphrase = '测速用的口令一二三'
/** What a passphrase costs is not measured here. */
const kdfCost = 2 ** 10

/** One installation of the bench: a profile in its own folder, signed in, with the engine's insides at hand. */
export interface Station {
  readonly profile: string
  readonly rpc: Rpc
  readonly ctx: OpenContext
  /** A token for a path. */
  grant(path: string): FileToken
  operation(): string
  close(): Promise<void>
}

/** A district and one laptop of its street, joined, each closed again: what the entries copy and open. */
export interface StationPlaces {
  readonly district: string
  readonly street: string
  /** Ids of the street and of its villages. */
  readonly scope: string
  readonly villages: readonly string[]
}

const quiet = (): void => undefined
/** A log that nobody reads. */
export const quietLog: Log = { info: quiet, warn: quiet, error: quiet }

function engineOver(profile: string) {
  const paths = new Map<FileToken, string>()
  const door: DoorContext = {
    profile,
    appVersion: '0.0.0',
    releaseKey,
    clock: systemClock,
    random: systemRandom,
    log: quietLog,
    kdfCost,
    largestFile: FAT32_LARGEST,
    largestWholeCopy: LARGEST_WHOLE_COPY,
    emit: quiet,
    pathOf: (token) => {
      const path = paths.get(token)
      if (path === undefined) throw new AppError('file.unknown')
      return path
    },
    session: newSession(quiet),
    signal: neverCancelled,
    ...undisturbed,
    paths,
    tasks: openTasks(),
  }
  const rpc = createRpc(createDispatch(door, handlers, openPen()) as EngineCall)
  const grant = (path: string): FileToken => {
    const token = fileToken.parse(String(paths.size))
    paths.set(token, path)
    return token
  }
  const signedIn = (): Station => {
    const profileOpen = door.session.current()
    if (!profileOpen) throw new RangeError('nobody is signed in')
    return {
      profile,
      rpc,
      grant,
      ctx: openContext(door, profileOpen),
      operation: () => newId({ clock: systemClock, random: systemRandom }),
      close: async () => {
        await rpc.session.lock({})
      },
    }
  }
  return { rpc, grant, signedIn }
}

/** Opens a profile that `makePlaces` made, or a copy of one. */
export async function openStation(profile: string): Promise<Station> {
  const engine = engineOver(profile)
  await engine.rpc.session.unlock({ user: stationUser, passphrase: stationPassphrase })
  return engine.signedIn()
}

/** Makes the two profiles under `folder`, which have met: the laptop is let in. */
export async function makePlaces(folder: string): Promise<StationPlaces> {
  mkdirSync(folder, { recursive: true })
  const places = { district: join(folder, 'district'), street: join(folder, 'street') }
  const office = engineOver(places.district)
  const made = await office.rpc.profile.createDistrict({
    unit: '测速区',
    user: stationUser,
    passphrase: stationPassphrase,
  })
  const district = office.signedIn()
  const add = async (name: string, level: string, parent: string): Promise<string> => {
    const patch = { name, level, parent }
    return (await district.rpc.records.save({ kind: 'unit', patch, operation: district.operation() })).id
  }
  const scope = await add('东街街道', 'street', made.unit)
  const villages: string[] = []
  for (let n = 1; n <= 26; n += 1) villages.push(await add(`桃花${n}村`, 'village', scope))
  const { file, passphrase: joinPassphrase } = await district.rpc.sync.createJoinFile({
    scope,
    letter: 'A',
    folder: district.grant(folder),
  })
  await district.close()
  const laptop = engineOver(places.street)
  await laptop.rpc.profile.join({
    file: laptop.grant(join(folder, file)),
    joinPassphrase,
    user: stationUser,
    passphrase: stationPassphrase,
  })
  const { file: first } = await laptop.rpc.sync.exportBundle({ folder: laptop.grant(folder) })
  await laptop.signedIn().close()
  await office.rpc.session.unlock({ user: stationUser, passphrase: stationPassphrase })
  await office.rpc.sync.importBundles({ files: [office.grant(join(folder, first))] })
  const { newcomers } = await office.rpc.sites.newcomers({})
  for (const { site, fingerprint } of newcomers)
    await office.rpc.sites.admit({ site, fingerprint: fingerprint.join(' '), despite: false })
  await office.signedIn().close()
  return { ...places, scope, villages }
}
