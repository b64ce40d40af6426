import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

/** How a program ended: its code, or the signal that killed it, with what it wrote on its two outputs. */
interface Ended {
  readonly code: number | string | null
  readonly output: string
  readonly told: string
}

/** Runs a program to its end. @throws Error when it can not be started */
export async function ranToEnd(
  program: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env' | 'shell'> = {},
): Promise<Ended> {
  const child = spawn(program, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { code: code ?? signal, output, told }
}

/** What a program answers as JSON on the last line of its output. @throws Error with the last of what it told, when it fails */
export async function jsonOf(name: string, program: string, args: readonly string[]): Promise<unknown> {
  const { code, output, told } = await ranToEnd(program, args)
  if (code !== 0) throw new Error(`${name}: ${code}: ${told.trimEnd().slice(-600)}`)
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '')
}
