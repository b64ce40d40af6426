// `node keep-version.cjs FOLDER VERSION`: the profile that later versions must open (build/keep-profile.mjs starts it).
import { keepVersion } from '../desks/kept-version'

const [folder = '', version = ''] = process.argv.slice(2)
keepVersion(folder, version).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
})
