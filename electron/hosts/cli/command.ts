import type { CliContext } from './context'

/** One option of a command, as data: parsing, checks and help all read it. */
export interface OptionSpec {
  /** What stands for the value in the help, `DIR`; absent: a flag without a value. */
  readonly value?: string
  /** In Chinese. */
  readonly help: string
  readonly required?: true
  /** May be given more than once. */
  readonly multiple?: true
  readonly choices?: readonly string[]
}
export type OptionSpecs = { readonly [name: string]: OptionSpec }

/** What a command gets for an option. */
type ValueOf<O extends OptionSpec> = O extends { value: string }
  ? O extends { multiple: true }
    ? readonly string[]
    : O extends { required: true }
      ? string
      : string | undefined
  : boolean

export type Options<O extends OptionSpecs> = { readonly [K in keyof O]: ValueOf<O[K]> }

/** What a command answers: the document for `--json`, and the same for a person. */
export interface Result {
  readonly json: unknown
  readonly text: string
  /** The exit code when it is not 0 although there is an answer. */
  readonly exit?: number
  /** Work that goes on after the answer is written, until it is stopped. */
  readonly until?: () => Promise<void>
}

export interface Command<O extends OptionSpecs = OptionSpecs> {
  /** One or two words: `export`, `record add`. */
  readonly name: string
  /** In Chinese, one line. */
  readonly summary: string
  /** Arguments without a dash. */
  readonly operands?: { readonly value: string; readonly help: string; readonly many?: true }
  readonly options: O
  run(ctx: CliContext, options: Options<O>, operands: readonly string[]): Promise<Result>
}

/** Keeps the types of one command's options. */
export function defineCommand<const O extends OptionSpecs>(command: Command<O>): Command<O> {
  return command
}
