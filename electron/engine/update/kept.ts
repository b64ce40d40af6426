import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { isAskedFor, isSameSystem, type UpdateTarget } from '../../../shared/update/fit'
import { type UpdateSubject, updateSubject } from '../../../shared/update/manifest'
import { compareVersions } from '../../../shared/update/version'
import type { OpenContext } from '../context'
import { programOf } from '../exchange/queries'
import { moveFile, removeNow } from '../files/rename'
import { bytesOf, readBack, writeVerified } from '../files/verified-file'
import { onlyLook, readPackage } from './read-package'

/** The folder of packages inside the profile. */
export const UPDATES_PLACE = 'updates'

type Kept = Output<'update.state'>['kept'][number]

const nameParts =
  /^yuanba-(?<version>[\d.]+)-(?<platform>[a-z0-9]+)-(?<arch>[a-z0-9]+)(?:-(?<layout>uos))?\.ybu$/

/** What a package is called in the folder and on sticks: it is for everybody to read, and no secret. */
export const packageName = ({ version, platform, arch, layout }: UpdateSubject): string =>
  `yuanba-${version}-${platform}-${arch}${layout === 'plain' ? '' : `-${layout}`}.ybu`

/** What a package says by its name; `undefined` for another file. */
export function packageNamed(file: string): UpdateSubject | undefined {
  const parts = nameParts.exec(file)?.groups
  return updateSubject.safeParse({ ...parts, layout: parts?.layout ?? 'plain' }).data
}

const placeOf = (ctx: Pick<OpenContext, 'profile'>): string => join(ctx.profile, UPDATES_PLACE)

/** The packages that are kept, the newest first. Each was found good when it came; whoever installs it looks again. */
export function keptPackages(ctx: Pick<OpenContext, 'profile'>): readonly Kept[] {
  const folder = placeOf(ctx)
  if (!existsSync(folder)) return []
  const kept = readdirSync(folder).flatMap((file) => {
    const subject = packageNamed(file)
    return subject ? [{ ...subject, file, bytes: statSync(join(folder, file)).size }] : []
  })
  return kept.sort((one, other) => compareVersions(other.version, one.version))
}

/**
 * Takes a package in, found good, and drops older ones for the same system. It is copied first and judged as it lies here.
 * @throws AppError as `readPackage` and `writeVerified`
 */
export async function keepPackage(
  ctx: OpenContext,
  input: Parsed<'update.keep'>,
): Promise<Output<'update.keep'>> {
  const folder = placeOf(ctx)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const incoming = join(folder, 'incoming.ybu')
  try {
    const { bytes } = await writeVerified(incoming, bytesOf(ctx.pathOf(input.file)), { signal: ctx.signal })
    const { manifest } = await readPackage(incoming, ctx.releaseKey, onlyLook)
    const { version, platform, arch, layout } = manifest
    const file = packageName(manifest)
    await moveFile(incoming, join(folder, file))
    for (const other of keptPackages(ctx)) if (isOlder(other, manifest)) removeNow(join(folder, other.file))
    ctx.db.transaction(() => ctx.audit('update.keep', { file })).immediate()
    return { version, platform, arch, layout, file, bytes }
  } finally {
    removeNow(incoming)
  }
}

const isOlder = (one: UpdateSubject, other: UpdateSubject): boolean =>
  isSameSystem(one, other) && compareVersions(one.version, other.version) < 0

/** Removes a package; nothing where there is none. */
export function dropPackage(ctx: OpenContext, subject: UpdateSubject): Output<'update.drop'> {
  const file = packageName(subject)
  removeNow(join(placeOf(ctx), file))
  ctx.db.transaction(() => ctx.audit('update.drop', { file })).immediate()
  return subject
}

/** The newest package that is kept for such a computer. */
export const packageFor = (kept: readonly Kept[], target: UpdateTarget): Kept | undefined =>
  kept.find((one) => isAskedFor(one, target))

/**
 * Puts the package that a computer asks for into a folder, where it is not there already, and reads it back.
 * @throws AppError as `writeVerified`
 */
export async function bringPackage(
  ctx: OpenContext,
  input: Parsed<'update.bring'>,
): Promise<Output<'update.bring'>> {
  const folder = ctx.pathOf(input.folder)
  const program = programOf(ctx.db, input.site)
  const wanted = program && packageFor(keptPackages(ctx), program)
  if (!wanted) return null
  const { file, version, bytes } = wanted
  const [from, to] = [join(placeOf(ctx), file), join(folder, file)]
  if (existsSync(to) && statSync(to).size === bytes) {
    const [here, there] = [await readBack(from, ctx.signal), await readBack(to, ctx.signal)]
    if (here.sha256 === there.sha256) return { file, version, bytes, wasThere: true, readFrom: there.from }
  }
  const { readFrom } = await writeVerified(to, counted(ctx, from, bytes), {
    largest: ctx.largestFile,
    signal: ctx.signal,
  })
  ctx.db.transaction(() => ctx.audit('update.bring', { file, peer: input.site })).immediate()
  return { file, version, bytes, wasThere: false, readFrom }
}

/** The bytes of a file, telling how far they have come. */
async function* counted(ctx: OpenContext, path: string, total: number): AsyncGenerator<Uint8Array> {
  let done = 0
  for await (const chunk of bytesOf(path)) {
    done += chunk.length
    ctx.emit('progress', { task: 'update', done, total })
    yield chunk
  }
}
