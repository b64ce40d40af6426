import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { spawnSync } from '../../support/machine/programs'

const root = resolve(__dirname, '../../..')

/** Runs a command as on a bare machine, from an environment with more in it than one. */
function bare(...words: readonly string[]) {
  const env = { ...process.env, YUANBA_E2E: 'required', DISPLAY: ':7', SECRET: 'x' }
  const run = spawnSync(process.execPath, [join(root, 'build/bare.mjs'), ...words], {
    encoding: 'utf8',
    env,
    cwd: root,
  })
  return { code: run.status, said: run.stdout.trim(), complained: run.stderr.trim() }
}

test('on a bare machine there are Node, npm, git and a shell, and no other program', () => {
  const looked = bare('sh', '-c', 'for name in node npm git tar sed; do command -v $name; done')
  const folders = new Set(looked.said.split('\n').map((path) => path.slice(0, path.lastIndexOf('/'))))
  expect([looked.code, folders.size]).toEqual([0, 1])
  expect(bare('sh', '-c', 'ls "$PATH"').said.split('\n')).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/age|zstd|chrom|soffice|apt|dpkg|python|perl|xvfb/i)]),
  )
  expect(bare('node', '-p', 'process.version').said).toBe(process.version)
})

test('its environment holds nothing of the one around it', () => {
  const env = new Map(
    bare('env')
      .said.split('\n')
      .map((line) => line.split('=', 2) as [string, string]),
  )
  expect([env.get('CI'), env.get('LANG'), env.has('HOME')]).toEqual(['true', 'C.UTF-8', true])
  for (const name of ['SECRET', 'DISPLAY', 'YUANBA_E2E', 'NODE_ENV', 'JEST_WORKER_ID'])
    expect(env.has(name)).toBe(false)
})

test('a command’s own end is the end; where the left-out tests go is told to it as a whole path', () => {
  expect(bare('sh', '-c', 'exit 5').code).toBe(5)
  const { said } = bare('--left-out', 'test-output/x.json', 'node', '-p', 'process.env.YUANBA_LEFT_OUT')
  expect([isAbsolute(said), said.endsWith('test-output/x.json')]).toEqual([true, true])
})

test('without a command it says how it is used', () => {
  for (const words of [[], ['--left-out', 'x.json'], ['--other']])
    expect(bare(...words)).toMatchObject({ code: 2, complained: expect.stringContaining('build/bare.mjs') })
})

test.each(['bare.mjs', 'install.mjs', 'start.mjs'])(
  '%s says what it has to say before anything is installed',
  (script) => {
    const clone = mkdtempSync(join(tmpdir(), 'yuanba-clone-'))
    try {
      cpSync(join(root, 'build'), join(clone, 'build'), {
        recursive: true,
        filter: (path) => !path.includes('node_modules'),
      })
      cpSync(join(root, 'package.json'), join(clone, 'package.json'))
      const words = script === 'bare.mjs' ? ['node', '-p', '1'] : []
      const run = spawnSync(process.execPath, [join(clone, 'build', script), ...words], {
        encoding: 'utf8',
        cwd: clone,
      })
      expect(run.stderr).not.toContain('ERR_MODULE_NOT_FOUND')
    } finally {
      rmSync(clone, { recursive: true })
    }
  },
)
