import { AppError } from '../errors'
import { activity } from './activity'
import { courtyardSession } from './courtyard-session'
import type { Kind } from './define'
import { person } from './person'
import { team } from './team'
import { unit } from './unit'

/** Every record kind, in the order the window shows them. */
export const kinds: readonly Kind[] = [courtyardSession, activity, team, person, unit]

const byName = new Map(kinds.map((kind) => [kind.name, kind]))

/** The kind of this name. @throws AppError `kind.unknown` */
export function kindOf(name: string): Kind {
  const kind = byName.get(name)
  if (!kind) throw new AppError('kind.unknown', { kind: name })
  return kind
}

/** The kind of this name, or `undefined`: a newer laptop may send kinds that this version does not know. */
export function knownKind(name: string): Kind | undefined {
  return byName.get(name)
}
