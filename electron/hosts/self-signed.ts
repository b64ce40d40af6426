import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { isIP, isIPv4 } from 'node:net'
import type { Random } from '../engine/context'

/** A certificate and its key in PEM. */
export interface SelfSigned {
  readonly cert: string
  readonly key: string
  /** SHA-256 of the certificate as browsers show it: by it people see that they trust this one and no other. */
  readonly fingerprint: string
}

export interface SelfSignedSpec {
  /** Names and IP addresses that people type; the first is the certificate's own name. */
  readonly hosts: readonly [string, ...string[]]
  /** ms since 1970. */
  readonly now: number
  readonly days: number
}

const DAY_MS = 24 * 3600 * 1000

/**
 * Makes a certificate for a server that no authority gives one (RFC 5280): P-256, for these hosts and for nothing else. It can sign no
 * other one, so that whoever steals its key makes no certificate for another host.
 */
export function selfSigned({ hosts, now, days }: SelfSignedSpec, random: Random): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid(1, 2, 840, 10045, 4, 3, 2))
  const name = sequence(set(sequence(oid(2, 5, 4, 3), tlv(0x0c, Buffer.from(hosts[0])))))
  const told = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    // Positive, whatever its first bit was.
    tlv(0x02, Buffer.concat([Buffer.from([0x01]), random.bytes(15)])),
    algorithm,
    name,
    // From the day before: clocks differ.
    sequence(time(now - DAY_MS), time(now + days * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...extensions(hosts))),
  )
  const signature = sign('sha256', told, privateKey)
  const der = sequence(told, algorithm, bits(signature))
  return {
    cert: pem('CERTIFICATE', der),
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    fingerprint: (createHash('sha256').update(der).digest('hex').toUpperCase().match(/../g) ?? []).join(':'),
  }
}

function extensions(hosts: readonly string[]): readonly Buffer[] {
  const isCritical = tlv(0x01, Buffer.from([0xff]))
  const names = hosts.map((host) => (isIP(host) ? tlv(0x87, addressOf(host)) : tlv(0x82, Buffer.from(host))))
  return [
    // subjectAltName; basicConstraints: no authority; keyUsage: digitalSignature; extendedKeyUsage: serverAuth.
    sequence(oid(2, 5, 29, 17), octets(sequence(...names))),
    sequence(oid(2, 5, 29, 19), isCritical, octets(sequence())),
    sequence(oid(2, 5, 29, 15), isCritical, octets(tlv(0x03, Buffer.from([7, 0x80])))),
    sequence(oid(2, 5, 29, 37), octets(sequence(oid(1, 3, 6, 1, 5, 5, 7, 3, 1)))),
  ]
}

/** The bytes of an address. */
function addressOf(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from(host.split('.').map(Number))
  // The brackets' own reading of an address writes it in full lower case groups, `::` for the zeros.
  const [head = '', tail] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: 8 - (before?.length ?? 0) - (after?.length ?? 0) }, () => '0')
  const groups = [...(before ?? []), ...zeros, ...(after ?? [])]
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

/** One value of DER (X.690): its tag, its length, its content. */
function tlv(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const length = body.length < 128 ? [body.length] : longLength(body.length)
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

function longLength(length: number): readonly number[] {
  const bytes: number[] = []
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256)
  return [0x80 + bytes.length, ...bytes]
}

const sequence = (...content: readonly Uint8Array[]): Buffer => tlv(0x30, ...content)
const set = (...content: readonly Uint8Array[]): Buffer => tlv(0x31, ...content)
const octets = (content: Uint8Array): Buffer => tlv(0x04, content)
const bits = (content: Uint8Array): Buffer => tlv(0x03, Buffer.from([0]), content)

function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
  const arc = (value: number): readonly number[] => {
    const bytes = [value % 128]
    for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
      bytes.unshift(128 + (left % 128))
    return bytes
  }
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(arc)]))
}

/** Until 2049 with two digits of the year, from then on with four. */
function time(at: number): Buffer {
  const text = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  const isLong = text >= '2050'
  return tlv(isLong ? 0x18 : 0x17, Buffer.from(isLong ? text : text.slice(2)))
}

const pem = (label: string, der: Buffer): string =>
  `-----BEGIN ${label}-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`
