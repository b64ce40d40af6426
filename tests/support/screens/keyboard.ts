import type { Page } from 'playwright-core'
import type { CellField, Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { plainMoney } from '../../../shared/money'
import { until } from './screen'

/** What somebody does who has no mouse: Tab, Enter, shortcuts and typing. Chinese arrives whole, as from an input method. */

interface Focus {
  readonly label: string
  /** The named part of the page that it stands in. */
  readonly within: string
  readonly isControl: boolean
}

/** More stops than any screen has. */
const mostStops = 300

function focus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement
    const labels =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null
    const part = element?.closest('section[aria-label], form[aria-label], fieldset[aria-label]')
    return {
      label: (
        labels?.[0]?.textContent ??
        element?.getAttribute('aria-label') ??
        element?.textContent ??
        ''
      ).trim(),
      within: part?.getAttribute('aria-label') ?? '',
      isControl: labels !== null,
    }
  })
}

/** Presses Tab until the control or button of this name has the keyboard. @throws Error with what was passed on the way */
export async function tabTo(page: Page, label: string, within?: string): Promise<void> {
  await tabUntil(page, label, within, () => true)
}

/** As {@link tabTo}, to what is typed into: a button of the same words is passed by. */
export async function tabToField(page: Page, label: string, within: string): Promise<void> {
  await tabUntil(page, label, within, ({ isControl }) => isControl)
}

async function tabUntil(
  page: Page,
  label: string,
  within: string | undefined,
  isMeant: (now: Focus) => boolean,
): Promise<void> {
  const passed: string[] = []
  for (let stop = 0; stop < mostStops; stop++) {
    const now = await focus(page)
    if (now.label === label && (within === undefined || now.within === within) && isMeant(now)) return
    passed.push(`${now.within}/${now.label.slice(0, 20)}`)
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${within ?? ''}/${label} by Tab; passed ${[...new Set(passed)].join(', ')}`)
}

/** Opens what Ctrl+K opens and types into it. */
export async function lookFor(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await until('the palette to have the keyboard', async () =>
    (await focus(page)).label.startsWith('人名、编号') ? true : undefined,
  )
  await page.keyboard.insertText(typed)
}

/** Goes to a page by Ctrl+K and its name. */
export async function jumpTo(page: Page, name: string): Promise<void> {
  await lookFor(page, name)
  const marked = page.locator('.palette-item[aria-selected=true] .palette-label')
  for (let step = 0; (await marked.innerText()).trim() !== name; step++) {
    if (step > 40) throw new Error(`the palette does not offer ${name}`)
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

/** Fills the control that has the keyboard; references are typed by name. */
export async function typeValue(page: Page, field: Field, value: Json): Promise<void> {
  if (field.type === 'rows' || field.type === 'origin') throw new Error(`${field.label} is not typed`)
  const [text = ''] = typedTexts(field, value)
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
  if (!chosenFromList.has(field.type)) return
  const options = page.locator(
    '.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option',
  )
  await options
    .and(page.locator('.ant-select-item-option-active'))
    .filter({ has: page.getByText(text, { exact: true }) })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
}

const chosenFromList: ReadonlySet<Field['type']> = new Set(['choice', 'choices', 'flag', 'ref', 'refs'])

function typedTexts(field: CellField, value: Json): string[] {
  if (field.type === 'money') return [plainMoney(Number(value))]
  if (field.type === 'flag') return [value === true ? '是' : '否']
  const values = [value].flat().map(String)
  if (field.type === 'choice' || field.type === 'choices')
    return values.map((one) => Object.entries(field.options).find(([name]) => name === one)?.[1] ?? one)
  return values
}
