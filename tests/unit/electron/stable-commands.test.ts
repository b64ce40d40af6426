import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OptionSpecs } from '../../../electron/hosts/cli/command'
import { commands } from '../../../electron/hosts/cli/commands'
import { helpForAll } from '../../../electron/hosts/cli/help'
import { globalOptions } from '../../../electron/hosts/cli/parse'

const page = readFileSync(join(__dirname, '../../../electron/hosts/cli/STABLE.md'), 'utf8')
const usages = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) =>
    [...(line.split(/(?<!\\)\|/)[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, usage = '']) => usage),
  )

test('the page of what stays lists commands', () => {
  expect(usages.length).toBeGreaterThan(30)
})

test('what somebody has to rest on who is locked out stays as well', () => {
  const named = commands.map(({ name }) => name).filter((name) => name.startsWith('recover '))
  expect(named.filter((name) => !usages.some((usage) => usage.startsWith(`${name} `)))).toEqual([])
})

test.each(usages)('%s is a command of the program with these options', (usage) => {
  const words = usage.split(' ').filter((word) => /^[a-z-]+$/.test(word) && !word.startsWith('-'))
  const command = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))
  const known: OptionSpecs = { ...command?.options, ...globalOptions }
  const named = [...usage.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name)
  expect({ command: command?.name, unknown: named.filter((name) => !Object.hasOwn(known, name)) }).toEqual({
    command: expect.any(String),
    unknown: [],
  })
  expect(helpForAll(commands)).toContain(`  ${command?.name}  `)
  // What a command can not do without stands in its line.
  const required = Object.entries(command?.options ?? {}).filter(([, { required }]) => required)
  expect(required.map(([name]) => name).filter((name) => !named.includes(name))).toEqual([])
})
