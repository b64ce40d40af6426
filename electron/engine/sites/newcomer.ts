import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { carriedOfficial } from '../../../shared/sync/manifest'
import { openFamily, type Person } from './family'
import { type ReadIntroduction, readOfficial } from './introductions'
import type { NewcomerRow } from './newcomer-queries'

/** A computer that asks to be let in. */
export interface AskingComputer {
  readonly row: NewcomerRow
  readonly introductions: readonly ReadIntroduction[]
  /** Its selves from the one that spoke last to the first. */
  readonly selves: readonly Person[]
  /** The self that asks: the latest one with a joining file. */
  readonly asks: Person
}

/** @throws AppError `profile.damaged` */
export function readNewcomer(row: NewcomerRow): AskingComputer {
  const carried = z.array(carriedOfficial).safeParse(JSON.parse(row.introductions))
  const { introductions } = readOfficial(carried.data ?? [], '')
  const family = openFamily(introductions)
  const selves = family.before(row.sender).flatMap((self) => family.person(self) ?? [])
  const asks = selves.find(({ join }) => join !== undefined)
  if (!asks) throw new AppError('profile.damaged', { fact: 'newcomer' })
  return { row, introductions, selves, asks }
}
