import { commands } from '../../../electron/hosts/cli/commands'
import { version } from '../../../package.json'
import { measures } from '../../../shared/figures/measures'
import { kinds } from '../../../shared/kinds'
import { openDesk, runCli, runHere } from '../../support/desks/cli'

const desk = openDesk()
afterAll(() => desk.clear())

describe('the command line before any profile', () => {
  test('shows every command in the help, and each command its own options', async () => {
    const { code, stdout } = await runCli(['help'])
    expect(code).toBe(0)
    for (const { name, summary } of commands)
      expect(stdout).toMatch(new RegExp(`${name} +${escaped(summary)}`))
    const own = await runCli(['record', 'list', '--help'])
    expect(own.stdout).toContain('--where f=v')
    expect((await runCli(['help', 'record', 'list'])).stdout).toBe(own.stdout)
  })

  test('says its version', async () => {
    expect((await runCli(['--version'])).stdout).toBe(`${version}\n`)
  })

  test('lists every kind with fields, types, labels, what is required and what may be chosen', async () => {
    const { code, stdout } = await runHere(['kinds', '--json'])
    expect(code).toBe(0)
    const told = JSON.parse(stdout).kinds
    expect(told.map((kind: { name: string }) => kind.name)).toEqual(kinds.map(({ name }) => name))
    const session = told.find((kind: { name: string }) => kind.name === 'courtyard-session')
    expect(session).toMatchObject({ label: '院坝会', code: 'YB', owner: 'street', numbered: true })
    expect(session.common.map(({ name }: { name: string }) => name)).toEqual([
      ...['id', 'number', 'street', 'unit', 'date', 'author', 'recordedAt', 'status', 'files', 'remarks'],
      ...['laptop', 'formVersion'],
    ])
    expect(field(session, 'people')).toMatchObject({
      type: 'count',
      label: '参加人数',
      required: true,
      unit: '人',
    })
    expect(field(session, 'unit')).toMatchObject({
      type: 'ref',
      to: 'unit',
      levels: ['village', 'community'],
    })
    expect(field(field(session, 'demands'), 'category').options).toContainEqual({
      value: 'wages',
      label: '欠薪',
    })
  })

  test('lists every figure with its label, unit word, version and what it counts', async () => {
    const told = JSON.parse((await runHere(['measures', '--json'])).stdout).measures
    expect(told).toEqual(
      measures.map(({ name, label, word, version, meaning }) =>
        expect.objectContaining({ name, label, word, version, meaning }),
      ),
    )
    const { code, stdout } = await runHere(['measures'])
    expect(code).toBe(0)
    for (const { label, meaning } of measures)
      expect(stdout).toMatch(new RegExp(`${escaped(label)}.*${escaped(meaning)}`))
  })

  test.each([
    [[], '院坝普法台命令行'],
    [['nonsense'], '没有“nonsense”这个命令'],
    [
      ['record'],
      '“record”后面要写 add、edit、delete、restore、erase、show、history、list、move、follow、chain、',
    ],
    [['status', '--colour'], '没有 --colour 这个选项'],
    [['status', '--to', 'x'], '没有 --to 这个选项'],
    [['status', '__proto__'], '多了一个参数“__proto__”'],
    [['status', '--constructor'], '没有 --constructor 这个选项'],
    [['export'], '缺少 --to'],
    [['export', '--to'], '--to 后面缺少内容'],
    [['export', '--to', '--json'], '--to 后面缺少内容'],
    [['export', '--to', 'a', '--to', 'b'], '--to 写了两次'],
    [['import'], '缺少 FILE'],
    [
      ['report', 'monthly', 'annual', '--period', '2026', '--format', 'json', '--out', 'x'],
      '多了一个参数“annual”',
    ],
    [
      ['report', 'monthly', '--period', '2026', '--format', 'pdf', '--out', 'x'],
      '只能是 json、html、docx、xlsx',
    ],
    [['status'], '请用 --profile 指明'],
    [['status', '--json=yes'], '--json 后面不写内容'],
    [['record', 'add', '--kind', 'team'], '--data 和 --ndjson 要写一个'],
    [['demo', '--size', 'many'], '--size 应当是'],
    [['resolve', '--all', '--reason', 'x'], '--all 要和 --keep-site 同用'],
    [['resolve', '--keep-site', 'x', '--reason', 'x'], '--keep-site 要和 --all 同用'],
    [['resolve', '--record', 'x', '--reason', 'x'], '要写 --record 和 --field，或者写 --all'],
  ])('refuses %j as usage, with exit code 2 and a Chinese sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await runHere(args)
    expect(code).toBe(2)
    expect(stdout + stderr).toContain(sentence)
  })

  test('writes a refusal as one JSON document when asked to', async () => {
    const { code, stdout } = await runCli(['nonsense', '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'usage',
        params: { detail: '没有“nonsense”这个命令' },
        message: expect.stringContaining('没有“nonsense”这个命令'),
      },
    })
  })

  test('says that a folder holds no profile instead of making one', async () => {
    const laptop = desk.laptop('nothing')
    expect(await laptop.refused('status')).toMatchObject({ code: 2, error: { code: 'profile.missing' } })
  })

  test('never asks for a passphrase without a terminal', async () => {
    const { code, stderr } = await runCli(
      ['init', '--role', 'district', '--unit', '示范区', '--recovery-out', desk.path('key')],
      { YUANBA_PROFILE: desk.path('unasked') },
    )
    expect(code).toBe(2)
    expect(stderr).toContain('没有给出口令')
  })
})

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

interface Described {
  readonly name: string
  readonly fields: readonly Described[]
  readonly options?: unknown
}
function field(kind: Described, name: string): Described {
  const found = kind.fields.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`no field ${name}`)
  return found
}
