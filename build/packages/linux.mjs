/**
 * `npm run package:linux`: the plain deb and the UOS one, for x64 and arm64, over the official Electron, in release/.
 * Where that cannot be had, it says what is missing and makes the x64 ones over the test Electron, in release/test/.
 */
import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { bundle, groups } from '../bundle.mjs'
import { officialElectron } from '../electron-runtime.mjs'
import { root } from '../project-node.mjs'
import { appVersion } from './app.mjs'
import { makeDebs } from './debs.mjs'
import { linuxPackage, testPackage } from './folder.mjs'

const archs = ['x64', 'arm64']

/** Tells each file with its size and its hash, as `sha256sum` writes it. */
async function announce(files) {
  for (const file of files) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(file), hash)
    const megabytes = (statSync(file).size / 1024 / 1024).toFixed(1)
    console.log(`${hash.digest('hex')}  ${relative(root, file)}  ${megabytes} MB`)
  }
}

/** @returns {Promise<number>} 1 when one of the packages could not be made */
async function packOfficial(compiler) {
  const failed = []
  for (const arch of archs) {
    try {
      const folder = await linuxPackage({ arch, built: true, compiler })
      const order = { folder, arch, version: appVersion(), out: join(root, 'release') }
      await announce(makeDebs(order))
    } catch (error) {
      console.error(`没有做出 ${arch} 的安装包：${error.message}`)
      failed.push(arch)
    }
  }
  return failed.length === 0 ? 0 : 1
}

/** The version sorts before the release that it is made from: `0.1.0~test` gives way to `0.1.0`. */
async function packTest() {
  const folder = await testPackage({ built: true })
  const order = { folder, arch: 'x64', version: `${appVersion()}~test`, out: dirname(folder) }
  await announce(makeDebs(order))
  console.error('以上是测试用的安装包（旧版 Electron），不得分发，不得录入真实数据。')
  return 0
}

/**
 * @param {object} options
 * @param {boolean} options.built take the production build that is there
 * @param {boolean} options.official make nothing for tests, and fail, where the official Electron cannot be had
 * @param {'zig' | 'system'} options.compiler what builds the addon
 * @returns {Promise<number>} the exit code
 */
export async function packageLinux({ built, official, compiler }) {
  if (!built) await bundle(groups.desktop, { force: true })
  if (await officialElectron()) return packOfficial(compiler)
  console.error(`没有做出 ${archs.join('、')} 的正式安装包：取不到官方 Electron。`)
  return official ? 1 : packTest()
}
