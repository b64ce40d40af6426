import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const trees = ['shared', 'electron', 'renderer']

/** Why a name may stand in two files all the same. */
const allowed: Readonly<Record<string, string>> = {
  today: 'by the clock that the engine is handed, and by the one of the window',
  Store: 'records of a bench, and the database of a hub',
  migrate: 'the database of a laptop, and the one of a hub, which waits',
  localMinute: 'the engine has no file in common with the window that knows the time zone',
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

const declared =
  /^export (?:declare |abstract |async )*(?:const|let|function\*?|class|interface|type|enum) +([A-Za-z_$][\w$]*)/gm
const listed = /^export (?:type )?\{([^}]*)\}/gm

/** The names that a file gives others, each once however many overloads it has. */
function namesGiven(text: string): ReadonlySet<string> {
  const inLists = [...text.matchAll(listed)].flatMap(([, names = '']) => names.split(','))
  return new Set([
    ...[...text.matchAll(declared)].map(([, name = '']) => name),
    ...inLists.map((name) => name.trim().split(/\s+/).at(-1) ?? '').filter((name) => name !== ''),
  ])
}

/** Name → the files that give it, of those that more than one gives. */
function givenTwice(
  files: readonly (readonly [path: string, text: string])[],
): Record<string, readonly string[]> {
  const givers = new Map<string, string[]>()
  for (const [path, text] of files)
    for (const name of namesGiven(text)) givers.set(name, [...(givers.get(name) ?? []), path])
  return Object.fromEntries([...givers].filter(([, paths]) => paths.length > 1))
}

describe('exported names', () => {
  const found = givenTwice(trees.flatMap(sources).map((path) => [path, readFileSync(path, 'utf8')] as const))

  test('mean one thing: none stands in two files without a reason', () => {
    const unreasoned = Object.entries(found).filter(([name]) => !Object.hasOwn(allowed, name))
    expect(unreasoned).toEqual([])
  })

  test('are excused only as long as they stand in two files', () => {
    expect(Object.keys(allowed).filter((name) => !Object.hasOwn(found, name))).toEqual([])
  })

  test('are found however they are declared', () => {
    const one =
      'export const a = 1\nexport async function b() {}\nexport interface C {}\nexport { d, e as f }\n'
    const other =
      'export type C = 1\nexport function b(): void\nexport function b() {}\nexport type { A as a } from "./x"\n' +
      'export class f {}\nconst d = 1\n'
    expect(
      Object.keys(
        givenTwice([
          ['one', one],
          ['other', other],
        ]),
      ).sort(),
    ).toEqual(['C', 'a', 'b', 'f'])
  })
})
