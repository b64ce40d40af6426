/** Says one line on stderr, which CI's log keeps (`build/test.mjs` gives jest's stdout away). */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** The seed that somebody asked for with `YUANBA_SEED=n`, to play a run again. @throws RangeError when it is no number */
export function givenSeed(): number | undefined {
  const given = process.env.YUANBA_SEED
  if (given === undefined) return undefined
  const seed = Number(given)
  if (!Number.isInteger(seed)) throw new RangeError(`YUANBA_SEED is a whole number, not ${given}`)
  return seed
}

/** The seed of a random test, told so that every run can be played again. */
export function seedFor(name: string): number {
  const seed = givenSeed() ?? Date.now() % 2 ** 31
  tell(`${name}: YUANBA_SEED=${seed}`)
  return seed
}

/** The seeds of a random test that walks far: the one that somebody asked for, else every one on which it ever failed. */
export function seedsFor(name: string, failed: readonly number[]): readonly number[] {
  const given = givenSeed()
  const seeds = given === undefined ? failed : [given]
  tell(`${name}: YUANBA_SEED=${seeds.join(', ')}`)
  return seeds
}
