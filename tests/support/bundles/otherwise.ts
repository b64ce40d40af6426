import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import type { Manifest } from '../../../shared/sync/manifest'
import type { Computer } from '../desks/engine'
import { siteKeyOf } from '../desks/own-keys'
import type { Pair } from '../desks/pair'
import { entriesOf, openBundle, writeBundle } from './bundles'

/** A bundle of a laptop for the district whose manifest says something else, well signed: what another version would write. */
export async function sendOtherwise(
  { stick, recoveryKey, district }: Pair,
  from: Computer,
  otherwise: (manifest: Manifest) => Partial<Manifest>,
): Promise<string> {
  const { file } = await from.send()
  const bundle = await openBundle(join(stick, file), recoveryKey)
  Object.assign(bundle.manifest, otherwise(bundle.manifest))
  const toDistrict = await identityToRecipient((await siteKeyOf(district)).identity)
  await writeBundle(join(stick, file), entriesOf(bundle, (await siteKeyOf(from)).signKey), toDistrict)
  return file
}
