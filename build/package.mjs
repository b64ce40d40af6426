/**
 * Packages the app: `--dir` (a folder that starts), `--win` (nsis x64), `--linux` (deb x64 and arm64). A production build
 * comes first, unless `--built` says that there is one. Without the official Electron, or with `--test-electron`, `--dir`
 * makes its folder over the test Electron instead, and says so. Standard output is the folder's path.
 */
import { bundle, groups } from './bundle.mjs'
import { officialElectron } from './electron-runtime.mjs'
import { electronBuilder, linuxPackage, testPackage } from './packages/folder.mjs'
import { onProjectNode, runScript } from './project-node.mjs'
import { shippedAddons } from './sqlite-addon.mjs'

const modes = ['--dir', '--win', '--linux']
const [mode = '', ...words] = process.argv.slice(2)
const options = ['--test-electron', '--built']
if (!modes.includes(mode) || words.some((word) => !options.includes(word))) {
  console.error(
    `用法:node build/package.mjs ${modes.join(' | ')} ${options.map((word) => `[${word}]`).join(' ')}`,
  )
  process.exit(2)
}
const [test, built] = options.map((word) => words.includes(word))

async function folder() {
  const official = test ? undefined : await officialElectron()
  return official ? linuxPackage({ arch: process.arch, built }) : testPackage({ built })
}

async function packageApp() {
  if (mode === '--dir') {
    console.log(await folder())
    return 0
  }
  if (!built) await bundle(groups.desktop, { force: true })
  if (mode === '--linux') await shippedAddons(['x64', 'arm64'])
  return electronBuilder([mode])
}

process.exitCode = onProjectNode
  ? await packageApp().catch((error) => {
      console.error(`打包失败:${error.message}`)
      return 1
    })
  : await runScript('build/package.mjs', process.argv.slice(2))
