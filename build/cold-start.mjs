/**
 * How long the program takes to a usable first screen, and how long an empty window of the same Electron: each in a new
 * process over a new profile, in turn. Prints JSON for `yuanba bench`: milliseconds of every round, or why it can not run.
 *   node build/cold-start.mjs ROUNDS
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/** Milliseconds from the start of a process until its first button is drawn. @throws Error when it ends before */
async function startUp(executable, app, folder) {
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
  }
  const args = ['-r', join(scripts, 'hook.cjs'), '--disable-gpu', `--user-data-dir=${folder}/window`, app]
  const began = performance.now()
  const child = spawn(executable, args, {
    ...ordinary,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = once(child, 'exit')
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    told += text
  })
  try {
    for await (const text of child.stdout.setEncoding('utf8')) {
      if (text.includes('drawn')) return performance.now() - began
    }
    throw new Error(`ended before its first screen: ${told.slice(-600)}`)
  } finally {
    // Chromium's own processes are in the same group.
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
}

async function measure(rounds) {
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
    const times = { ours: [], yardstick: [] }
    for (let round = 0; round < rounds; round += 1) {
      times.yardstick.push(await startUp(executable, empty, ownFolder(work, `empty-${round}`)))
      times.ours.push(await startUp(executable, app, ownFolder(work, `ours-${round}`)))
    }
    return times
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 })
  }
}

console.log(JSON.stringify(await measure(Number(process.argv[2] ?? 3))))
