/**
 * The program as the test Electron takes it: the production bundles as they are, over an addon built for its Node-API,
 * with the zstd that its Node lacks. Made in the cache; nothing of it is in dist/ or in what is packaged for people.
 * `node build/test-app.mjs` makes both and prints where they are, as JSON.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle, groups } from './bundle.mjs'
import { cached, cachedPackage } from './npm-package.mjs'
import { root } from './project-node.mjs'
import { buildAddon } from './sqlite-addon.mjs'
import { testElectronFolder, testElectronVersion } from './test-electron.mjs'

const zstdPackage = {
  name: '@bokuweb/zstd-wasm',
  version: '0.0.27',
  sha512: 'GDm2uOTK3ESjnYmSeLQifJnBsRCWajKLvN32D2ZcQaaCIJI/Hse9s74f7APXjHit95S10UImsRGkTsbwHmrtmg==',
  what: '测试用的 zstd',
}

/** What of this repository goes into the app's folder beside the bundles. */
const own = ['build/test-app.mjs', 'build/test-electron/zstd.cjs', 'package.json']

/** The bundles that go into it as they are, beside those in folders. */
const beside = () =>
  readdirSync(join(root, 'dist'))
    .filter((name) => /^(preload|table-reader|engine-part-.*)\.cjs$/.test(name))
    .map((name) => `dist/${name}`)

/** All that goes into the app's folder, in a few letters. */
function keyOfApp(addon) {
  const dist = ['main', 'renderer'].flatMap((folder) =>
    readdirSync(join(root, 'dist', folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  const files = [
    ...dist.sort(),
    ...[...beside(), 'dist/engine-utility.cjs', ...own].map((file) => join(root, file)),
  ]
  const hash = createHash('sha256').update(addon)
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

/**
 * The program's folder as the test Electron takes it: copies of the production bundles, the engine's with one line in
 * front that brings zstd, and the addon for this Electron. The bundles in dist/ stay as they are.
 * @returns {Promise<string>} the folder, for `electron <folder>`; errors as `testElectronFolder`
 */
export async function testApp() {
  await bundle(groups.desktop)
  const addon = await buildAddon({ arch: 'x64', napi: 8 })
  const zstd = await cachedPackage(zstdPackage)
  return cached(`app-${keyOfApp(addon)}`, async (folder) => {
    const dist = join(folder, 'dist')
    const sqlite = join(folder, 'node_modules/better-sqlite3')
    for (const part of ['dist/main', 'dist/renderer', ...beside()])
      await cp(join(root, part), join(folder, part), { recursive: true })
    // The process begins with one of them, its threads with the other.
    for (const name of ['engine-utility.cjs', 'engine-part-utility-engine.cjs']) {
      const code = await readFile(join(root, 'dist', name), 'utf8')
      await writeFile(join(dist, name), `"use strict"; require("./zstd.cjs");\n${code}`)
    }
    await cp(join(root, 'build/test-electron/zstd.cjs'), join(dist, 'zstd.cjs'))
    await cp(join(zstd, 'dist/common'), join(dist, 'zstd-wasm'), { recursive: true })
    for (const part of ['package.json', 'LICENSE', 'lib']) {
      await cp(join(root, 'node_modules/better-sqlite3', part), join(sqlite, part), { recursive: true })
    }
    await mkdir(join(sqlite, 'prebuilds'))
    await cp(addon, join(sqlite, 'prebuilds/linux-x64.node'))
    const { name, version, main } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    await writeFile(join(folder, 'package.json'), `${JSON.stringify({ name, version, main })}\n`)
  })
}

/**
 * Everything to open the program's window with: `<executable> <app>`.
 * @returns {Promise<{executable: string, app: string, version: string}>} errors as `testElectronFolder`
 */
export async function testDesktop() {
  const executable = join(await testElectronFolder(), 'electron')
  return { executable, app: await testApp(), version: testElectronVersion }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await testDesktop()))
