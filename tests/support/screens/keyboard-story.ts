import type { Page } from 'playwright-core'
import type { Kind } from '../../../shared/definition/define'
import type { RowsField } from '../../../shared/definition/fields'
import { formGroups } from '../../../shared/definition/form-groups'
import type { Move, Workflow } from '../../../shared/definition/workflow'
import type { Json } from '../../../shared/json'
import { kinds } from '../../../shared/kinds'
import { stateLabel, withoutOutdated } from '../../../shared/records/states'
import { asRows, type Body } from '../../../shared/shapes'
import { callEngine } from '../desks/engine-call'
import { filledValue, inTypingOrder, shortPatch, type Targets, wordsFor } from '../records/filled'
import { longestPath } from '../records/workflow-path'
import {
  addUnit,
  exportBundle,
  foundDistrict,
  importBundles,
  joinDistrict,
  makeJoinFile,
  named,
} from './clerk'
import { jumpTo, tabTo, tabToField, typeValue } from './keyboard'
import { type OpenScreen, type Screen, type Table, until } from './screen'

const district = '示范区司法局'
const street = '云锦街道'
const village = '桂花村'

/** Records are typed by name: what a reference is looked up by. */
const names: Targets = (kind, levels) => {
  if (kind !== 'unit') return typedNames.get(kind) ?? ''
  if (levels?.includes('village')) return village
  return levels?.includes('street') ? street : district
}
/** The name of the last record of each kind that was typed. */
const typedNames = new Map<string, string>()

export interface Typed {
  readonly kind: Kind
  readonly id: string
  /** Where it stood at the end, by workflow. */
  readonly states: Readonly<Record<string, string>>
}

export interface KeyboardStory {
  readonly screens: readonly Screen[]
  readonly district: Screen
  readonly street: Screen
  readonly typed: readonly Typed[]
}

/** A district and one street; the screens are registered as they open, so that somebody can close them. */
export async function startStory(open: OpenScreen, table: Table): Promise<Omit<KeyboardStory, 'typed'>> {
  const main = await open(table.path('district/profile'), table.path('stick-district'))
  await foundDistrict(main.page, district, '周永贵')
  await addUnit(main.page, { name: street, level: '街道（乡镇）', parent: district })
  await addUnit(main.page, { name: village, level: '村', parent: street })
  const laptop = await open(table.path('street/profile'), table.path('stick-street'))
  await joinDistrict(laptop, await makeJoinFile(main, street), '吴秀英')
  return { screens: [main, laptop], district: main, street: laptop }
}

/** Every kind in the order in which it can be typed, and who types it. */
export const kindsInOrder: readonly Kind[] = inTypingOrder(kinds)

/** One record's whole life by the keyboard alone: typed, found, moved along, looked at as it will be printed. */
export async function liveThrough(page: Page, kind: Kind): Promise<Typed> {
  await jumpTo(page, kind.label)
  const id = await typeNew(page, kind)
  const { name } = (await callEngine(page, 'records.get', { id })).body
  if (typeof name === 'string') typedNames.set(kind.name, name)
  await find(page, kind, id)
  const states: Record<string, string> = {}
  for (const flow of kind.flows ?? []) {
    for (const move of longestPath(flow)) {
      await makeMove(page, kind, flow, move, id)
      states[flow.field] = move.to
    }
  }
  await lookAtPaper(page, kind)
  return { kind, id, states }
}

async function typeNew(page: Page, kind: Kind): Promise<string> {
  await page.keyboard.press('Control+n')
  const form = `${kind.label}登记表`
  await page.getByRole('form', { name: form }).waitFor()
  const patch = shortPatch(kind, names)
  for (const key of kind.form.flat()) {
    const field = kind.fields[key]
    const value = patch[key]
    if (field === undefined || value === undefined) continue
    await openFolded(page, kind, key)
    if (field.type === 'rows') await typeRows(page, field, value)
    else {
      await tabToField(page, field.label, form)
      await typeValue(page, field, value)
    }
  }
  await page.keyboard.press('Control+s')
  return until(`the new ${kind.label} to be shown`, async () => {
    const [, id] = /#\/k\/[^/]+\/([0-9a-f-]{36})$/.exec(page.url()) ?? []
    return id
  })
}

