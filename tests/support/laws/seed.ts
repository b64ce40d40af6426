/** Says one line on stderr, which CI's log keeps (`build/test.mjs` gives jest's stdout away). */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** What every random test plays unless it is told otherwise, so that `npm test` says the same twice; `npm run hunt` tries others. */
export const USUAL_SEED = 1

/** The seed that somebody asked for with `YUANBA_SEED=n`, to play a run again. @throws RangeError when it is no number */
export function givenSeed(): number | undefined {
  const given = process.env.YUANBA_SEED
  if (given === undefined) return undefined
  const seed = Number(given)
  if (!Number.isInteger(seed)) throw new RangeError(`YUANBA_SEED is a whole number, not ${given}`)
  return seed
}

/** The seed of a random test that never failed, told so that every run can be played again. */
export function seedFor(name: string): number {
  const [seed = USUAL_SEED] = seedsFor(name, [])
  return seed
}

/**
 * The seeds of a random test: the usual one and each on which it ever failed, or only the one that somebody asked for. For
 * `test.each`, or around a property: `for (const seed of seedsFor(…)) fc.assert(…, { seed })`.
 */
export function seedsFor(name: string, failed: readonly number[]): readonly number[] {
  const given = givenSeed()
  const seeds = given === undefined ? [...new Set([USUAL_SEED, ...failed])] : [given]
  for (const seed of seeds) tell(`${name}: YUANBA_SEED=${seed}`)
  return seeds
}
