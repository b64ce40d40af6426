/**
 * Builds what is stale into dist/. `node build/bundle.mjs [--force] [target …]`; other scripts call `bundle()`.
 * The SQLite addon stays outside; everything else is bundled, so that the packaged app carries one dependency.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { antdStyles } from './antd-style.mjs'
import { describeBuild, describeLicenses } from './describe.mjs'
import { packageFolderOf } from './licenses.mjs'
import { onProjectNode, root, runScript } from './project-node.mjs'

const dist = join(root, 'dist')
// What only the hub asks for is loaded when it does; no package holds it.
const external = ['electron', 'better-sqlite3', 'pg', 'pg-copy-streams', '@electric-sql/pglite']

/**
 * How a large bundle is written: a text with a character beyond Latin-1 takes two bytes for each of its characters in memory,
 * for as long as the program runs. Names stay: an error's trace is to be read.
 */
const small = { compress: true, mangle: false, codegen: { removeWhitespace: true, asciiOnly: true } }

/** A Node bundle. */
const node = (input, file, minify = false) => ({ input, file, minify })

/** A Node bundle whose code that is asked for later lies beside it, under the same first word: what is not read takes no time. */
const inParts = (input, file) => ({
  ...node(input, file, small),
  parts: file.replace(/-.*/, '-part-[name].cjs'),
})

/** The page's files pass the main process one by one: what its first screen needs comes as one of them. */
const pageChunks = [{ name: 'first', tags: ['$initial'] }]

/** Every bundle by name. */
export const targets = {
  'engine-utility': inParts('electron/hosts/utility.ts', 'engine-utility.cjs'),
  'engine-entry': node('electron/hosts/utility-entry.ts', 'main/engine.cjs'),
  loopback: node('electron/hosts/loopback.ts', 'loopback.cjs', small),
  cli: node('electron/hosts/cli.ts', 'cli.cjs', small),
  'table-reader': node('electron/hosts/table-reader.ts', 'table-reader.cjs', small),
  main: node('electron/main/index.ts', 'main/main.cjs'),
  preload: node('electron/preload/index.ts', 'preload.cjs'),
  renderer: { page: 'renderer' },
}

/** What each way of running the app needs. */
export const groups = {
  desktop: ['engine-utility', 'engine-entry', 'table-reader', 'main', 'preload', 'renderer'],
  loopback: ['loopback', 'table-reader', 'renderer'],
  cli: ['cli', 'table-reader'],
}

const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')
const stampOf = (name) => join(dist, '.stamp', `${name}.json`)
/** A change of the toolchain or of this script rebuilds everything. */
const toolchain = () =>
  ['package-lock.json', 'build/bundle.mjs', 'build/antd-style.mjs']
    .map((file) => hashOf(join(root, file)))
    .join('-')

/** The Electron that the program is made for, as package.json asks for it. */
const electronVersion = () =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.electron

/** Whether a target's output is there and every source that went into it is unchanged. */
function isFresh(name) {
  const { file } = targets[name]
  if (!existsSync(stampOf(name)) || !existsSync(join(dist, file ?? 'renderer/index.html'))) return false
  const stamp = JSON.parse(readFileSync(stampOf(name), 'utf8'))
  if (stamp.toolchain !== toolchain()) return false
  return Object.entries(stamp.sources).every(([path, hash]) => {
    const full = join(root, path)
    return existsSync(full) && hashOf(full) === hash
  })
}

/** Collects the sources of a build, ours only: packages are covered by the lock file. Of those, which went into it. */
function sourceRecorder(sources, packages) {
  return {
    name: 'yuanba-sources',
    generateBundle(_options, output) {
      for (const chunk of Object.values(output)) {
        for (const [id, { renderedLength }] of Object.entries(chunk.modules ?? {})) {
          const folder = renderedLength > 0 ? packageFolderOf(id) : undefined
          if (folder !== undefined) packages.add(folder)
        }
      }
      for (const id of this.getModuleIds()) {
        const path = id.split('?')[0] ?? id
        if (
          !isAbsolute(path) ||
          !path.startsWith(root + sep) ||
          path.includes(`${sep}node_modules${sep}`) ||
          !existsSync(path)
        )
          continue
        sources[relative(root, path).split(sep).join('/')] = hashOf(path)
      }
    },
  }
}

/** Removes what an earlier build left under the same first words. */
function dropParts(parts) {
  const [words] = parts.split('[')
  for (const name of readdirSync(dist).filter((file) => file.startsWith(words))) rmSync(join(dist, name))
}

/** Packages that our code asks for in the middle of its work, by `require`: each is a part by itself, read no sooner. */
const apart = ['pinyin-pro']