/** Opens the part of the form that a field waits in, where that is folded. */
async function openFolded(page: Page, kind: Kind, key: string): Promise<void> {
  const group = formGroups(kind).find(({ lines }) => lines.flat().includes(key))
  if (!group?.folded) return
  const part = page
    .locator('details')
    .filter({ has: page.locator('summary', { hasText: group.label ?? '' }) })
  if ((await part.getAttribute('open')) !== null) return
  await tabTo(page, (await part.locator('summary').innerText()).trim())
  await page.keyboard.press('Enter')
}

async function typeRows(page: Page, field: RowsField, value: Json): Promise<void> {
  for (const [at, row] of asRows(value).entries()) {
    await tabTo(page, `添加一条${field.label}`)
    await page.keyboard.press('Enter')
    const card = `${field.label} 第${at + 1}条`
    await page.getByRole('group', { name: card }).waitFor()
    for (const [cell, of] of Object.entries(field.of)) {
      const typed = row[cell]
      if (!of.required || typed === undefined) continue
      await tabToField(page, of.label, card)
      await typeValue(page, of, typed)
    }
  }
}

async function find(page: Page, kind: Kind, id: string): Promise<void> {
  await page.getByRole('button', { name: '返回列表' }).waitFor()
  const { number, body } = await callEngine(page, 'records.get', { id })
  const words = wordsFor(kind, body, number)
  await jumpTo(page, kind.label)
  const grid = page.getByRole('grid', { name: `${kind.label}列表` })
  await grid.waitFor()
  if (words !== '') {
    await page.keyboard.press('Control+f')
    await page.keyboard.insertText('并无此事')
    await page.getByText('没有符合条件的记录').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText(words)
  }
  await grid.getByRole('row').nth(1).waitFor()
  await tabTo(page, `${kind.label}列表`)
  await page.keyboard.press('Enter')
  await until(`the ${kind.label} that was found`, async () => (page.url().endsWith(id) ? true : undefined))
  await page.getByRole('button', { name: '返回列表' }).waitFor()
}

async function makeMove(page: Page, kind: Kind, flow: Workflow, move: Move, id: string): Promise<void> {
  const before = (await callEngine(page, 'records.get', { id })).body
  await tabTo(page, move.label, flow.label)
  await page.keyboard.press('Enter')
  if (move.reason || (move.needs?.length ?? 0) > 0)
    await answer(page, kind, move, withoutOutdated(move, before))
  await page
    .getByRole('region', { name: flow.label })
    .locator('[aria-current=step]', { hasText: stateLabel(flow, move.to) })
    .waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Fills what a step asks for, but for what the record has already and the dates that the step offers. */
async function answer(page: Page, kind: Kind, move: Move, before: Body): Promise<void> {
  await page.getByRole('dialog').waitFor()
  for (const key of move.needs ?? []) {
    const field = kind.fields[key]
    const stands = (before[key] ?? null) !== null || move.stamps?.[key] === 'today'
    if (field === undefined || stands) continue
    await tabToField(page, field.label, move.label)
    await typeValue(page, field, filledValue(key, field, names))
  }
  if (move.reason) {
    await tabTo(page, '理由', move.label)
    await page.keyboard.insertText('按审核意见')
  }
  await tabTo(page, move.label, move.label)
  await page.keyboard.press('Enter')
}

async function lookAtPaper(page: Page, kind: Kind): Promise<void> {
  await page.keyboard.press('Control+p')
  await page.getByRole('heading', { level: 1, name: `打印${kind.label}`, exact: true }).waitFor()
  const paper = page.getByRole('region', { name: 'A4 预览' }).locator('.page')
  await paper
    .filter({ hasText: `${kind.label}记录表` })
    .first()
    .waitFor()
  await tabTo(page, '返回')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '返回列表' }).waitFor()
}

/** The street's file for the district, asked for by the keyboard. @returns its path on the stick */
export async function exportByKeyboard(screen: Screen): Promise<string> {
  const { page } = screen
  await jumpTo(page, 'U盘交换')
  await tabTo(page, '导出到U盘')
  await page.keyboard.press('Enter')
  const done = page.getByRole('alert').filter({ hasText: /^已写入/ })
  await done.waitFor()
  return screen.received(named(/yb-\d{6}\.ybb/.exec(await done.innerText())?.[0]))
}

/** Carries what each side has to the other. */
export async function exchange(story: Omit<KeyboardStory, 'typed'>): Promise<void> {
  await importBundles(story.district, await exportByKeyboard(story.street))
  await importBundles(story.street, await exportBundle(story.district, street))
}
