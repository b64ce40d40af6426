/** Where this machine's own apt gets Debian from: install tests make a Debian of their own out of it. */
import { spawnSync } from 'node:child_process'

/** @returns {{address: string, suite: string} | undefined} the mirror, and the release that this machine runs */
export function debianMirror() {
  const format = '$(REPO_URI) $(LABEL) $(CODENAME)'
  const { stdout } = spawnSync('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
    encoding: 'utf8',
  })
  for (const line of (stdout ?? '').split('\n')) {
    const [address = '', label, suite] = line.split(' ')
    if (/^https?:/.test(address) && label === 'Debian' && suite && !suite.includes('-'))
      return { address, suite }
  }
  return undefined
}

/** Whether that mirror answers within six seconds, through a proxy where one is set. */
export function mirrorAnswers() {
  const mirror = debianMirror()
  if (mirror === undefined) return false
  const ask = `fetch(process.argv[1], { method: 'HEAD', signal: AbortSignal.timeout(6000) })
    .then(({ status }) => process.exit(status < 500 ? 0 : 1), () => process.exit(1))`
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1' }
  return spawnSync(process.execPath, ['-e', ask, mirror.address], { env, stdio: 'ignore' }).status === 0
}
