/**
 * What ships, as a CycloneDX list for whoever looks after an office's software: `npm run sbom` writes release/sbom.cdx.json.
 * npm knows where each package comes from and its hash; the bundler knows which of them went into the program.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, groups } from './bundle.mjs'
import { app, appVersion } from './packages/app.mjs'
import { onProjectNode, root, runScript } from './project-node.mjs'

/** Everything installed, as npm says it. @throws Error when npm is too old to */
function installed() {
  const cli = process.env.npm_execpath
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application']
  const [program, given] = cli?.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args]
  const said = spawnSync(program, given, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: program === 'npm' && process.platform === 'win32',
  })
  if (said.status !== 0) throw new Error(`npm sbom 没有成功：${said.stderr}`)
  return JSON.parse(said.stdout)
}

/**
 * The list of what ships.
 * @param {{components: {'bom-ref': string}[], dependencies: {ref: string, dependsOn?: string[]}[]}} all what npm says of everything installed
 * @param {readonly {name: string, version: string, license: string}[]} shipped what went into the program
 * @param {string} electron its version
 */
export function shippedOf(all, shipped, electron) {
  const byReference = new Map(all.components.map((component) => [component['bom-ref'], component]))
  // Parts of the addon are no packages: they are sources inside one.
  const components = shipped.map(
    ({ name, version, license }) =>
      byReference.get(`${name}@${version}`) ?? {
        'bom-ref': `${name}@${version}`,
        type: 'library',
        name,
        version,
        scope: 'required',
        licenses: [{ license: { name: license } }],
      },
  )
  components.push({
    'bom-ref': `electron@${electron}`,
    type: 'framework',
    name: 'electron',
    version: electron,
    scope: 'required',
    purl: `pkg:npm/electron@${electron}`,
    licenses: [{ license: { id: 'MIT' } }],
  })
  const references = new Set(components.map((component) => component['bom-ref']))
  const own = `${app.executable}@${appVersion()}`
  const dependencies = all.dependencies
    .filter(({ ref }) => references.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => references.has(each)) }))
  return {
    ...all,
    metadata: {
      ...all.metadata,
      // npm takes the folder's name for the program's.
      component: { ...all.metadata.component, 'bom-ref': own, type: 'application', name: app.executable },
    },
    // npm marks as `development` what the bundler takes in: it stands there because nothing of it is installed beside the program.
    components: components.map(({ properties: _, ...component }) => ({ ...component, scope: 'required' })),
    dependencies: [{ ref: own, dependsOn: [...references] }, ...dependencies],
  }
}

async function write() {
  await bundle(groups.desktop)
  const shipped = JSON.parse(readFileSync(join(root, 'dist/renderer/licenses.json'), 'utf8'))
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'))
  const file = join(root, 'release/sbom.cdx.json')
  mkdirSync(join(root, 'release'), { recursive: true })
  writeFileSync(file, `${JSON.stringify(shippedOf(installed(), shipped, version), null, 2)}\n`)
  console.log(file)
}

if (process.argv[1] === import.meta.filename) {
  if (onProjectNode) await write()
  else process.exitCode = await runScript('build/sbom.mjs')
}
