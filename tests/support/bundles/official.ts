import { hashOf } from '../../../electron/engine/changes/log'
import { signText } from '../../../electron/engine/sites/keys'
import type { Flat } from '../../../shared/shapes'
import { changeText } from '../../../shared/sync/chain'
import { CHAIN_START, type Said } from '../../../shared/sync/change'
import { type CarriedOfficial, checkpointText } from '../../../shared/sync/manifest'

/** A change that says who is who, as a manifest carries it. */
export interface Carried extends Said {
  readonly salt: string
  readonly set: Flat
}

/** What a manifest would carry of a change that `signKey` signs, whoever that is. */
export function official(said: Carried, signKey: string, prev = CHAIN_START): CarriedOfficial {
  const { line } = changeText({ ...said, prev })
  const { site, scope, seq: to } = said
  const checkpoint = signText(signKey, checkpointText({ site, scope, to, head: hashOf(line) }))
  return { line: line.replace(`"prev":"${prev}",`, ''), prev, checkpoint }
}

/** The introduction of a site in a manifest, read. */
export function introductionIn(official: readonly CarriedOfficial[], site: string): Carried {
  const found = official.map(({ line }) => JSON.parse(line) as Carried).filter((said) => said.site === site)
  const first = found.find(({ kind }) => kind === 'introduction')
  if (!first) throw new Error('the manifest introduces its sites')
  return first
}
