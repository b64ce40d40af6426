/**
 * Packages the app: `--dir` (a folder that starts), `--win` (a setup for Windows x64), `--linux` (deb x64 and arm64). A
 * production build comes first, unless `--built` says that there is one. Without the official Electron, or with
 * `--test-runtime`, `--dir` packages for the test runtime instead, and says so; `--win` packages a stand-in, as with `--stand-in`.
 */
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bundle, groups } from './bundle.mjs'
import { canDownload, findElectron } from './electron-runtime.mjs'
import { packageWindows } from './packages/windows.mjs'
import { onProjectNode, projectNode, root, run, runScript } from './project-node.mjs'

const modes = ['--dir', '--win', '--linux']
const mode = process.argv[2] ?? ''
if (!modes.includes(mode)) {
  console.error(
    `用法:node build/package.mjs ${modes.join(' | ')} [--test-runtime] [--stand-in] [--built] [--unfused]`,
  )
  process.exit(2)
}
const [unfused, testRuntime, standIn, built] = ['--unfused', '--test-runtime', '--stand-in', '--built'].map(
  (word) => process.argv.includes(word),
)

/** Runs electron-builder offline: it never publishes and never signs. */
function builder(args) {
  const env = { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false', npm_config_update_notifier: 'false' }
  return run(
    projectNode(),
    [join(root, 'node_modules/electron-builder/cli.js'), ...args, '--publish', 'never'],
    {
      cwd: root,
      env,
    },
  )
}

async function packageTestRuntime(electron) {
  console.error('注意:没有官方 Electron,打出的是测试用的包(release/test-runtime),不得分发,不得录入真实数据。')
  if (!built) await bundle(groups['test-runtime'], { force: true })
  rmSync(join(root, 'release/test-runtime'), { recursive: true, force: true })
  return builder([
    ...['--dir', '--config', 'build/test-runtime/electron-builder.cjs'],
    `-c.electronDist=${dirname(electron.executable)}`,
    `-c.electronVersion=${electron.version}`,
    `-c.extraResources.from=${projectNode()}`,
    '-c.extraResources.to=node',
    ...(unfused ? ['-c.electronFuses=null'] : []),
  ])
}

async function packageApp() {
  if (!built) await bundle(groups.desktop, { force: true })
  if (mode === '--win') return packageWindows({ official: !standIn && (await canDownload()), builder })
  if (mode !== '--dir') return builder([mode])
  const electron = await findElectron({ official: !testRuntime })
  if (electron.kind === 'none') throw new Error(electron.reason)
  if (electron.kind === 'test') return packageTestRuntime(electron)
  return builder(['--dir', `-c.electronDist=${dirname(electron.executable)}`])
}

process.exitCode = onProjectNode
  ? await packageApp().catch((error) => {
      console.error(`打包失败:${error.message}`)
      return 1
    })
  : await runScript('build/package.mjs', process.argv.slice(2))
