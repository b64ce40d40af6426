import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { AppError } from '../../../shared/errors'
import { isOfWhole, OF_WHOLE_MARK } from '../../../shared/records/search-letters'
import type { Random } from '../../engine/context'
import type { HubKeys } from '../keys'

/** Hides what masks hide from whoever has the database and not the hub's keys. */
export interface Seal {
  /** @returns base64 of a number of the key and a nonce, the sealed text and its tag: AES-256-GCM */
  close(text: string): string
  /** @throws AppError `hub.other-keys` for what was sealed under another key, or changed since */
  open(sealed: string): string
  /** What stands for a value where only equal ones are told apart: HMAC-SHA256, its first 16 bytes in base64url. */
  standIn(value: string): string
  /** Terms of the search index: those of what masks hide are spelt so that nobody without the key reads them. */
  spelt(terms: readonly string[]): readonly string[]
}

const CIPHER = 'aes-256-gcm'
const [NONCE, TAG, BLOCK] = [12, 16, 16]

const derived = (from: Uint8Array, what: string): Buffer =>
  Buffer.from(hkdfSync('sha256', from, '', `yuanba hub ${what}`, 32))

/** What whoever reads masked values needs of the hub's keys: 32 bytes, by which nobody signs and no attachment opens. */
export const valuesKeyOf = ({ dataKey }: Pick<HubKeys, 'dataKey'>): Buffer =>
  derived(Buffer.from(dataKey, 'base64'), 'values')

/** The seal of a hub with these keys. */
export const sealOf = (keys: Pick<HubKeys, 'dataKey'>, random: Random): Seal =>
  openSeal(valuesKeyOf(keys), random)

/** @see Seal. @param key `valuesKeyOf` */
export function openSeal(key: Uint8Array, random: Random): Seal {
  const keys = new Map<number, Buffer>()
  // One key of 256 by chance: each seals far fewer texts than there may be under random nonces of twelve bytes.
  const keyNumbered = (number: number): Buffer => {
    const made = keys.get(number) ?? derived(key, `values ${number}`)
    keys.set(number, made)
    return made
  }
  const spell = speller(derived(key, 'terms'))
  const facts = derived(key, 'facts')
  return {
    close(text) {
      const head = random.bytes(1 + NONCE)
      const cipher = createCipheriv(CIPHER, keyNumbered(head[0] ?? 0), head.subarray(1))
      return Buffer.concat([head, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64',
      )
    },
    open(sealed) {
      try {
        const bytes = Buffer.from(sealed, 'base64')
        const opening = createDecipheriv(CIPHER, keyNumbered(bytes[0] ?? 0), bytes.subarray(1, 1 + NONCE), {
          authTagLength: TAG,
        })
        opening.setAuthTag(bytes.subarray(-TAG))
        return `${opening.update(bytes.subarray(1 + NONCE, -TAG), undefined, 'utf8')}${opening.final('utf8')}`
      } catch (cause) {
        throw new AppError('hub.other-keys', {}, { cause })
      }
    },
    standIn: (value) => createHmac('sha256', facts).update(value).digest().toString('base64url', 0, 16),
    spelt(terms) {
      const hidden = spell(terms.filter(isOfWhole))
      let at = 0
      return terms.map((term) => (isOfWhole(term) ? `${OF_WHOLE_MARK}${hidden[at++]}` : term))
    },
  }
}

/**
 * Spells each character of a term by the key and by all characters before it: four letters, the first 24 bits of a block of AES in
 * CBC with a fixed beginning. So terms are equal, or begin alike, exactly where they did; no character tells what it was.
 */
function speller(key: Buffer): (terms: readonly string[]) => readonly string[] {
  const aes = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  return (terms) => {
    const spelt = terms.map(() => '')
    let going = terms.map((term, at) => ({ at, left: [...term], from: at * BLOCK }))
    let last = Buffer.alloc(terms.length * BLOCK)
    // All terms a character at a time: one question to the cipher for each place, however many terms there are.
    for (let place = 0; ; place += 1) {
      going = going.filter(({ left }) => place < left.length)
      if (going.length === 0) return spelt
      const blocks = Buffer.allocUnsafe(going.length * BLOCK)
      going.forEach((one, nth) => {
        last.copy(blocks, nth * BLOCK, one.from, one.from + BLOCK)
        one.from = nth * BLOCK
        const mixed = blocks.readUInt32BE(one.from) ^ (one.left[place]?.codePointAt(0) ?? 0)
        blocks.writeUInt32BE(mixed >>> 0, one.from)
      })
      last = aes.update(blocks)
      for (const { at, from } of going) spelt[at] += last.toString('base64url', from, from + 3)
    }
  }
}