const asParts = (parts) => ({
  name: 'yuanba-parts',
  resolveId: (id) => (apart.includes(id) ? { id: `./${parts.replace('[name]', id)}`, external: true } : null),
})

async function bundleNode({ input, file, minify, parts }, sources, packages) {
  if (parts !== undefined) {
    dropParts(parts)
    for (const name of apart) {
      const part = { input: join('node_modules', name), file: parts.replace('[name]', name), minify }
      await bundleNode(part, sources, packages)
    }
  }
  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    input: join(root, input),
    platform: 'node',
    external,
    tsconfig: join(root, 'tsconfig.json'),
    plugins: [sourceRecorder(sources, packages), ...(parts === undefined ? [] : [asParts(parts)])],
    transform: {
      // Node 20.18 (the test Electron's) is the oldest that runs any of these.
      target: 'node20',
      define: {
        'process.env.NODE_ENV': '"production"',
        __ELECTRON_VERSION__: JSON.stringify(electronVersion()),
      },
    },
    onLog(level, log, report) {
      // Third-party code that uses eval is theirs to answer for; our own is kept out by lint.
      if (log.code === 'EVAL' && log.id?.includes('node_modules')) return
      report(level, log)
    },
  })
  const how = { format: 'cjs', sourcemap: false, minify }
  if (parts === undefined) await build.write({ file: join(dist, file), codeSplitting: false, ...how })
  else await build.write({ dir: dist, entryFileNames: file, chunkFileNames: parts, ...how })
  await build.close()
}

async function bundlePage({ page }, sources, packages) {
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')])
  await build({
    configFile: false,
    root: join(root, page),
    base: './',
    logLevel: 'warn',
    plugins: [react(), antdStyles(), sourceRecorder(sources, packages)],
    build: {
      outDir: join(dist, 'renderer'),
      emptyOutDir: true,
      target: 'chrome114',
      cssTarget: 'chrome114',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4096,
      rolldownOptions: { output: { codeSplitting: { groups: pageChunks } } },
    },
  })
  sources[`${page}/index.html`] = hashOf(join(root, page, 'index.html'))
}

/** What the page tells of the program; the licences are those of every production bundle that is there. */
function describe(names, stale) {
  if (stale.length === 0 && !names.includes('renderer')) return
  if (!existsSync(join(dist, 'renderer/index.html'))) return
  describeBuild(stale.length > 0)
  const shipped = Object.values(groups.desktop).concat('loopback')
  if (!existsSync(join(dist, 'renderer/licenses.json')) || stale.some((name) => shipped.includes(name))) {
    const stamps = shipped.map(stampOf).filter((path) => existsSync(path))
    describeLicenses(stamps.flatMap((path) => JSON.parse(readFileSync(path, 'utf8')).packages))
  }
}

/**
 * Builds the given targets where they are stale.
 * @param {readonly string[]} names target names; @param {{force?: boolean, quiet?: boolean}} options
 * @returns {Promise<string[]>} the targets that were built
 */
export async function bundle(names = Object.keys(targets), { force = false, quiet = false } = {}) {
  const stale = names.filter((name) => force || !isFresh(name))
  if (stale.length === 0) {
    describe(names, stale)
    return []
  }
  // Vite and React's plugin each look at NODE_ENV: started by jest (`test`) they would leave halves of two builds.
  if (!onProjectNode || process.env.NODE_ENV !== 'production') {
    const code = await runScript('build/bundle.mjs', [...(force ? ['--force'] : []), ...names], {
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', quiet ? 2 : 'inherit', 'inherit'],
    })
    if (code !== 0) throw new Error(`构建失败（${stale.join('、')}），详见上面的输出。`)
    return stale
  }
  mkdirSync(join(dist, '.stamp'), { recursive: true })
  for (const name of stale) {
    const started = performance.now()
    const target = targets[name]
    const sources = {}
    const packages = new Set()
    rmSync(stampOf(name), { force: true })
    await ('page' in target ? bundlePage(target, sources, packages) : bundleNode(target, sources, packages))
    writeFileSync(
      stampOf(name),
      JSON.stringify({ toolchain: toolchain(), sources, packages: [...packages].sort() }),
    )
    if (!quiet) console.error(`构建 ${name}:${((performance.now() - started) / 1000).toFixed(1)} 秒`)
  }
  describe(names, stale)
  return stale
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  const unknown = names.filter((name) => !(name in targets))
  if (unknown.length > 0) {
    console.error(`没有这些构建目标：${unknown.join('、')}；有：${Object.keys(targets).join('、')}`)
    process.exit(2)
  }
  process.env.NODE_ENV = 'production'
  const built = await bundle(names.length > 0 ? names : undefined, {
    force: process.argv.includes('--force'),
  })
  if (built.length === 0) console.error('构建：都是最新的')
}
