/** Before the end-to-end tests: a current build, and the Electron and browser that they drive, by environment. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { bundle, targets } from './bundle.mjs'
import { findChromium, missing } from './needs.mjs'
import { root } from './project-node.mjs'
import { reachable } from './reachable.mjs'
import { testDesktop } from './test-app.mjs'
import { makeTestsFolder } from './tests-folder.mjs'

/** A folder that everybody can enter, until this process ends. */
function openPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-desktop-'))
  chmodSync(folder, 0o755)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The Electron and the program's folder for it, where the user who opens the windows gets to them. */
async function offerDesktop() {
  const { executable, app } = await testDesktop()
  const electron = reachable(dirname(executable), () => join(openPlace(), 'electron'))
  process.env.YUANBA_TEST_ELECTRON = join(electron, basename(executable))
  process.env.YUANBA_TEST_APP = reachable(app, () => join(openPlace(), 'app'))
}

export default async function setup() {
  await bundle(Object.keys(targets))
  mkdirSync(join(root, 'test-output'), { recursive: true })
  makeTestsFolder()
  const chromium = findChromium()
  if (chromium) process.env.YUANBA_CHROMIUM = chromium
  if (missing(['window']).length > 0) return
  await offerDesktop()
}
