import type { Command, OptionSpecs } from './command'
import { globalOptions } from './parse'
import { table } from './table'

/** One line of usage. */
function usageOf({ name, options, operands }: Command): string {
  const parts = Object.entries(options).map(([option, spec]) => {
    const text = spec.value ? `--${option} ${spec.value}` : `--${option}`
    return spec.required ? text : `[${text}]`
  })
  const operand = operands ? [operands.value + (operands.many ? '…' : '')] : []
  return ['yuanba', name, ...operand, ...parts].join(' ')
}

function optionTable(options: OptionSpecs): string {
  const rows = Object.entries(options).map(([name, { value, help, choices }]) => [
    `  --${name}${value ? ` ${value}` : ''}`,
    choices ? `${help}（${choices.join(' | ')}）` : help,
  ])
  return rows.length === 0 ? '' : table(['', ''], rows).trimStart()
}

/** Help for one command, from its own description. */
export function helpFor(command: Command): string {
  const operands = command.operands ? [`  ${command.operands.value}  ${command.operands.help}`] : []
  const own = optionTable(command.options)
  return [
    command.summary,
    '',
    `用法：${usageOf(command)}`,
    '',
    ...operands,
    ...(own ? [`  ${own}`] : []),
    '',
    '通用选项：',
    `  ${optionTable(globalOptions)}`,
  ].join('\n')
}

/** Help for everything. */
export function helpForAll(commands: readonly Command[]): string {
  const list = table(
    ['', ''],
    commands.map(({ name, summary }) => [`  ${name}`, summary]),
  ).trimStart()
  return [
    '院坝普法台命令行。用法：yuanba <命令> [选项]；yuanba help <命令> 查看一个命令的用法。',
    '',
    `  ${list}`,
    '',
    '通用选项：',
    `  ${optionTable(globalOptions)}`,
    '',
    '退出码：0 完成 · 1 意外错误 · 2 用法不对 · 3 输入被拒绝 · 4 口令不对或没有权限 · 5 文件损坏、伪造或不是给本单位的 · 6 资料正在使用 · 7 由更新版本建立',
  ].join('\n')
}
