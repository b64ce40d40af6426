// A package that starts on the test runtime: the same app with the engine in a forked Node beside the old Electron.
// For tests on machines without the official Electron; never shipped. build/package.mjs sets electronDist and version.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { load } = require('js-yaml')

const shipped = load(readFileSync(join(__dirname, '../../electron-builder.yml'), 'utf8'))
// Electron 25 does not have this fuse yet.
const { grantFileProtocolExtraPrivileges, ...electronFuses } = shipped.electronFuses

/** The shipped list with the bundles of the test runtime in the place of production's. */
const files = shipped.linux.files
  .filter((pattern) => pattern !== 'dist/engine-utility.cjs')
  .map((pattern) => (pattern === 'dist/main/**' ? 'dist/test-runtime/**' : pattern))

module.exports = {
  ...shipped,
  appId: 'cn.yuanba.desktop.test',
  productName: 'yuanba-test-runtime',
  executableName: 'yuanba-test-runtime',
  directories: { ...shipped.directories, output: 'release/test-runtime' },
  extraMetadata: { main: 'dist/test-runtime/main.cjs' },
  electronFuses,
  // A plain Node cannot read the archive.
  asarUnpack: ['**/*.node', 'dist/test-runtime/engine.cjs', 'node_modules/better-sqlite3/**'],
  linux: { ...shipped.linux, target: 'dir', files },
}
