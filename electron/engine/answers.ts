import type { Call } from '../../shared/contract/define'

/** An answer that is not what the contract says; `at` names places in it, never values. */
export class WrongAnswer extends Error {
  readonly at: readonly string[]

  constructor(at: readonly string[]) {
    super(`an answer does not fit its schema at ${at.join(', ')}`)
    this.name = 'WrongAnswer'
    this.at = at
  }
}

/** Holds an answer against the output of its call: nothing missing, nothing else, nothing more. @throws WrongAnswer */
export function requireFitting({ output }: Pick<Call, 'output'>, answer: unknown): void {
  const read = output.safeParse(answer)
  const at = read.success
    ? additions(answer, read.data, [])
    : read.error.issues.map(({ path, code }) => `${path.map(String).join('/')} (${code})`)
  if (at.length > 0) throw new WrongAnswer(at)
}

/** Places in `answer` that the schema does not name: zod leaves them out of what it read. */
function additions(answer: unknown, read: unknown, path: readonly string[]): readonly string[] {
  if (typeof answer !== 'object' || answer === null) return []
  if (typeof read !== 'object' || read === null) return [path.join('/')]
  return Object.entries(answer).flatMap(([key, value]) => {
    if (value === undefined) return []
    const place = [...path, key]
    return Object.hasOwn(read, key) ? additions(value, Reflect.get(read, key), place) : [place.join('/')]
  })
}
