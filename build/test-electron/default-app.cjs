// `electron [-r module] <folder>`: what Electron's own default app does, for a runtime that came without one.
const Module = require('node:module')
const { join, resolve } = require('node:path')
const { app } = require('electron')

const preloads = []
let folder
for (let i = 1; i < process.argv.length; i++) {
  const word = process.argv[i]
  if (word === '-r') preloads.push(process.argv[++i])
  else if (!word.startsWith('-')) {
    folder = resolve(word)
    break
  }
}
if (folder === undefined) {
  process.stderr.write('usage: electron [-r module] <folder>\n')
  process.exit(2)
}
if (preloads.length > 0) Module._preloadModules(preloads)

const manifest = require(join(folder, 'package.json'))
app.setName(manifest.productName ?? manifest.name)
if (manifest.version) app.setVersion(manifest.version)
app.setAppPath(folder)
Module._load(join(folder, manifest.main), Module, true)
