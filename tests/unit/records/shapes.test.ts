import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Kind } from '../../../shared/definition/define'
import { kinds } from '../../../shared/kinds'
import { rowKey, toBody, toFlat } from '../../../shared/records/both-shapes'
import type { Body, Flat } from '../../../shared/shapes'
import fc from '../../support/laws/property'
import { spawnSync } from '../../support/machine/programs'

const root = resolve(__dirname, '../../..')

/** Which lines of a small program the compiler refuses, as this project compiles. */
function refusedLines(lines: readonly string[]): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-shapes-'))
  try {
    const settings = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { types: [] },
      include: ['*.ts'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
    writeFileSync(join(folder, 'planted.ts'), lines.join('\n'))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    })
    const found = [...stdout.matchAll(/planted\.ts\((\d+),\d+\): error/g)].map(([, line]) => Number(line))
    if (found.length === 0 && stdout !== '') throw new Error(stdout)
    return [...new Set(found)]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the two shapes of a record', () => {
  const head = [
    `import type { Kind } from '${root}/shared/definition/define'`,
    `import { toBody, toFlat } from '${root}/shared/records/both-shapes'`,
    `import type { Body, Cells, Flat } from '${root}/shared/shapes'`,
    'export function planted(kind: Kind, stored: Flat, nested: Body, cells: Cells): unknown[] {',
    '  const none = (): undefined => undefined',
    '  const id = (): string => "1"',
    '  return [',
  ]
  const refused = (uses: readonly string[]): readonly string[] => {
    const lines = refusedLines([...head, ...uses.map((use) => `    ${use},`), '  ]', '}'])
    return lines.map((line) => uses[line - 1 - head.length] ?? `line ${line}`)
  }

  test('stand where they belong', () => {
    expect(
      refused([
        'kind.check?.(nested)',
        'kind.checkWith?.(nested, none, () => false)',
        'kind.check?.(toBody(kind, stored))',
        'toBody(kind, toFlat(kind, stored, nested, id))',
        'toBody(kind, { ...stored, people: 3 })',
        'kind.check?.({ ...nested, people: 3 })',
        'toBody(kind, { people: 3 })',
        'kind.check?.({ people: 3 })',
      ]),
    ).toEqual([])
  })

  test('never compile in the place of each other', () => {
    const misuses = [
      'kind.check?.(stored)',
      'kind.checkWith?.(stored, none, () => false)',
      'kind.checkWith?.(nested, () => stored, () => false)',
      'kind.title(stored, String, () => [])',
      'toBody(kind, nested)',
      'toFlat(kind, nested, nested, id)',
      'toFlat(kind, stored, stored, id)',
      'kind.check?.({ ...nested, ...stored })',
      'toBody(kind, { ...stored, ...nested })',
      'toBody(kind, cells)',
      'kind.check?.(cells)',
    ]
    expect(refused(misuses)).toEqual(misuses)
  })
})

describe('the ways between the two shapes', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer({ min: 0 }),
    fc.boolean(),
    fc.array(fc.string(), { maxLength: 3 }),
  )
  const noNewRow = (): string => {
    throw new Error('every row has its id')
  }

  /** What a record that says something in every way holds: no emptied field, no register. */
  const storedOf = (kind: Kind): fc.Arbitrary<Flat> => {
    const fields = Object.entries(kind.fields)
    const plain = fields.filter(([, { type }]) => type !== 'rows').map(([key]) => key)
    const rows = fields.flatMap(([key, field]) =>
      field.type !== 'rows'
        ? []
        : [
            fc
              .dictionary(fc.uuid(), fc.dictionary(fc.constantFrom(...Object.keys(field.of)), value), {
                maxKeys: 4,
              })
              .map((found) =>
                Object.fromEntries(Object.entries(found).map(([id, cells]) => [rowKey(key, id), cells])),
              ),
          ],
    )
    return fc
      .tuple(fc.dictionary(fc.constantFrom(...plain), value), ...rows)
      .map((parts): Flat => Object.fromEntries(parts.flatMap((part) => Object.entries(part))))
  }

  test.each(kinds.map((kind) => [kind.name, kind] as const))(
    'lead back to where one came from: %s',
    (_, kind) => {
      fc.assert(
        fc.property(storedOf(kind), (stored) => {
          const nested: Body = toBody(kind, stored)
          expect(toFlat(kind, {}, nested, noNewRow)).toEqual(stored)
          expect(toBody(kind, toFlat(kind, {}, nested, noNewRow))).toEqual(nested)
          expect(toFlat(kind, stored, nested, noNewRow)).toEqual({})
        }),
        { numRuns: 40 },
      )
    },
  )
})
