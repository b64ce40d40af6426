import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeLocal } from '../../../electron/engine/changes/write'
import type { EngineContext, OpenContext } from '../../../electron/engine/context'
import { openForReading } from '../../../electron/engine/db/open'
import { openContext } from '../../../electron/engine/open-context'
import { undisturbed } from '../../../electron/engine/pen'
import { openProfile } from '../../../electron/engine/profile/profile'
import { neverCancelled } from '../../../electron/engine/tasks'
import { releaseKey } from '../../../electron/engine/update/release-key'
import type { ImportedFile } from '../../../shared/contract/exchanged-files'
import type { Json } from '../../../shared/json'
import type { Flat } from '../../../shared/shapes'
import { auditRows } from './audit-rows'
import type { Computer } from './engine'
import { kdfCost, keptLog, passphrase, user } from './engine'
import { dataKeyOf, type Who } from './keys'
import { newComputer } from './pair'

/** How often something stands in an audit log, by action. */
export type Tally = ReadonlyMap<string, number>

/** A desk and its clerk. Its computer may be another one later, and its disk an older one. */
export interface Desk {
  computer: Computer
  who: Who
  /** Every self of the desk, the present last. */
  readonly selves: string[]
  /** How far its clock is off, in ms. */
  offset: number
  /** What its audit log has to say. */
  audited: Map<string, number>
  backup: Kept | undefined
  copy: Kept | undefined
  /** An old copy of its files was put back: what others saw of its audit log since is gone, and told as such for good. */
  wasPutBack: boolean
}

/** A backup file, or the folder of a copied profile, with what was true then. */
interface Kept {
  readonly path: string
  /** The desk of the file. */
  readonly site: string
  readonly who: Who
  readonly audited: Tally
}

export const deskAt = (computer: Computer): Desk => ({
  computer,
  who: { user, passphrase },
  offset: 0,
  audited: new Map(),
  selves: [],
  backup: undefined,
  copy: undefined,
  wasPutBack: false,
})

/** The actions that the walk counts. */
const counted: ReadonlySet<string> = new Set([
  ...['records.save', 'records.delete', 'records.restore', 'records.resolve'],
  ...['sync.export', 'sync.import', 'session.handOver', 'sites.revoke'],
])

/** What the audit log of a desk says, by action, as far as the walk counts. */
export async function auditedAt({ computer, who }: Desk): Promise<Map<string, number>> {
  const tally = new Map<string, number>()
  for (const { action } of await auditRows(computer, who)) if (counted.has(action)) note(tally, action)
  return tally
}

export function note(tally: Map<string, number>, action: string): void {
  tally.set(action, (tally.get(action) ?? 0) + 1)
}

/** A value that somebody typed. */
export interface Typed {
  readonly record: string
  readonly key: string
  readonly value: Json
}
export const textOf = ({ record, key, value }: Typed): string => `${record}/${key}=${JSON.stringify(value)}`

/** Every value that the log of a desk ever set, as `record/key=value`. */
export async function everSet({ computer, who }: Desk): Promise<ReadonlySet<string>> {
  const db = openForReading(join(computer.profile, 'profile.db'), await dataKeyOf(computer.profile, who))
  try {
    const rows = db
      .prepare<[], { record: string; fields: string }>('SELECT record, fields FROM changes')
      .all()
    return new Set(
      rows.flatMap(({ record, fields }) => {
        const { set } = JSON.parse(fields) as { readonly set: Flat }
        return Object.entries(set).map(([key, value]) => textOf({ record, key, value }))
      }),
    )
  } finally {
    db.close()
  }
}

/** Does work past the engine's door, on a computer's open profile; somebody is signed in before and after. */
export async function pastTheCalls<T>(
  { profile, clock, random, rpc }: Computer,
  who: Who,
  work: (ctx: OpenContext) => T | Promise<T>,
): Promise<T> {
  const base: EngineContext = {
    profile,
    appVersion: '9.9.9',
    releaseKey,
    clock: { now: () => clock.time },
    random,
    log: keptLog(),
    kdfCost,
    pathOf: (token) => token,
    emit: () => undefined,
    signal: neverCancelled,
    ...undisturbed,
    largestFile: 2 ** 31,
    largestWholeCopy: 0,
  }
  await rpc.session.lock({})
  const open = openProfile(base, who.user, await dataKeyOf(profile, who))
  try {
    return await work(openContext(base, open))
  } finally {
    open.close()
    await rpc.session.unlock({ ...who })
  }
}

