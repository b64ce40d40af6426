/** Before the end-to-end tests: a current build, and the Electron and browser that they drive, by environment. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, targets } from './bundle.mjs'
import { testElectron } from './electron-runtime.mjs'
import { findChromium, missing } from './needs.mjs'
import { projectNode, root } from './project-node.mjs'

export default async function setup() {
  await bundle(Object.keys(targets))
  mkdirSync(join(root, 'test-output'), { recursive: true })
  process.env.YUANBA_TEST_NODE = projectNode()
  const chromium = findChromium()
  if (chromium) process.env.YUANBA_CHROMIUM = chromium
  if (missing(['window']).length === 0) process.env.YUANBA_TEST_ELECTRON = await testElectron()
}
