import { marked, missing, needs as table } from '../../../build/needs.mjs'

/** Something of the system that a test cannot do without; the table of all stands in build/needs.mjs. */
export type Need = keyof typeof table

type Body<Row extends readonly unknown[]> = (...row: Row) => unknown
type Define<Row extends readonly unknown[]> = (name: string, body: Body<Row>, timeout?: number) => void

interface NeedingTest extends Define<[]> {
  /** Like jest's, with a table of rows, or of single values. */
  readonly each: {
    <const Row extends readonly unknown[]>(rows: readonly Row[]): Define<Row>
    <Value>(values: readonly Value[]): Define<[Value]>
  }
}

/** jest's `test` and `describe`, for what needs something of the system. */
export interface Needing {
  readonly test: NeedingTest
  readonly describe: (name: string, body: () => void) => void
}

const jestTest = globalThis.test
const jestDescribe = globalThis.describe

/** What this file declared anywhere; its hooks may use that. */
const ofFile = new Set<Need>()
/** What the tests that run just now declared. */
const active = new Set<readonly Need[]>()

/**
 * Declares what a test or a block needs: `needs('age', 'zstd').test('…', …)`. Where something of it is missing, it is left
 * out: jest reports it as skipped, and `npm test` names it at its end. Under `YUANBA_E2E=required` it fails instead.
 */
export function needs(...names: readonly Need[]): Needing {
  for (const name of names) ofFile.add(name)
  const test = testFor(names)
  return {
    test,
    describe: (name, body) =>
      jestDescribe(name, () => {
        const { test: outer, it } = globalThis
        Object.assign(globalThis, { test, it: test })
        try {
          body()
        } finally {
          Object.assign(globalThis, { test: outer, it })
        }
      }),
  }
}

/** Declares what every test of a file needs, those too that a law in `tests/support` defines. Stands below the imports. */
export function fileNeeds(...names: readonly Need[]): void {
  const { test } = needs(...names)
  Object.assign(globalThis, { test, it: test })
}

/** Holds that whoever starts something asked for it, so that a machine without it leaves the test out. @throws Error if not */
export function asked(need: Need): void {
  const declared = active.size > 0 ? [...active].flat() : [...ofFile]
  if (!declared.includes(need)) throw new Error(`a test that uses ${need} declares it: needs('${need}')`)
}

/** The same for a program, which one of several needs may bring. */
export function askedToStart(program: string): void {
  const declared = active.size > 0 ? [...active].flat() : [...ofFile]
  if (!declared.some((need) => table[need].starts.some((name) => name === program)))
    throw new Error(`a test that starts ${program} declares it: needs('…') by the table in build/needs.mjs`)
}

function testFor(names: readonly Need[]): NeedingTest {
  const lacking = missing(names)
  if (lacking.length === 0) return present(names)
  return process.env.YUANBA_E2E === 'required' ? failing(lacking) : leftOut(lacking)
}

const present = (names: readonly Need[]): NeedingTest =>
  // Inside a block that needs something itself, the global one is that block's.
  variant(globalThis.test, (body) => async (...row) => {
    active.add(names)
    try {
      await body(...row)
    } finally {
      active.delete(names)
    }
  })

const leftOut = (lacking: readonly Need[]): NeedingTest =>
  variant(
    jestTest.skip,
    (body) =>
      async (...row) =>
        body(...row),
    (name) => marked(name, lacking),
  )

const failing = (lacking: readonly Need[]): NeedingTest =>
  variant(jestTest, () => async () => {
    throw new Error(`not on this machine: ${lacking.join(', ')}`)
  })

type AsyncBody = (...row: unknown[]) => Promise<unknown>

/** `base` as a test that takes another body, and another name, than it is given. */
function variant(
  base: Pick<jest.It, 'each'> & ((name: string, body: AsyncBody, timeout?: number) => void),
  bodyFor: (body: Body<unknown[]>) => AsyncBody,
  nameFor = (name: string): string => name,
): NeedingTest {
  function each<const Row extends readonly unknown[]>(rows: readonly Row[]): Define<Row>
  function each<Value>(values: readonly Value[]): Define<[Value]>
  function each(rows: readonly unknown[]): Define<unknown[]> {
    const define = base.each(rows)
    return (name, body, timeout) => define(nameFor(name), bodyFor(body), timeout)
  }
  return Object.assign<Define<[]>, Pick<NeedingTest, 'each'>>(
    (name, body, timeout) => base(nameFor(name), bodyFor(body), timeout),
    { each },
  )
}
