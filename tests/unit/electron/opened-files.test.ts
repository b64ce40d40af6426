import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openedFiles } from '../../../electron/main/opened-files'

let folder: string

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'yuanba-opened-')))
  for (const name of ['七月 上报.ybb', '接入.YBJ', '新版.ybu', '-rf.ybb', '表.xlsx', '.ybb'])
    writeFileSync(join(folder, name), 'x')
  mkdirSync(join(folder, '文件夹.ybb'))
  symlinkSync(join(folder, '七月 上报.ybb'), join(folder, '快捷.ybb'))
  symlinkSync(join(folder, '表.xlsx'), join(folder, '伪装.ybb'))
  symlinkSync(join(folder, '没有.ybb'), join(folder, '断了.ybb'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const bundle = () => join(folder, '七月 上报.ybb')
const opened = (...words: readonly string[]) => openedFiles(['/usr/bin/yuanba', ...words], folder)

describe('a command line opens', () => {
  it('a file to exchange, to join with or to update by, by path, by name in the folder it was started in, or by address', () => {
    expect(opened(bundle())).toEqual([bundle()])
    expect(opened('七月 上报.ybb')).toEqual([bundle()])
    expect(opened(`./../${folder.split('/').at(-1)}/七月 上报.ybb`)).toEqual([bundle()])
    expect(opened(pathToFileURL(bundle()).href)).toEqual([bundle()])
    expect(opened('接入.YBJ')).toEqual([join(folder, '接入.YBJ')])
    expect(opened('新版.ybu')).toEqual([join(folder, '新版.ybu')])
  })

  it('several files once each, also where a link leads to one of them', () => {
    expect(opened('接入.YBJ', '七月 上报.ybb', '快捷.ybb')).toEqual([join(folder, '接入.YBJ'), bundle()])
  })

  it('a file whose name looks like a switch only by its whole path', () => {
    expect(opened('-rf.ybb')).toEqual([])
    expect(opened(join(folder, '-rf.ybb'))).toEqual([join(folder, '-rf.ybb')])
  })

  it.each([
    ['a file that is not there', '没有.ybb'],
    ['a link to nothing', '断了.ybb'],
    ['a folder', '文件夹.ybb'],
    ['a file of another kind', '表.xlsx'],
    ['a link that hides one', '伪装.ybb'],
    ['a name that is nothing but an ending', '.ybb'],
    ['a switch', '--remote-debugging-port=9222'],
    ['a switch with a file in it', '--gpu-launcher=/tmp/七月 上报.ybb'],
    ['a page', 'https://example.com/a.ybb'],
    ['an address of another machine', 'file://server/share/a.ybb'],
    ['a text with a zero in it', '七月 上报.ybb\0.ybb'],
    ['an empty word', ''],
  ])('never %s', (_what, word) => {
    expect(opened(word)).toEqual([])
  })

  it('never the program itself', () => {
    expect(openedFiles([bundle()], folder)).toEqual([])
  })

  it('nothing where the folder of a second start is not a place', () => {
    expect(openedFiles(['yuanba', '七月 上报.ybb'], '')).toEqual([])
    expect(openedFiles(['yuanba', bundle()], '..')).toEqual([])
  })

  it('no more than a person chooses', () => {
    const names = Array.from({ length: 60 }, (_, at) => `${at}.ybb`)
    for (const name of names) writeFileSync(join(folder, name), 'x')
    expect(opened(...names)).toHaveLength(50)
  })
})
