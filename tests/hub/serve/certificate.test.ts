import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { selfSigned } from '../../../electron/hosts/self-signed'
import { systemRandom } from '../../../electron/machine/surroundings'
import { runHere } from '../../support/desks/cli'
import { seededRandom } from '../../support/desks/engine'
import { testsFolder } from '../../support/machine/tests-folder'

const now = Date.UTC(2026, 10, 29)
const day = 24 * 3600 * 1000

const json = async (...words: readonly string[]) => {
  const { code, stdout } = await runHere([...words, '--json'])
  return { code, told: JSON.parse(stdout) }
}

/** Whether a client that trusts this certificate alone speaks to its server. @param name as the client calls the server */
async function isAnswered(
  made: { readonly cert: string; readonly key: string },
  name: string,
): Promise<boolean> {
  const server = createServer({ cert: made.cert, key: made.key }, (_, response) => response.end('好'))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const answered = await new Promise<boolean>((told) => {
    get({ host: '127.0.0.1', port, servername: name, ca: made.cert, agent: false }, (response) => {
      response.resume()
      response.on('end', () => told(true))
    }).on('error', () => told(false))
  })
  await new Promise((done) => server.close(done))
  return answered
}

test('a certificate of its own is right for its hosts and for no other, and signs no other one', () => {
  const hosts = ['hub.example', 'pufa.example', '10.1.2.3', '2001:db8::7'] as const
  const made = selfSigned({ hosts, now, days: 397 }, seededRandom(4))
  const cert = new X509Certificate(made.cert)
  expect([cert.ca, cert.verify(cert.publicKey), cert.subject, cert.issuer]).toEqual([
    false,
    true,
    'CN=hub.example',
    'CN=hub.example',
  ])
  expect(hosts.map((host) => cert.checkHost(host) ?? cert.checkIP(host))).toEqual([...hosts])
  expect([cert.checkHost('other.example'), cert.checkIP('10.1.2.4')]).toEqual([undefined, undefined])
  expect([cert.validFromDate.getTime(), cert.validToDate.getTime()]).toEqual([now - day, now + 397 * day])
  expect(cert.fingerprint256).toBe(made.fingerprint)
  // From 2050 on a year has four digits there.
  const late = new X509Certificate(
    selfSigned({ hosts, now: Date.UTC(2049, 6), days: 365 }, seededRandom(4)).cert,
  )
  expect(late.validToDate.getUTCFullYear()).toBe(2050)
})

test('whoever trusts it is answered over TLS under its names, and under no other', async () => {
  const made = selfSigned({ hosts: ['hub.example'], now: Date.now(), days: 1 }, systemRandom)
  expect(await isAnswered(made, 'hub.example')).toBe(true)
  expect(await isAnswered(made, 'other.example')).toBe(false)
  const other = selfSigned({ hosts: ['hub.example'], now: Date.now(), days: 1 }, systemRandom)
  expect(await isAnswered({ key: other.key, cert: made.cert }, 'hub.example').catch(() => false)).toBe(false)
})

test('hub certificate writes both, the key for its owner alone, and never over a key that is there', async () => {
  const folder = mkdtempSync(join(testsFolder(), 'cert-'))
  const files = ['--cert', join(folder, 'cert.pem'), '--key', join(folder, 'key.pem')]
  const made = await json('hub', 'certificate', '--host', 'hub.example,10.1.2.3', ...files)
  expect(made).toMatchObject({ code: 0, told: { hosts: ['hub.example', '10.1.2.3'], days: 397 } })
  const text = readFileSync(join(folder, 'cert.pem'), 'utf8')
  expect(new X509Certificate(text).fingerprint256).toBe(made.told.fingerprint)
  if (process.platform !== 'win32') expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600)
  const key = readFileSync(join(folder, 'key.pem'), 'utf8')
  expect((await json('hub', 'certificate', '--host', 'hub.example', ...files)).told).toMatchObject({
    error: { code: 'file.unwritable' },
  })
  expect([
    readFileSync(join(folder, 'key.pem'), 'utf8'),
    readFileSync(join(folder, 'cert.pem'), 'utf8'),
  ]).toEqual([key, text])
  for (const host of ['https://hub.example', 'hub.example:8443', ''])
    expect((await json('hub', 'certificate', '--host', host, ...files)).told).toMatchObject({
      error: { code: 'usage' },
    })
})

test('whoever serves without a certificate is told how to come by one', async () => {
  const served = await json('hub', 'serve', '--embedded', join(testsFolder(), 'no-hub'))
  expect(served).toMatchObject({ code: 2, told: { error: { code: 'usage' } } })
  expect(JSON.stringify(served.told)).toContain('hub certificate')
})
