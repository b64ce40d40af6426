import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOfStep } from '../../../electron/hub/accounts/totp'
import { type ChildProcess, spawn } from '../machine/programs'
import { testsFolder } from '../machine/tests-folder'
import { root } from '../screens/screen'
import { makeCertificate } from './certificate'
import { hubPassphrase } from './region'

/** Runs the built command line as a person does. @throws Error with what it said where it does not end well */
async function cli(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'dist/cli.cjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [said, complained] = [child.stdout, child.stderr].map((stream) => textOf(stream))
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${args.join(' ')}: ${await complained}`)
  return (await said) ?? ''
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

/** A telephone's authenticator, set up by the address in a file. */
export interface Telephone {
  /** What it shows now. */
  code(): string
}

function telephoneOf(file: string): Telephone {
  const text = new URL(readFileSync(file, 'utf8').trim()).searchParams.get('secret') ?? ''
  const bits = [...text]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  return { code: () => codeOfStep(secret, Math.floor(Date.now() / 30_000)) }
}

/** A hub that is served over HTTPS by a process of its own. */
export interface ServedHub {
  readonly origin: string
  readonly cert: string
  /** Everything that the process logged so far. */
  log(): string
  addAccount(name: string, role: string, region: string): Promise<Telephone>
  stop(): Promise<void>
}

/** Serves the hub of a database as its administrator would: two roles, a certificate, `hub serve`. @param keys the hub's folder */
export async function serveByCommand(database: string, keys: string): Promise<ServedHub> {
  const { folder, cert } = makeCertificate()
  const roles = join(folder, 'roles.json')
  await cli('hub', 'roles', '--database', database, '--folder', keys, '--out', roles)
  const tls = ['--cert', join(folder, 'cert.pem'), '--key', join(folder, 'key.pem')]
  const child: ChildProcess = spawn(
    process.execPath,
    [join(root, 'dist/cli.cjs'), 'hub', 'serve', '--roles', roles, ...tls, '--port', '0', '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let logged = ''
  child.stderr?.on('data', (piece: Buffer) => {
    logged += String(piece)
  })
  const exited = once(child, 'exit')
  const first = await Promise.race([once(child.stdout ?? child, 'data'), exited])
  if (child.exitCode !== null) throw new Error(logged)
  const { address } = JSON.parse(String(first[0])) as { readonly address: string }
  return {
    origin: address,
    cert,
    log: () => logged,
    async addAccount(name, role, region) {
      const own = mkdtempSync(join(testsFolder(), 'account-'))
      const [out, typed] = [join(own, 'authenticator'), join(own, 'passphrase')]
      writeFileSync(typed, hubPassphrase)
      const who = ['--user', name, '--passphrase-file', typed, '--role', role, '--region', region]
      await cli('hub', 'add-account', '--database', database, ...who, '--out', out)
      return telephoneOf(out)
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
