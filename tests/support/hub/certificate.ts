import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { selfSigned } from '../../../electron/hosts/self-signed'
import { systemRandom } from '../../../electron/machine/surroundings'
import { testsFolder } from '../machine/tests-folder'

/** A key and a certificate for this computer, made as `hub certificate` makes them. */
export function makeCertificate(): {
  readonly folder: string
  readonly key: string
  readonly cert: string
} {
  const folder = mkdtempSync(join(testsFolder(), 'tls-'))
  const made = selfSigned({ hosts: ['localhost', '127.0.0.1'], now: Date.now(), days: 2 }, systemRandom)
  writeFileSync(join(folder, 'key.pem'), made.key, { mode: 0o600 })
  writeFileSync(join(folder, 'cert.pem'), made.cert)
  return { folder, key: made.key, cert: made.cert }
}

/** What makes a Chromium trust the key of this certificate, and no other one that nobody has signed. */
export function trusting(cert: string): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`
}
