/**
 * `node build/install.mjs FILE` installs the Debian packages of whatever the tests lacked that a run left out (it wrote FILE),
 * and nothing else. Plain JavaScript for the Node that a newcomer has.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { packagesOf } from './needs.mjs'
import { run } from './project-node.mjs'

function isInstalled(name) {
  const asked = spawnSync('dpkg-query', ['-s', name], { encoding: 'utf8' })
  return asked.stdout.includes('Status: install ok installed')
}

async function asRoot(...words) {
  const [program, ...args] = process.getuid() === 0 ? words : ['sudo', ...words]
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const code = await run(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  if (code !== 0) throw new Error(`${words.join(' ')}: ${code}`)
}

const { leftOut } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const packages = packagesOf(leftOut.flatMap(({ lacking }) => lacking)).filter((name) => !isInstalled(name))
console.log(packages.length === 0 ? '没有要安装的系统软件包。' : `安装系统软件包：${packages.join(' ')}`)
if (packages.length > 0) {
  await asRoot('apt-get', 'update', '-qq')
  await asRoot('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages)
}
