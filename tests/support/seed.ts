/**
 * The seed of a random test: `YUANBA_SEED=n` plays a failed run again. Told on stdout, so that every run can be repeated.
 */
export function seedFor(name: string): number {
  const given = process.env.YUANBA_SEED
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given)
  process.stdout.write(`${name}: YUANBA_SEED=${seed}\n`)
  return seed
}
