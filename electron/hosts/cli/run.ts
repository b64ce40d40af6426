import { version } from '../../../package.json'
import { RpcError } from '../../../shared/contract/rpc'
import { AppError } from '../../../shared/errors'
import { peakMemory } from '../../machine/peak-memory'
import type { Command, Result } from './command'
import { commands } from './commands'
import { createContext } from './context'
import { failureOf } from './failure'
import { helpFor, helpForAll } from './help'
import { type CommandLine, completeOptions, parseCommandLine, wantsJson } from './parse'
import type { Terminal } from './terminal'

/** Runs one command line and writes its answer. @returns the exit code */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  const json = wantsJson(argv)
  const { answer, notice } = terminal
  try {
    const tell = (result: Result): void => answer(json ? JSON.stringify(result.json) : result.text)
    const result = await answerTo(argv, terminal, tell)
    if (!result.until) tell(result)
    return result.exit ?? 0
  } catch (error) {
    if (!(error instanceof AppError || error instanceof RpcError))
      notice(error instanceof Error ? String(error.stack) : String(error))
    const { code, params, message, exit } = failureOf(error)
    if (json) answer(JSON.stringify({ error: { code, params, message } }))
    else notice(message)
    return exit
  } finally {
    if (terminal.env.YUANBA_DEBUG_MEMORY === '1') notice(`peak-rss-bytes ${peakMemory()}`)
  }
}

async function answerTo(
  argv: readonly string[],
  terminal: Terminal,
  tell: (result: Result) => void,
): Promise<Result> {
  const line = parseCommandLine(argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv, commands)
  if (line.values.version === true) return { json: { version }, text: version }
  const { command } = line
  if (!command || line.values.help === true) {
    const help = command ? helpFor(command) : helpForAll(commands)
    return { json: { help }, text: help, ...(command || line.values.help === true ? {} : { exit: 2 }) }
  }
  return run(command, line, terminal, tell)
}

async function run(
  command: Command,
  line: CommandLine,
  terminal: Terminal,
  tell: (result: Result) => void,
): Promise<Result> {
  const options = completeOptions(command, line)
  const text = (name: string): string | undefined => {
    const value = line.values[name]
    return typeof value === 'string' ? value : undefined
  }
  const context = createContext({
    appVersion: version,
    profile: text('profile'),
    user: text('user'),
    passphraseFile: text('passphrase-file'),
    terminal,
  })
  try {
    // completeOptions has checked the values against the command's own specs, which is what its type promises.
    const result = await command.run(context, options as Parameters<typeof command.run>[1], line.operands)
    if (result.until) {
      tell(result)
      await result.until()
    }
    return result
  } finally {
    await context.close()
  }
}
