import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from '../machine/programs'
import { testsFolder } from '../machine/tests-folder'

/** A key and a certificate for this computer that the test made itself; who calls it has asked for `openssl`. */
export function makeCertificate(): {
  readonly folder: string
  readonly key: string
  readonly cert: string
} {
  const folder = mkdtempSync(join(testsFolder(), 'tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', key, '-out', cert],
    ],
    { encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`)
  return { folder, key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

/** What makes a Chromium trust the key of this certificate, and no other one that nobody has signed. */
export function trusting(cert: string): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`
}
