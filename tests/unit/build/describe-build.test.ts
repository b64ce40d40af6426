import { buildTime, commitOf } from '../../../build/describe.mjs'

/** Git as it answers these words; it fails at others, as outside a checkout. */
const git =
  (said: Readonly<Record<string, string>>) =>
  (...words: string[]): string | undefined =>
    said[words[0] === 'rev-parse' ? (words[1] ?? '') : (words[0] ?? '')]

describe('what a build says of its commit', () => {
  it('is nothing without git, outside a checkout, or in a checkout that nothing was committed to', () => {
    expect(commitOf(git({}))).toEqual({ commit: null, changed: false })
    expect(commitOf(git({ '--show-prefix': '' }))).toEqual({ commit: null, changed: false })
  })

  it('is nothing where the sources lie inside another project’s checkout', () => {
    const around = { '--show-prefix': 'vendor/yuanba/', '--short=12': '0123456789ab', status: '' }
    expect(commitOf(git(around))).toEqual({ commit: null, changed: false })
  })

  it('is the commit, and whether files that it holds were changed since', () => {
    const clean = { '--show-prefix': '', '--short=12': '0123456789ab', status: '' }
    expect(commitOf(git(clean))).toEqual({ commit: '0123456789ab', changed: false })
    expect(commitOf(git({ ...clean, status: ' M shared/money.ts' }))).toEqual({
      commit: '0123456789ab',
      changed: true,
    })
  })
})

test('the time of a build is the one that SOURCE_DATE_EPOCH says, where it says one', () => {
  expect(buildTime({ SOURCE_DATE_EPOCH: '1700000000' })).toBe('2023-11-14T22:13:20.000Z')
  const now = Date.now()
  for (const env of [{}, { SOURCE_DATE_EPOCH: '' }, { SOURCE_DATE_EPOCH: 'yesterday' }])
    expect(Date.parse(buildTime(env))).toBeGreaterThanOrEqual(now)
})
