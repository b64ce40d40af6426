/**
 * `npm run addons`: the SQLite addons for Linux that packages carry, into dist/addons.
 * `node build/addon.mjs [x64] [arm64] [--compiler system]`; without an architecture, both.
 */
import { parseArgs } from 'node:util'
import { shippedAddons } from './sqlite-addon.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { compiler: { type: 'string', default: 'zig' } },
})
const archs = positionals.length > 0 ? positionals : ['x64', 'arm64']
if (archs.some((arch) => !['x64', 'arm64'].includes(arch)) || !['zig', 'system'].includes(values.compiler)) {
  console.error('用法：node build/addon.mjs [x64] [arm64] [--compiler zig | system]')
  process.exit(2)
}
try {
  for (const path of await shippedAddons(archs, values.compiler)) console.log(path)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
