/**
 * `node build/keep-profile.mjs`: keeps a small profile of this version in tests/fixtures/profiles, once for each release. Every later
 * version must open it (tests/engine/profile/kept-versions.test.ts). One that is there is never made anew.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { appVersion } from './packages/app.mjs'
import { cache, onProjectNode, root, run, runScript } from './project-node.mjs'

async function keep() {
  const version = appVersion()
  const folder = join(root, 'tests/fixtures/profiles', version)
  if (existsSync(folder)) throw new Error(`${relative(root, folder)} 已经有了；发布过的版本不再改动。`)
  mkdirSync(cache, { recursive: true })
  const program = join(cache, 'keep-version.cjs')
  const bundling = ['tests/support/child/bundle.mjs', 'tests/support/child/keep-version.ts', program]
  const steps = [bundling, [program, folder, version]]
  try {
    for (const args of steps)
      if ((await run(process.execPath, args, { cwd: root })) !== 0) throw new Error('没有做成这一版的资料。')
  } finally {
    rmSync(program, { force: true })
  }
  console.log(relative(root, folder))
}

if (!onProjectNode) process.exit(await runScript('build/keep-profile.mjs', process.argv.slice(2)))
await keep().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
