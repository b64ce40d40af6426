import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execFileSync } from '../../support/machine/programs'
import { root } from '../../support/screens/screen'

interface Component {
  readonly name: string
  readonly version: string
  readonly 'bom-ref': string
  readonly purl?: string
  readonly licenses?: readonly unknown[]
}

describe('npm run sbom', () => {
  it('lists what ships, each with its licence, and nothing that only builds and tests', () => {
    const file = execFileSync(process.execPath, [join(root, 'build/sbom.mjs')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const list: { bomFormat: string; metadata: { component: Component }; components: readonly Component[] } =
      JSON.parse(readFileSync(file.trim(), 'utf8'))
    expect(list.bomFormat).toBe('CycloneDX')
    expect(list.metadata.component.name).toBe('yuanba')
    const shipped: readonly { name: string; version: string }[] = JSON.parse(
      readFileSync(join(root, 'dist/renderer/licenses.json'), 'utf8'),
    )
    const references = list.components.map((component) => component['bom-ref'])
    expect(shipped.filter(({ name, version }) => !references.includes(`${name}@${version}`))).toEqual([])
    expect(references).toHaveLength(shipped.length + 1)
    expect(list.components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([])
    const names = list.components.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'electron', 'react', 'SQLite']))
    expect(names.filter((name) => ['jest', 'typescript', 'electron-builder'].includes(name))).toEqual([])
    expect(readFileSync(file.trim(), 'utf8')).not.toContain(root)
  })
})
