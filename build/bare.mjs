/**
 * `node build/bare.mjs [--left-out FILE] COMMAND ARGUMENT…` runs a command as on a bare machine.
 * Node, npm, git and a shell's basics are on PATH, nothing else is. The environment is empty but for home, language and
 * the way to the network.
 * `npm test` under it writes to FILE what it left out. Plain JavaScript for the Node that a newcomer has; POSIX only.
 */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { basics, onPath } from './needs.mjs'
import { run } from './project-node.mjs'

/** How the network is reached from here: without these nothing installs behind a proxy, and no test asks for them. */
const network = [
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'npm_config_registry', 'ELECTRON_MIRROR'],
]

const words = process.argv.slice(2)
const leftOut = words[0] === '--left-out' ? words[1] : undefined
const [command, ...args] = leftOut === undefined ? words : words.slice(2)
if (command === undefined || command.startsWith('-')) {
  console.error('用法：node build/bare.mjs [--left-out 文件] 命令 [参数……]')
  process.exit(2)
}

const bin = mkdtempSync(join(tmpdir(), 'yuanba-bare-'))
try {
  symlinkSync(process.execPath, join(bin, 'node'))
  for (const name of ['npm', 'npx', 'git', ...basics]) {
    const path = onPath(name)
    if (path !== undefined) symlinkSync(path, join(bin, name))
  }
  const env = { HOME: homedir(), PATH: bin, LANG: 'C.UTF-8', CI: 'true' }
  for (const name of network) if (process.env[name]) env[name] = process.env[name]
  if (leftOut !== undefined) env.YUANBA_LEFT_OUT = resolve(leftOut)
  // How much is tried, not what there is.
  if (process.env.YUANBA_LAWS) env.YUANBA_LAWS = process.env.YUANBA_LAWS
  process.exitCode = await run(command, args, { env })
} finally {
  rmSync(bin, { recursive: true })
}
