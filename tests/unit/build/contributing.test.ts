import { globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { rooms } from '../../../build/rooms.cjs'
import { sentences, wordsOf } from '../../support/machine/comments'

const root = path.resolve(__dirname, '../../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const contributing = read('CONTRIBUTING.md')

/** A section of the document, without the sections below it. */
function section(heading: string): string {
  const [, after = ''] = contributing.split(`\n${heading}\n`)
  return after.split(/\n#+ /)[0] ?? ''
}
const rowsOf = (text: string) => text.split('\n').filter((line) => /^\| (?!\||---|room |term )/.test(line))
const namesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

describe('the house in CONTRIBUTING.md', () => {
  test.each(['shared', 'electron', 'electron/engine', 'renderer'].map((tree) => [tree] as const))(
    'says what each room of %s is, from the ground up',
    (tree) => {
      const text = section(`### ${tree}`)
      const loose = namesIn(text.split('\n|')[0] ?? '')
      const told = rowsOf(text).flatMap((row) => namesIn(row.split('|')[1] ?? ''))
      expect([...loose, ...told]).toEqual(rooms[tree]?.flat())
    },
  )

  test('names every folder of tests/support', () => {
    const folders = readdirSync(path.join(root, 'tests/support'), { withFileTypes: true })
    const told = rowsOf(section('### tests/support')).flatMap((row) => namesIn(row.split('|')[1] ?? ''))
    expect(told.sort()).toEqual(
      folders
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort(),
    )
  })
})

/** Every file, folder and pattern of files that the document names; the ending of a module may be left out. */
const named = namesIn(contributing.replaceAll(/^```[\s\S]*?^```/gm, ''))
  .filter((name) => /^(shared|electron|renderer|build|tests)\/[^ ]+$/.test(name))
  .map((name) => name.replaceAll(/<area>|\bx\b|NNNN/g, '*'))

test.each([...new Set(named)].map((name) => [name] as const))('%s is there', (name) => {
  expect(globSync([name, `${name}.ts`, `${name}/`], { cwd: root })).not.toEqual([])
})

describe("the newcomer's table", () => {
  test.each([
    ['shared/kinds', /defineKind\(/],
    ['shared/reports', /\bdefineReport\(\{/],
    ['electron/hosts/cli/commands', /^export const \w+Commands\b/m],
    ['electron/engine/db/migrations', /^export const \w+ = \{/m],
  ] as const)('is right that what stands in %s has its line in the index', (folder, declares) => {
    const index = read(`${folder}/index.ts`)
    const files = readdirSync(path.join(root, folder)).filter(
      (file) => /^[^.]+\.ts$/.test(file) && file !== 'index.ts' && declares.test(read(`${folder}/${file}`)),
    )
    expect(files).not.toEqual([])
    expect(files.filter((file) => !index.includes(`'./${file.replace('.ts', '')}'`))).toEqual([])
  })
})

describe('the words of sync', () => {
  const terms = rowsOf(section('## Words of sync')).map((row) => row.split('|')[1]?.trim() ?? '')

  test('stand once each, and are used', () => {
    const files = globSync(
      [
        'shared/sync/**',
        'shared/exchange/**',
        'electron/engine/{sites,streams,exchange,joining,bundle,changes,safety,blobs}/**',
      ],
      { cwd: root },
    ).filter((file) => /\.(ts|md)$/.test(file))
    const text = files
      .map(read)
      .join('\n')
      .toLowerCase()
      .replaceAll(/\s*\n[\s*/]*/g, ' ')
    expect(terms.length).toBeGreaterThan(40)
    expect(terms.filter((term, at) => terms.indexOf(term) !== at)).toEqual([])
    expect(terms.filter((term) => !text.includes(term))).toEqual([])
  })
})

test.each([['CONTRIBUTING.md'], ['shared/sync/FORMAT.md']])(
  '%s has no sentence of more than 32 words',
  (file) => {
    const prose = read(file)
      .replaceAll(/```[\s\S]*?```/g, '')
      .replaceAll(/^\|.*$/gm, '')
    expect(sentences(prose).filter((sentence) => wordsOf(sentence) > 32)).toEqual([])
  },
)
