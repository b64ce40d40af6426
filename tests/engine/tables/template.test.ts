import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CellValue } from 'hucre'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import type { Input } from '../../../shared/contract'
import { type Desk, openStreet, sessionPatch } from '../../support/desks/engine'
import { needs } from '../../support/machine/needs'
import { throughOffice } from '../../support/paper/office'

const kind = 'courtyard-session'
let desk: Desk
let folder: string

beforeEach(async () => {
  desk = await openStreet()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-template-'))
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

const demand = { who: '郑家富', phone: '13800001234', what: '路灯不亮', category: 'consumer' }
const saved = (more: Record<string, unknown> = {}): Promise<string> =>
  desk.save(kind, { ...sessionPatch(desk), ...more } as never)

async function template(filter?: Input<'tables.writeTemplate'>['filter']): Promise<string> {
  const path = join(folder, '院坝会.xlsx')
  await desk.rpc.tables.writeTemplate({
    kind,
    ...(filter && { filter }),
    to: desk.engine.grant(path),
    operation: desk.operation(),
  })
  return path
}

type Rows = CellValue[][]

/** A workbook with the cells of its first sheet edited, as a person does it in a spreadsheet. */
async function edited(
  path: string,
  edit: (rows: Rows, at: (label: string) => number) => void,
): Promise<string> {
  const { sheets } = await readXlsx(readFileSync(path))
  const [first, ...others] = sheets
  const rows: Rows = (first?.rows ?? []).map((row) => [...row])
  edit(rows, (label) => rows[0]?.indexOf(label) ?? -1)
  const to = join(folder, '改过.xlsx')
  const copies = others.map(({ name, rows: kept, hidden }) => ({ name, rows: kept, hidden: hidden === true }))
  writeFileSync(to, await writeXlsx({ sheets: [{ name: first?.name ?? '', rows }, ...copies] }))
  return to
}

type Asked = Partial<Input<'tables.preview'>>
const asked = (path: string, more: Asked = {}) => ({
  kind,
  source: { file: desk.engine.grant(path) },
  ...more,
})
const preview = (path: string, more: Asked = {}) => desk.rpc.tables.preview(asked(path, more))
const bring = (path: string, more: Asked = {}) =>
  desk.rpc.tables.take({ ...asked(path, more), operation: desk.operation() })

test('records go out as a workbook and come back as they are: nothing to do', async () => {
  await saved({ demands: [demand], summary: '第一行\n第二行' })
  await saved({ date: '2026-10-08', courtyard: '老槐树' })
  const path = await template({})
  expect((await preview(path)).rows.map(({ fate, since }) => [fate, since])).toEqual([
    ['same', []],
    ['same', []],
  ])
  expect((await desk.rpc.tables.sheets({ file: desk.engine.grant(path) })).sheets).toHaveLength(2)
})

test('a cell that is edited, one that is emptied and a line that is added come in as one step, which is taken back', async () => {
  const id = await saved({ demands: [demand], leaflets: 12 })
  const path = await edited(await template({}), (rows, at) => {
    const row = rows[1] ?? []
    row[at('参加人数')] = 77
    row[at('发放资料')] = null
    const fresh = [...row].map((cell, place) => (place === 0 || place === row.length - 1 ? null : cell))
    fresh[at('院坝（户主）')] = '全新院坝'
    rows.push(fresh)
  })
  const told = await preview(path)
  expect(told.counts).toMatchObject({ rows: 2, new: 1, changes: 1 })
  expect(told.rows[0]?.changes.map(({ field, new: value }) => [field, value])).toEqual([
    ['people', '77人'],
    ['leaflets', ''],
  ])
  const done = await bring(path)
  expect(done).toMatchObject({ added: 1, updated: 1, refused: [] })
  expect(await desk.body(id)).toMatchObject({ people: 77, demands: [{ what: demand.what, who: '郑*' }] })
  expect(await desk.body(id)).not.toHaveProperty('leaflets')
  const undone = await desk.rpc.bulk.undo({ batch: String(done.batch), operation: desk.operation() })
  expect(undone).toMatchObject({ done: 2, left: [] })
  expect(await desk.body(id)).toMatchObject({ leaflets: 12 })
})

test('what was changed here meanwhile stays, is told, and where both changed a cell a person decides', async () => {
  const id = await saved()
  const path = await edited(await template({}), (rows, at) => {
    rows[1]?.splice(at('参加人数'), 1, 77)
  })
  await desk.save(kind, { agenda: '改了议题' }, id)
  const [line] = (await preview(path)).rows
  expect(line).toMatchObject({
    fate: 'changes',
    since: ['议题'],
    changes: [expect.objectContaining({ new: '77人' })],
  })
  await desk.save(kind, { people: 50 }, id)
  const [clash] = (await preview(path)).rows
  expect(clash).toMatchObject({
    fate: 'similar',
    error: { code: 'table.changed-since', params: { fields: '参加人数' } },
  })
  expect(await bring(path)).toMatchObject({ updated: 0, batch: null })
  expect(await bring(path, { chosen: { 2: 'update' } })).toMatchObject({ updated: 1 })
  expect(await desk.body(id)).toMatchObject({ people: 77, agenda: '改了议题' })
})

test('a line that was copied is told, and becomes another record when a person says so; a broken mark is refused', async () => {
  await saved()
  const path = await edited(await template({}), (rows, at) => {
    const copy = [...(rows[1] ?? [])]
    copy[at('院坝（户主）')] = '另一个院坝'
    const broken = [...copy]
    broken[broken.length - 1] = '坏了'
    rows.push(copy, broken)
  })
  expect((await preview(path)).rows.map(({ fate, error }) => [fate, error?.code])).toEqual([
    ['same', undefined],
    ['similar', 'table.mark-twice'],
    ['refused', 'table.mark-broken'],
  ])
  expect(await bring(path, { chosen: { 3: 'add' } })).toMatchObject({ added: 1, updated: 0 })
})

test('an empty template of each kind has drop-downs and examples, and nothing to import', async () => {
  const path = await template()
  const { sheets } = await readXlsx(readFileSync(path))
  expect(sheets.map(({ name, hidden }) => [name, hidden === true])).toEqual([
    ['院坝会', false],
    ['填写示例', false],
    ['选项', true],
  ])
  expect(sheets[0]?.dataValidations?.length).toBeGreaterThan(0)
  expect(sheets[0]?.cells?.get('0,1')?.comment?.text).toContain('必填')
})

needs('soffice').test('a template that another spreadsheet program saved comes back the same', async () => {
  await saved({ demands: [demand], summary: '第一行\n第二行', start: '09:05', end: '10:00' })
  const written = readFileSync(await template({}))
  const resaved = (format: 'xlsx' | 'ods'): string => {
    const to = join(folder, `另存.${format}`)
    writeFileSync(to, throughOffice('院坝会.xlsx', written, format))
    return to
  }
  const path = resaved('xlsx')
  expect((await preview(path)).rows.map(({ fate, changes }) => [fate, changes])).toEqual([['same', []]])
  expect((await preview(resaved('ods'))).rows.map(({ fate, changes }) => [fate, changes])).toEqual([
    ['same', []],
  ])
  const changed = await edited(path, (rows, at) => {
    rows[1]?.splice(at('开始时间'), 1, '09:30')
  })
  expect(await bring(changed)).toMatchObject({ updated: 1, refused: [] })
})
