/**
 * Packages the app: `--dir` (a folder that starts), `--win` (a setup for Windows x64), `--linux` (debs for x64 and arm64). A production
 * build comes first, unless `--built` says that there is one. Without the official Electron, or with `--test-electron`,
 * `--dir` makes its folder over the test Electron instead, and says so; `--win` makes its
 * setup around a stand-in, as with `--stand-in`. Standard output is what was made.
 */
import { parseArgs } from 'node:util'
import { bundle, groups } from './bundle.mjs'
import { canDownload, officialElectron } from './electron-runtime.mjs'
import { linuxPackage, testPackage } from './packages/folder.mjs'
import { packageLinux } from './packages/linux.mjs'
import { packageWindows } from './packages/windows.mjs'
import { onProjectNode, runScript } from './project-node.mjs'

const flag = { type: 'boolean', default: false }
const usage = `用法：node build/package.mjs
  --dir [--test-electron [--output 目录]] [--built]
  --linux [--official] [--compiler zig|system|ready] [--built]
  --win [--stand-in] [--built]`

function options() {
  try {
    const { values } = parseArgs({
      options: {
        dir: flag,
        win: flag,
        linux: flag,
        built: flag,
        official: flag,
        'test-electron': flag,
        'stand-in': flag,
        output: { type: 'string' },
        compiler: { type: 'string', default: 'zig' },
      },
    })
    const modes = ['dir', 'win', 'linux'].filter((mode) => values[mode])
    if (modes.length === 1 && ['zig', 'system', 'ready'].includes(values.compiler)) return values
  } catch (error) {
    if (!String(error.code).startsWith('ERR_PARSE_ARGS')) throw error
  }
  console.error(usage)
  process.exit(2)
}

/** The folder over whatever Electron there is. */
async function folder({ built, output, ...values }) {
  const official = values['test-electron'] ? undefined : await officialElectron()
  return official ? linuxPackage({ arch: process.arch, built }) : testPackage({ built, output })
}

async function packageApp(values) {
  if (values.linux) return packageLinux(values)
  if (values.dir) {
    console.log(await folder(values))
    return 0
  }
  if (!values.built) await bundle(groups.desktop, { force: true })
  console.log(await packageWindows({ official: !values['stand-in'] && (await canDownload()) }))
  return 0
}

if (!onProjectNode) process.exit(await runScript('build/package.mjs', process.argv.slice(2)))
process.exitCode = await packageApp(options()).catch((error) => {
  console.error(`打包失败：${error.message}`)
  return 1
})
