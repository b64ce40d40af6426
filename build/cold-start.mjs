/**
 * How long the program takes to a usable first screen, and to a usable list of a profile with records. Beside them stands an
 * empty window of the same Electron: each in a new process, in turn. Of each also the memory once nothing happens any more.
 * Where COLD is asked for, what the system keeps of files in its memory is emptied before each start, as if the laptop had just been
 * switched on. Otherwise whoever comes second finds the files that the first one read.
 * Prints JSON for `yuanba bench`: milliseconds and bytes of every round, or why it can not run.
 *   node build/cold-start.mjs ROUNDS WARM|COLD [PROFILE SIGN-IN]   SIGN-IN: JSON, what build/cold-start/hook.cjs signs in with
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { missing, needs } from './needs.mjs'
import { root } from './project-node.mjs'
import { testDesktop } from './test-app.mjs'

const scripts = join(root, 'build/cold-start')
/** Nobody's number: Chromium's sandbox wants a user without rights. */
const ordinary = process.getuid?.() === 0 ? { uid: 12_345, gid: 12_345 } : {}

/** An empty folder that the program may write into. */
function ownFolder(parent, name) {
  const folder = join(parent, name)
  mkdirSync(folder)
  if (ordinary.uid !== undefined) chownSync(folder, ordinary.uid, ordinary.gid)
  return folder
}

function layEmptyApp(folder) {
  copyFileSync(join(scripts, 'empty.cjs'), join(folder, 'main.cjs'))
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","main":"main.cjs"}\n')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><div id="root"><button>.</button></div>\n')
}

/** A copy of a profile where the program looks for its own. */
function layProfile(profile, folder) {
  const copy = join(folder, 'profile')
  cpSync(profile, copy, { recursive: true })
  if (ordinary.uid === undefined) return
  for (const name of ['', ...readdirSync(copy, { recursive: true })])
    chownSync(join(copy, name), ordinary.uid, ordinary.gid)
}

/** After so long V8 has given back what a start needed, which it does by itself where nothing happens: milliseconds. */
const IDLE_MS = 45_000
/** Longer than any start takes that comes to its end: milliseconds. */
const LONGEST_MS = 180_000

/** The memory of all processes of a group in bytes, what they share counted once. Linux alone tells. */
function memoryOf(group) {
  let sum = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) continue
      const told = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
      sum += Number(told?.[1] ?? 0) * 1024
    } catch {
      // It has ended since it was listed.
    }
  }
  return sum
}

/** Empties what the system keeps of files in its memory. @returns whether it may: root alone, on Linux */
function emptyCache() {
  spawnSync('sync')
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3')
    return true
  } catch {
    return false
  }
}

/**
 * Milliseconds from the start of a process until what is waited for is drawn, and bytes of its processes a while after, where
 * it is weighed.
 * @throws Error when it ends before
 */
async function startUp(executable, app, folder, { isCold, signIn, isWeighed = true }) {
  const { XAUTHORITY } = process.env
  const display = join(folder, '.display')
  if (XAUTHORITY) {
    copyFileSync(XAUTHORITY, display)
    if (ordinary.uid !== undefined) chownSync(display, ordinary.uid, ordinary.gid)
  }
  const env = {
    ...process.env,
    ...(XAUTHORITY ? { XAUTHORITY: display } : {}),
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    YUANBA_PROFILE: join(folder, 'profile'),
    ...(signIn === undefined ? {} : { YUANBA_START: signIn }),
  }
  const args = ['-r', join(scripts, 'hook.cjs'), '--disable-gpu', `--user-data-dir=${folder}/window`, app]
  if (isCold) emptyCache()
  const began = performance.now()
  const child = spawn(executable, args, {
    ...ordinary,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = once(child, 'exit')
  const late = globalThis.setTimeout(() => process.kill(-child.pid, 'SIGKILL'), LONGEST_MS)
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    told += text
  })
  try {
    for await (const text of child.stdout.setEncoding('utf8')) {
      if (!text.includes('drawn')) continue
      const ms = performance.now() - began
      if (!isWeighed) return { ms, memory: 0 }
      await setTimeout(IDLE_MS)
      return { ms, memory: memoryOf(child.pid) }
    }
    throw new Error(`ended before its first screen: ${told.slice(-600)}`)
  } finally {
    clearTimeout(late)
    // Chromium's own processes are in the same group.
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
}

async function measure(rounds, temperature, profile, signIn) {
  if (missing(['window']).length > 0) return { skipped: needs.window.says }
  const desktop = await testDesktop().catch((error) => ({ skipped: error.message }))
  if ('skipped' in desktop) return desktop
  const { executable, app } = desktop
  const work = mkdtempSync(join(tmpdir(), 'yuanba-start-'))
  chmodSync(work, 0o755)
  try {
    const empty = join(work, 'empty')
    mkdirSync(empty)
    layEmptyApp(empty)
    const isCold = temperature === 'COLD' && emptyCache()
    const found = { yardstick: [], first: [], list: [], isCold }
    for (let round = 0; round < rounds; round += 1) {
      found.yardstick.push(await startUp(executable, empty, ownFolder(work, `empty-${round}`), { isCold }))
      found.first.push(
        await startUp(executable, app, ownFolder(work, `first-${round}`), { isCold, isWeighed: false }),
      )
      if (profile === undefined) continue
      const folder = ownFolder(work, `list-${round}`)
      layProfile(profile, folder)
      found.list.push(await startUp(executable, app, folder, { isCold, signIn }))
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
    return found
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 })
  }
}

const [rounds = '3', temperature = 'WARM', profile, signIn] = process.argv.slice(2)
console.log(JSON.stringify(await measure(Number(rounds), temperature, profile, signIn)))
