import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../../../shared/json'
import fc from './property'
import { tell } from './seed'

/** What is fuzzed, and by what. */
export interface Fuzz<Case> {
  /** What the told lines and the files of findings are called by. */
  readonly name: string
  /** Cases that failed once lie in files of this folder, and are played again each time. */
  readonly findings: string
  readonly seeds: readonly number[]
  /** Plain JSON, so that a finding can be kept as a file. */
  readonly cases: fc.Arbitrary<Case>
  readonly count: number
  /** Plays a case. @returns what came of it, or of each part of it, for the tally. @throws where something does not hold */
  play(one: Case): Promise<readonly string[]>
}

/** A failing case is made smaller by at most so many more plays. */
const MOST_TRIES = 300

/**
 * Defines the tests of a fuzzer: what once was found is played again, then new cases. What fails is made smaller and kept as a file
 * below test-output, from where it moves to `findings`.
 */
export function fuzz<Case>({ name, findings, seeds, cases, count, play }: Fuzz<Case>): void {
  const found = existsSync(findings)
    ? readdirSync(findings).filter((file) => file.startsWith(`${name}-`))
    : []
  if (found.length > 0)
    test.each(found)('what once was found is found no more: %s', async (file) => {
      expect(await play(JSON.parse(readFileSync(join(findings, file), 'utf8')) as Case)).not.toEqual([])
    })
  test.each(seeds)(
    `${name}: whatever is made of it, it is taken or refused by a code, and all still holds: seed %i`,
    async (seed) => {
      const began = performance.now()
      const tally = new Map<string, number>()
      let played = 0
      for (const one of fc.sample(cases, { numRuns: count, seed })) {
        try {
          for (const outcome of await play(one)) {
            tally.set(outcome, (tally.get(outcome) ?? 0) + 1)
            played += 1
          }
        } catch (cause) {
          const fails = (smaller: Case): Promise<boolean> =>
            play(smaller).then(
              () => false,
              () => true,
            )
          throw new Error(`${keep(name, seed, await smallest(one, fails))} belongs into ${findings}`, {
            cause,
          })
        }
      }
      const seconds = Math.round((performance.now() - began) / 1000)
      tell(`${name}: ${played} in ${seconds} s: ${JSON.stringify(Object.fromEntries(tally))}`)
      expect(played).toBeGreaterThanOrEqual(count)
    },
    3_600_000,
  )
}

function keep(name: string, seed: number, finding: unknown): string {
  const folder = join(__dirname, '../../../test-output')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}-${seed}.json`)
  writeFileSync(file, `${JSON.stringify(finding, null, 2)}\n`)
  return file
}

type Path = readonly (string | number)[]

/** The same failure with as little as goes: from each list in a case halves, quarters and at last single items are left out. */
export async function smallest<Case>(whole: Case, fails: (smaller: Case) => Promise<boolean>): Promise<Case> {
  let left = whole
  let tries = 0
  for (const deep of [0, 1, 2, 3])
    for (const path of listsIn(left as Json).filter(
      (one) => one.length === deep || (deep === 3 && one.length > 3),
    )) {
      const length = listAt(left as Json, path)?.length ?? 0
      for (let size = Math.ceil(length / 2); size > 0; size = Math.floor(size / 2))
        for (let at = 0; at < (listAt(left as Json, path)?.length ?? 0) && tries < MOST_TRIES; tries += 1) {
          const fewer = structuredClone(left)
          listAt(fewer as Json, path)?.splice(at, size)
          if (await fails(fewer)) left = fewer
          else at += size
        }
    }
  return left
}

function listsIn(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, item]) =>
    listsIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return Array.isArray(value) ? [path, ...inner] : inner
}

function listAt(value: Json, path: Path): Json[] | undefined {
  const found = path.reduce<Json | undefined>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Object(inner)[key] : undefined),
    value,
  )
  return Array.isArray(found) ? found : undefined
}
