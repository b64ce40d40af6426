import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { execFileSync, spawnSync } from '../support/programs'

const root = resolve(__dirname, '../..')
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

describe('the layers that CONTRIBUTING.md describes', () => {
  it('are kept by a lint rule that sees TypeScript, type-only imports included', () => {
    put('shared/a.ts', "import { readFileSync } from 'node:fs'\nexport const a = readFileSync\n")
    put('electron/engine/b.ts', 'export interface B { readonly b: 1 }\n')
    put('renderer/c.tsx', "import type { B } from '../electron/engine/b'\nexport const c: B = { b: 1 }\n")
    const run = spawnSync(
      process.execPath,
      [
        cruiser,
        '--config',
        join(root, '.dependency-cruiser.cjs'),
        '-T',
        'err',
        'shared',
        'electron',
        'renderer',
      ],
      { cwd: folder, encoding: 'utf8' },
    )
    expect(run.stdout).toContain('shared-is-pure: shared/a.ts → fs')
    expect(run.stdout).toContain('renderer-imports-shared-only: renderer/c.tsx → electron/engine/b.ts')
    expect(run.status).not.toBe(0)
  })

  it('are kept by this repository', () => {
    expect(() =>
      execFileSync(
        process.execPath,
        [cruiser, '--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer'],
        {
          cwd: root,
          stdio: 'pipe',
        },
      ),
    ).not.toThrow()
  })
})
