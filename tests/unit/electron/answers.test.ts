import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { requireFitting, WrongAnswer } from '../../../electron/engine/answers'

const output = z.object({
  name: z.string(),
  rows: z.array(z.object({ count: z.number().nullable() })),
  facts: z.record(z.string(), z.number()),
  note: z.string().optional(),
})
const good = { name: '桃花村', rows: [{ count: 1 }, { count: null }], facts: { people: 45 } }

/** Where an answer does not fit; null where it fits. */
function misfit(answer: unknown): readonly string[] | null {
  try {
    requireFitting({ output }, answer)
    return null
  } catch (error) {
    if (error instanceof WrongAnswer) return error.at
    throw error
  }
}

test('an answer fits its schema, also where what may be absent is undefined', () => {
  expect(misfit(good)).toBeNull()
  expect(misfit({ ...good, note: undefined })).toBeNull()
})

test.each([
  ['something is missing', { ...good, rows: [{}] }, ['rows/0/count (invalid_type)']],
  ['something is of another type', { ...good, facts: { people: '45' } }, ['facts/people (invalid_type)']],
  ['there is more than the contract says', { ...good, secret: 'x' }, ['secret']],
  ['there is more in a row', { ...good, rows: [{ count: 1 }, { count: 2, secret: 'x' }] }, ['rows/1/secret']],
  ['there is nothing', undefined, [' (invalid_type)']],
])('an answer in which %s does not fit, and only the place is named', (_, answer, at) => {
  expect(misfit(answer)).toEqual(at)
})

test('every engine that a test makes has its answers checked', () => {
  const tests = join(__dirname, '..', '..')
  const unchecked = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('answers.test.ts'))
    .filter((path) =>
      [...readFileSync(join(tests, path), 'utf8').matchAll(/createEngine\(\{([^}]*)/g)].some(
        ([, options = '']) => !options.includes('checksAnswers: true'),
      ),
    )
  expect(unchecked).toEqual([])
})
