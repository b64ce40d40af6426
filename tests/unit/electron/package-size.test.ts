import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isWithinLimit, type Line } from '../../../electron/bench/entry'
import { firstScreenFiles } from '../../../electron/bench/first-screen'
import { debLines, firstScreenLines, installedLines } from '../../../electron/bench/package-size'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-sizes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(file: string, content: string | number): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, typeof content === 'string' ? content : '')
  if (typeof content === 'number') truncateSync(path, content)
}

const judged = (lines: readonly Line[]) =>
  lines.map((line) => ('skipped' in line ? line.skipped : isWithinLimit(line)))

describe('what a page loads before it shows anything', () => {
  it('is the page, what it names and what that imports, once each, and nothing that is imported later', () => {
    put(
      'index.html',
      '<script type="module" src="./assets/a.js"></script><link rel="stylesheet" href="./assets/s.css"><link rel="icon" href="./assets/i.svg">',
    )
    put('assets/a.js', 'import{x as y}from"./b.js";import"./c.js";const l=()=>import("./later.js");export{y}')
    put('assets/b.js', 'import{r}from"./c.js";import z,{q as $}from"./d.js";export{r as x}')
    put('assets/c.js', 'export const r=1;export*from"./d.js"')
    put('assets/d.js', `const t="${'import'}(./later.js)";export{t}`)
    put('assets/s.css', 'a{}')
    put('assets/later.js', 'x'.repeat(9))
    expect([...firstScreenFiles(folder).keys()].sort()).toEqual([
      'assets/a.js',
      'assets/b.js',
      'assets/c.js',
      'assets/d.js',
      'assets/s.css',
      'index.html',
    ])
  })

  it('is over its limit from 1.2 MB on, and said to be unbuilt where there is no page', () => {
    expect(judged(firstScreenLines(folder))).toEqual([expect.stringContaining('npm run build')])
    put('index.html', '<script src="./assets/a.js"></script>')
    put('assets/a.js', 1_100_000)
    expect(judged(firstScreenLines(folder))).toEqual([true])
    put('assets/a.js', 1_200_001)
    expect(judged(firstScreenLines(folder))).toEqual([false])
  })
})

test('each deb is held to 110 MB; where none was made the line says how to make one and passes nothing', () => {
  expect(judged(debLines(folder))).toEqual([expect.stringContaining('npm run package:linux')])
  put('yuanba_0.1.0_amd64.deb', 90_000_000)
  put('yuanba_0.1.0_arm64.deb', 110_000_001)
  expect(judged(debLines(folder))).toEqual([true, false])
})

test('the installed size is told beside that of the Electron in it, without the app', () => {
  expect(judged(installedLines(folder))).toEqual([expect.stringContaining('npm run package:')])
  put('linux-unpacked/yuanba', 3_000_000)
  put('linux-unpacked/resources/app.asar', 1_000_000)
  put('linux-unpacked/resources/app.asar.unpacked/a.node', 500_000)
  expect(installedLines(folder)).toEqual([
    expect.objectContaining({ ours: 4.5, yardstick: 3, limit: null, unit: 'MB' }),
  ])
})