/** What a program of another version writes: fields that this version does not know, under another number. */
export const writeAs = (
  { computer, who }: Desk,
  kindVersion: number,
  edit: { readonly record: string; readonly scope: string; readonly set: Flat },
): Promise<void> =>
  pastTheCalls(computer, who, (ctx) => {
    const write = ctx.db.transaction(() =>
      writeLocal(ctx, [{ ...edit, kind: 'courtyard-session', kindVersion }]),
    )
    write.immediate()
  })

/** Backs a desk up onto the stick. */
export async function backUp(desk: Desk, stick: string): Promise<void> {
  const { computer, who, audited } = desk
  const { file } = await computer.rpc.safety.backup({ folder: computer.engine.grant(stick) })
  desk.backup = { path: join(stick, file), site: await siteOf(desk), who, audited: new Map(audited) }
}

/** The computer of a desk is gone; a new one goes on from its backup. */
export async function restore(desk: Desk, backup: Kept, stick: string, life: number): Promise<void> {
  await desk.computer.engine.close()
  const computer = newComputer(stick, `life-${life}`, 1000 + life, { largestWholeCopy: 0 })
  computer.clock.time = desk.computer.clock.time
  await computer.rpc.profile.restore({ file: computer.engine.grant(backup.path), ...backup.who })
  Object.assign(desk, { computer, who: backup.who, audited: new Map(backup.audited), copy: undefined })
}

/** Copies the files of a desk's profile by hand. */
export async function copyFiles(desk: Desk): Promise<void> {
  const { computer, who, audited } = desk
  const path = join(mkdtempSync(join(computer.profile, '..', 'copy-')), 'profile')
  await computer.rpc.session.lock({})
  cpSync(computer.profile, path, { recursive: true })
  await computer.rpc.session.unlock({ ...who })
  desk.copy = { path, site: await siteOf(desk), who, audited: new Map(audited) }
}

/** Puts the copied files in the place of the profile. */
export async function putBack(desk: Desk, copy: Kept): Promise<void> {
  const { computer } = desk
  await computer.rpc.session.lock({})
  rmSync(computer.profile, { recursive: true })
  renameSync(copy.path, computer.profile)
  Object.assign(desk, { who: copy.who, audited: new Map(copy.audited), copy: undefined, wasPutBack: true })
  await computer.rpc.session.unlock({ ...copy.who })
}

/** Another clerk sits down for good. */
export async function handOver(desk: Desk, name: string): Promise<void> {
  const next = { user: name, passphrase: `${name}自己的新口令` }
  const { passphrase: own } = desk.who
  await desk.computer.rpc.session.handOver({ to: name, newPassphrase: next.passphrase, passphrase: own })
  desk.who = next
}

/** Takes a file with everything that a person may allow, when asked to. */
export async function take(
  { computer }: Desk,
  path: string,
  isAllowed = false,
): Promise<ImportedFile | undefined> {
  const files = [computer.engine.grant(path)]
  const allowed = { allowMassDelete: isAllowed, acceptClosed: isAllowed, acceptForgotten: isAllowed }
  return (await computer.rpc.sync.importBundles({ files, ...allowed })).files[0]
}

const siteOf = async ({ computer }: Desk): Promise<string> =>
  (await computer.rpc.profile.state({})).site?.id ?? ''

/** Whether this is of the desk's present self: no reader takes in a second successor of one site without asking. */
export const isOfNow = async (desk: Desk, kept: Kept): Promise<boolean> => (await siteOf(desk)) === kept.site

/** Every self of a desk, with its present self. */
export async function selvesOf(desk: Desk): Promise<readonly string[]> {
  const { selves } = desk
  const now = await siteOf(desk)
  // An old copy is a former self again.
  if (selves.includes(now)) selves.splice(selves.indexOf(now), 1)
  selves.push(now)
  return selves
}

/**
 * The self of another desk that this desk writes to: the present one, even when it was replaced before its old copy was
 * put back.
 * Otherwise it is the newest self that the desk knows and that has not ended.
 */
export async function knownAs(desk: Desk, selves: readonly string[]): Promise<string | undefined> {
  const { sites } = await desk.computer.rpc.sites.list({})
  const living = new Set(sites.filter(({ revokedAt }) => revokedAt === null).map(({ site }) => site))
  const { peers } = await desk.computer.rpc.sync.status({})
  const present = peers.find(({ site, replaced }) => site === selves.at(-1) && replaced)
  return present?.site ?? selves.findLast((self) => living.has(self))
}
