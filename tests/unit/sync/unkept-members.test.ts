import type { Json } from '../../../shared/json'
import { changeText } from '../../../shared/sync/chain'
import { CHAIN_START, type Link } from '../../../shared/sync/change'
import { parseChange } from '../../../shared/sync/manifest'

const lineWith = (value: Json): string => {
  const link: Link = {
    clock: '01a19eeb8e800000',
    site: 'a5d96cc18949d9de'.repeat(2),
    scope: 'street',
    seq: 1,
    prev: CHAIN_START,
    record: '01890000-0000-7000-8000-000000000002',
    kind: 'courtyard-session',
    kindVersion: 1,
    author: '王录入',
    at: '2026-11-03T01:00:00.000Z',
    salt: 'A'.repeat(16),
    set: { agenda: value },
    over: {},
  }
  return changeText(link).line
}

test.each(['__proto__', 'toString', 'valueOf', 'toJSON'])(
  'a value with a member %s, at any depth, is no change’s: a screen that shows it would throw',
  (name) => {
    const map = Object.fromEntries([[name, 1]])
    for (const value of [map, [map], { rows: [{ cell: map }] }])
      expect(() => parseChange(lineWith(value))).toThrow(RangeError)
    // What a person types about it is only text.
    for (const value of [name, `"${name}":1`, `\\"${name}":`])
      expect(() => parseChange(lineWith(value))).not.toThrow()
  },
)
