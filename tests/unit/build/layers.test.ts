import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { rooms } from '../../../build/rooms.cjs'
import { spawnSync } from '../../support/machine/programs'

const root = resolve(__dirname, '../../..')
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-layers-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
})
afterAll(() => rmSync(folder, { recursive: true }))

function put(path: string, text: string) {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function cruise(cwd: string, as: 'err' | 'json', ...trees: readonly string[]) {
  const config = join(root, '.dependency-cruiser.cjs')
  return spawnSync(process.execPath, [cruiser, '--config', config, '-T', as, ...trees], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
}

describe('the layers that CONTRIBUTING.md describes', () => {
  it('are kept by a lint rule that sees TypeScript, type-only imports included', () => {
    put('shared/a.ts', "import { readFileSync } from 'node:fs'\nexport const a = readFileSync\n")
    put('electron/engine/b.ts', 'export interface B { readonly b: 1 }\n')
    put('renderer/c.tsx', "import type { B } from '../electron/engine/b'\nexport const c: B = { b: 1 }\n")
    const run = cruise(folder, 'err', 'shared', 'electron', 'renderer')
    expect(run.stdout).toContain('shared-is-pure: shared/a.ts → fs')
    expect(run.stdout).toContain('renderer-imports-shared-only: renderer/c.tsx → electron/engine/b.ts')
    expect(run.status).not.toBe(0)
  })

  it('refuse two rooms that lean on each other, though their files make no circle', () => {
    put('electron/engine/files/one.ts', "import { four } from '../db/four'\nexport const one = four\n")
    put('electron/engine/files/two.ts', 'export const two = 2\n')
    put('electron/engine/db/three.ts', "import { two } from '../files/two'\nexport const three = two\n")
    put('electron/engine/db/four.ts', 'export const four = 4\n')
    const run = cruise(folder, 'err', 'electron')
    expect(run.stdout).toMatch(/no-folder-loops: electron\/engine\/files →\s+electron\/engine\/db →/)
    expect(run.stdout).not.toContain('no-circular')
    expect(run.status).not.toBe(0)
  })

  it('refuse an import of a room that stands above', () => {
    put('electron/engine/sites/five.ts', "import { six } from '../exchange/six'\nexport const five = six\n")
    put('electron/engine/exchange/six.ts', 'export const six = 6\n')
    const run = cruise(folder, 'err', 'electron')
    expect(run.stdout).toContain(
      'electron/engine/sites-knows-only-the-rooms-below: electron/engine/sites/five.ts → electron/engine/exchange/six.ts',
    )
    expect(run.status).not.toBe(0)
  })

  it('refuse a kind that knows a report, and a rule of a deadline that knows the calls of the engine', () => {
    put('shared/kinds/nine.ts', "import type { Ten } from '../reports/ten'\nexport const nine: Ten = 10\n")
    put('shared/reports/ten.ts', 'export type Ten = 10\n')
    put(
      'shared/deadlines/eleven.ts',
      "import { twelve } from '../contract/twelve'\nexport const eleven = twelve\n",
    )
    put('shared/contract/twelve.ts', 'export const twelve = 12\n')
    const run = cruise(folder, 'err', 'shared')
    expect(run.stdout).toContain(
      'shared/kinds-knows-only-the-rooms-below: shared/kinds/nine.ts → shared/reports/ten.ts',
    )
    expect(run.stdout).toContain(
      'shared/deadlines-knows-only-the-rooms-below: shared/deadlines/eleven.ts → shared/contract/twelve.ts',
    )
    expect(run.status).not.toBe(0)
  })

  it('refuse a feature that knows another feature, and anything below that knows a feature', () => {
    put('renderer/features/charts/one.tsx', "import { two } from '../reports/two'\nexport const one = two\n")
    put('renderer/features/reports/two.tsx', 'export const two = 2\n')
    put(
      'renderer/paper-ui/three.tsx',
      "import { two } from '../features/reports/two'\nexport const three = two\n",
    )
    const run = cruise(folder, 'err', 'renderer')
    expect(run.stdout).toContain(
      'renderer/features/charts-knows-only-the-rooms-below: renderer/features/charts/one.tsx → renderer/features/reports/two.tsx',
    )
    expect(run.stdout).toContain(
      'renderer/paper-ui-knows-only-the-rooms-below: renderer/paper-ui/three.tsx → renderer/features/reports/two.tsx',
    )
    expect(run.status).not.toBe(0)
  })

  it('refuse a room that nobody has given a place', () => {
    put(
      'electron/engine/sheds/seven.ts',
      "import { eight } from '../files/eight'\nexport const seven = eight\n",
    )
    put('electron/engine/files/eight.ts', 'export const eight = 8\n')
    const run = cruise(folder, 'err', 'electron')
    expect(run.stdout).toContain('electron/engine-has-listed-rooms-only: electron/engine/sheds/seven.ts')
    expect(run.status).not.toBe(0)
  })

  it('are kept by this repository', () => {
    const run = cruise(root, 'err', 'shared', 'electron', 'renderer')
    expect(run.stdout).toContain('no dependency violations found')
    expect(run.status).toBe(0)
  })
})

describe('the rooms of this repository', () => {
  it.each(Object.keys(rooms))('of %s each have a place in the order', (tree) => {
    const placed = new Set((rooms[tree] ?? []).flat())
    expect(readdirSync(join(root, tree)).filter((room) => !placed.has(room))).toEqual([])
  })

  it('lean on each other in no loop', () => {
    const { modules } = JSON.parse(
      cruise(root, 'json', 'shared', 'electron', 'renderer').stdout,
    ) as CruiseResult
    const loops = Object.keys(rooms).flatMap((tree) => loopsOf(edgesBetweenRooms(tree, modules)))
    expect(loops).toEqual([])
    expect(modules.length).toBeGreaterThan(500)
  })
})

interface CruiseResult {
  readonly modules: readonly {
    readonly source: string
    readonly dependencies: readonly { readonly resolved: string }[]
  }[]
}

type Edges = ReadonlyMap<string, ReadonlySet<string>>

/** Which rooms of a tree import which, counted without the rules. */
function edgesBetweenRooms(tree: string, modules: CruiseResult['modules']): Edges {
  const roomOf = (path: string): string | undefined =>
    path.startsWith(`${tree}/`) ? path.slice(tree.length + 1).split('/')[0] : undefined
  const edges = new Map<string, Set<string>>()
  for (const { source, dependencies } of modules) {
    const from = roomOf(source)
    if (from === undefined) continue
    const known = edges.get(from) ?? new Set<string>()
    edges.set(from, known)
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved)
      if (to !== undefined && to !== from) known.add(to)
    }
  }
  return edges
}

/** The rooms that reach themselves. */
function loopsOf(edges: Edges): readonly string[] {
  return [...edges.keys()].filter((room) => {
    const reached = new Set(edges.get(room))
    // A set grows while it is walked.
    for (const next of reached) for (const further of edges.get(next) ?? []) reached.add(further)
    return reached.has(room)
  })
}
