import { createInterface } from 'node:readline'
import { spawn } from '../machine/programs'
import { commandLine, type Laptop, passphrase } from './cli'

/** A profile that is open in a window (`yuanba serve`), signed in. */
export interface OpenWindow {
  readonly address: string
  /** Ends it as Ctrl+C does. @returns the exit code */
  stop(): Promise<number>
}

/** Starts `yuanba serve`, opens its one-time address and signs in there. */
export async function openWindow(laptop: Laptop): Promise<OpenWindow> {
  const [program, ...args] = commandLine(['serve', '--json', '--profile', laptop.profile])
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number>((done) => child.on('exit', (code) => done(code ?? -1)))
  const address = await new Promise<string>((done, failed) => {
    createInterface({ input: child.stdout }).once('line', (line) => done(JSON.parse(line).address))
    ended.then((code) => failed(new Error(`yuanba serve ended with ${code}`)))
  })
  const page = await fetch(address, { redirect: 'manual' })
  const [cookie = ''] = (page.headers.getSetCookie()[0] ?? '').split(';')
  const [, key = ''] = /name="page-key" content="([^"]+)"/.exec(await page.text()) ?? []
  const { origin } = new URL(address)
  const answer = await fetch(`${origin}/rpc`, {
    method: 'POST',
    headers: {
      ...{ Cookie: cookie, Origin: origin, 'Content-Type': 'application/json' },
      'X-Yuanba-Page': key,
    },
    body: JSON.stringify({ name: 'session.unlock', input: { user: '管理员', passphrase } }),
  })
  const body = await answer.json()
  if (body.ok?.state !== 'open') throw new Error(`could not sign in: ${JSON.stringify(body)}`)
  return {
    address,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}
