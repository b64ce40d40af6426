import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OptionSpec } from '../../electron/hosts/cli/command'
import { commands } from '../../electron/hosts/cli/commands'
import { globalOptions } from '../../electron/hosts/cli/parse'
import { type Desk as CliDesk, openDesk, runHere } from '../support/desks/cli'
import { type Desk, openStreet, passphrase, sessionPatch, user } from '../support/desks/engine'
import { fuzz } from '../support/laws/fuzz'
import { lawSize } from '../support/laws/law-size'
import fc from '../support/laws/property'
import { seedsFor } from '../support/laws/seed'

let street: Desk
let desk: CliDesk
let before: string
let words: readonly string[]
beforeAll(async () => {
  street = await openStreet()
  desk = openDesk()
  const id = await street.save('courtyard-session', sessionPatch(street))
  await street.rpc.session.lock({})
  desk.write('rows.csv', '日期,村（社区）\n2026-11-03,桃花村\n')
  desk.write('lines.ndjson', '{"kind":"courtyard-session"}\nnot json\n')
  writeFileSync(desk.path('bytes'), Buffer.from([0xff, 0xfe, 0, 1, 2]))
  words = [
    ...[
      id,
      street.units.peach,
      street.units.east,
      'courtyard-session',
      'activity',
      'people=5',
      'people',
      '桃花村',
    ],
    ...[
      '2026-11',
      '2026-Q4',
      '2026',
      '2026-11-03',
      'monthly',
      '-',
      '--',
      '-1',
      '',
      ' ',
      '0',
      '1e9',
      'x'.repeat(5000),
    ],
    ...[
      'rows.csv',
      'lines.ndjson',
      'bytes',
      '.',
      'nowhere/else',
      'out.xlsx',
      user,
      '__proto__',
      '=',
      'a=',
      '{}',
      '[',
      'null',
    ],
  ]
  before = process.cwd()
  // What names a file without a folder must not come to lie among the sources.
  process.chdir(desk.folder)
})
afterAll(async () => {
  process.chdir(before)
  await street.close()
  desk.clear()
})

test('a text that is to be printed and is not there is said to be so', async () => {
  const env = { YUANBA_PROFILE: street.profile, YUANBA_PASSPHRASE: passphrase, YUANBA_USER: user }
  const asked = [
    '--id',
    words[0] ?? '',
    '--form',
    'x',
    '--format',
    'html',
    '--out',
    'out.html',
    '--text',
    'nowhere',
  ]
  const { code, stdout } = await runHere(['form', 'print', ...asked, '--json'], env)
  expect([code, JSON.parse(stdout).error.code]).toEqual([3, 'file.unreadable'])
})

/** What goes on until it is stopped, or measures and fills for minutes, is played by tests of its own. */
const played = commands.filter(({ name }) => !/^(serve|bench|demo|bench .*|demo .*)$/.test(name))

fuzz({
  name: 'command-line',
  findings: join(__dirname, 'findings'),
  seeds: seedsFor('command line', []),
  cases: fc.record({
    command: fc.nat(999),
    options: fc.array(fc.record({ name: fc.nat(99), value: fc.nat(99), isGlued: fc.boolean() }), {
      maxLength: 3,
    }),
    isWhole: fc.constantFrom(true, true, true, false),
    operands: fc.array(fc.nat(99), { maxLength: 2 }),
    odd: fc.constantFrom(...Array<string>(30).fill(''), '--nothing', '-x', '--json=1', 'help', '--help'),
  }),
  count: lawSize(800),
  play: async ({ command: nth, options, isWhole, operands, odd }) => {
    const command = played[nth % played.length]
    if (!command) return ['none']
    const word = (at: number): string => words[at % words.length] ?? ''
    const specs = Object.entries<OptionSpec>({ ...command.options, ...globalOptions }).filter(
      ([name]) => !['profile', 'passphrase-file', 'user', 'help', 'version', 'json'].includes(name),
    )
    const args = command.name.split(' ')
    const given = new Set<string>()
    const give = (name: string, value: string | undefined, isGlued: boolean): void => {
      given.add(name)
      if (value === undefined) args.push(`--${name}`)
      else if (isGlued) args.push(`--${name}=${value}`)
      else args.push(`--${name}`, value)
    }
    const valueFor = ({ value, choices }: OptionSpec, at: number): string | undefined => {
      if (value === undefined) return undefined
      return choices && at % 3 > 0 ? choices[at % choices.length] : word(at)
    }
    for (const { name: which, value, isGlued } of options) {
      const [name, spec] = specs[which % specs.length] ?? []
      if (name !== undefined && spec !== undefined) give(name, valueFor(spec, value), isGlued)
    }
    for (const [name, spec] of specs)
      if (isWhole && spec.required && !given.has(name)) give(name, valueFor(spec, nth), false)
    if (command.operands || nth % 20 === 0) args.push(...operands.map(word))
    if (odd !== '') args.push(odd)
    const env = { YUANBA_PROFILE: street.profile, YUANBA_PASSPHRASE: passphrase, YUANBA_USER: user }
    const { code, stdout, stderr } = await runHere([...args, '--json'], env)
    // Wrong passphrases make the next one wait.
    rmSync(join(street.profile, 'tries.json'), { force: true })
    const said = JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null') as {
      readonly error?: { readonly code: string }
    }
    expect([args, said.error?.code === 'unexpected' ? stderr : 'in words']).toEqual([args, 'in words'])
    expect([args, stderr.match(/^\s+at .*/m)?.[0]]).toEqual([args, undefined])
    expect(code).toBeGreaterThanOrEqual(0)
    return [said.error?.code ?? 'ok']
  },
})
