import { parseArgs } from 'node:util'
import type { Command, OptionSpecs } from './command'
import { usage } from './usage'

/** Options that every command takes. */
export const globalOptions = {
  profile: { value: 'DIR', help: '资料所在的文件夹（或环境变量 YUANBA_PROFILE）' },
  user: { value: 'NAME', help: '用户名；只有一个用户时可以不写' },
  'passphrase-file': { value: 'F', help: '写有口令的文件（或环境变量 YUANBA_PASSPHRASE）' },
  json: { help: '在标准输出上只写一个 JSON 文档' },
  help: { help: '显示帮助' },
  version: { help: '显示版本' },
} as const satisfies OptionSpecs

type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** A command line taken apart. `command` is undefined when none was named. */
export interface CommandLine {
  readonly command: Command | undefined
  readonly values: Values
  readonly operands: readonly string[]
}

/** Whether the answer is wanted as JSON, known even when the rest of the line is wrong. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.includes('--json')
}

/** Takes a command line apart and checks it against the command's options. @throws AppError `usage` */
export function parseCommandLine(argv: readonly string[], commands: readonly Command[]): CommandLine {
  const every: OptionSpecs = Object.assign({}, ...commands.map((c) => c.options), globalOptions)
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(every).map(([name, spec]) => [
        name,
        { type: spec.value ? 'string' : 'boolean' } as const,
      ]),
    ),
  })
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const command = findCommand(words, commands)
  const known: OptionSpecs = { ...command?.options, ...globalOptions }
  const values: Record<string, string | boolean | string[]> = {}
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const spec = Object.hasOwn(known, token.name) ? known[token.name] : undefined
    if (!spec) throw usage(`没有 ${token.rawName} 这个选项`)
    const value = givenValue(token, spec.value !== undefined)
    if (spec.choices && !spec.choices.includes(String(value)))
      throw usage(`--${token.name} 只能是 ${spec.choices.join('、')}`)
    const earlier = values[token.name]
    if (spec.multiple) values[token.name] = [...(Array.isArray(earlier) ? earlier : []), String(value)]
    else if (earlier !== undefined) throw usage(`--${token.name} 写了两次`)
    else values[token.name] = value
  }
  const operands = words.slice(command?.name.split(' ').length ?? 0)
  return { command, values, operands }
}

/** Checks what a command cannot do without, and fills in what was not given. @throws AppError `usage` */
export function completeOptions(command: Command, { values, operands }: CommandLine): Values {
  const wanted = command.operands
  if (!wanted && operands.length > 0) throw usage(`多了一个参数“${operands[0]}”`)
  if (wanted && operands.length === 0) throw usage(`缺少 ${wanted.value}：${wanted.help}`)
  if (wanted && !wanted.many && operands.length > 1) throw usage(`多了一个参数“${operands[1]}”`)
  const complete: Record<string, string | boolean | readonly string[] | undefined> = {}
  for (const [name, spec] of Object.entries(command.options)) {
    if (spec.required && values[name] === undefined) throw usage(`缺少 --${name}：${spec.help}`)
    complete[name] = values[name] ?? (spec.multiple ? [] : spec.value ? undefined : false)
  }
  return complete
}

function findCommand(words: readonly string[], commands: readonly Command[]): Command | undefined {
  const [first, second] = words
  if (first === undefined) return undefined
  const found =
    commands.find((c) => c.name === `${first} ${second}`) ?? commands.find((c) => c.name === first)
  if (found) return found
  const group = commands.filter((c) => c.name.startsWith(`${first} `))
  if (group.length > 0)
    throw usage(`“${first}”后面要写 ${group.map((c) => c.name.split(' ')[1]).join('、')} 之一`)
  throw usage(`没有“${first}”这个命令`)
}

function givenValue(
  token: {
    readonly name: string
    readonly value?: string | undefined
    readonly inlineValue?: boolean | undefined
  },
  takesValue: boolean,
): string | boolean {
  if (!takesValue) {
    if (token.value !== undefined) throw usage(`--${token.name} 后面不写内容`)
    return true
  }
  const { value } = token
  if (value === undefined || (!token.inlineValue && /^-./.test(value)))
    throw usage(`--${token.name} 后面缺少内容`)
  return value
}
