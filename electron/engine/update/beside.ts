import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { isAskedFor } from '../../../shared/update/fit'
import { compareVersions } from '../../../shared/update/version'
import { type DoorContext, tokenFor } from '../session'
import { packageNamed } from './kept'
import { programHere } from './prepare'

/** The newest package for this computer beside files that came from a stick, by its name alone: it may lie there for others too. @throws AppError `session.locked` */
export function packageBeside(ctx: DoorContext, { files }: Parsed<'update.beside'>): Output<'update.beside'> {
  if (!ctx.session.current()) throw new AppError('session.locked')
  const folders = new Set(files.map((file) => dirname(ctx.pathOf(file))))
  const found = [...folders].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder).map((name) => ({ name, folder, subject: packageNamed(name) }))
      : [],
  )
  const target = programHere(ctx)
  const [newest] = found
    .flatMap(({ name, folder, subject }) =>
      subject && isAskedFor(subject, target) ? [{ name, folder, version: subject.version }] : [],
    )
    .sort((one, other) => compareVersions(other.version, one.version))
  if (!newest) return null
  const { name, folder, version } = newest
  return { version, name, token: tokenFor(ctx, join(folder, name)) }
}
