import type { OpenContext } from '../context'
import { makeHolder } from './holder'
import type { HeldKeys, KeyHolder } from './keys-file'
import { knownKeys } from './known-keys'

/** A key pair for somebody at this open profile, not written yet. @throws AppError `profile.keys-changed` */
export function holderFor(
  ctx: Pick<OpenContext, 'db' | 'dataKey' | 'profile' | 'kdfCost' | 'random' | 'clock'>,
  user: string,
  passphrase: string,
): Promise<KeyHolder> {
  return makeHolder(ctx, knownKeys(ctx).profile, user, passphrase, ctx.dataKey)
}

/** The keys with this person's, instead of those the person had. */
export function withHolder(held: HeldKeys, holder: KeyHolder): HeldKeys {
  return { ...held, users: [...held.users.filter(({ name }) => name !== holder.name), holder] }
}

/** The keys without a person's. */
export function withoutHolder(held: HeldKeys, user: string): HeldKeys {
  return { ...held, users: held.users.filter(({ name }) => name !== user) }
}
