import type { Locator, Page } from 'playwright-core'
import type { Kind } from '../../../shared/definition/define'
import { activityForms } from '../../../shared/dictionaries/activity-options'
import { activity } from '../../../shared/kinds/activity'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import type { MonthRecord } from '../records/month'
import type { Screen } from './screen'

/** What the people of the story do at a screen, by the names that they read there. */

export const passphrase = '院坝里的桂花开了'
/** The passphrases that screens showed with joining files, by the file. */
const joinPassphrases = new Map<string, string>()
export const joinPassphraseOf = (file: string): string => joinPassphrases.get(file) ?? ''

/** A file called exactly so: others of its kind may be there already. @throws RangeError when the screen named none */
export function named(file: string | undefined): RegExp {
  if (file === undefined) throw new RangeError('the screen names no file')
  return new RegExp(`^${file.replaceAll(/[.()]/g, '\\$&')}$`)
}

/** Goes to a page by the navigation, whose places are opened until it shows; what waits there stands behind its name. */
export async function goTo(page: Page, name: string): Promise<void> {
  const places = page.getByRole('navigation', { name: '目录' })
  const link = places.getByRole('link', { name: new RegExp(`^${name}( ?[\\d,]+ ?项等您处理)?$`) })
  const closed = places.getByRole('button', { expanded: false })
  while ((await link.count()) === 0 && (await closed.count()) > 0) await closed.first().click()
  await link.click()
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

async function fillCredentials(page: Page, user: string): Promise<void> {
  await page.getByLabel('您的姓名').fill(user)
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByLabel('再输一遍口令').fill(passphrase)
}

/** First start at the district, without example data. @returns the recovery key that was shown */
export async function foundDistrict(page: Page, unit: string, user: string): Promise<string> {
  await page.getByRole('button', { name: '新建区级单位' }).click()
  await page.getByLabel('单位名称').fill(unit)
  await page.getByLabel('单位编码').fill('510199')
  await fillCredentials(page, user)
  await page.getByRole('button', { name: '建立单位' }).click()
  const key = (await page.getByTestId('recovery-key').innerText()).trim()
  await page.getByLabel('我已抄写或打印').check()
  await page.getByRole('button', { name: '继续' }).click()
  await page.getByRole('button', { name: '不装入，直接开始' }).click()
  await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
  return key
}

/** Picks one entry of a list that is searched by typing. */
export async function pick(page: Page, control: Locator, typed: string): Promise<void> {
  await control.click()
  await control.fill(typed)
  await entry(page, '.ant-select-item-option', typed).click()
}

/** The entry of an open list that is called so; what stands beside its name does not count. */
function entry(page: Page, selector: string, name: string): Locator {
  const named = page.locator(`.option-line > span:first-child:text-is("${name}")`)
  const plain = page.locator(`.ant-select-item-option-content:text-is("${name}")`)
  return page.locator(selector).filter({ has: named.or(plain) })
}

/** Saves the open paper as a file: by the button itself, or out of what its ▾ opens. */
export async function saveAs(page: Page, format: 'Word' | 'Excel' | 'PDF'): Promise<void> {
  const more = page.getByRole('button', { name: '存为其他格式' })
  const button = page.getByRole('button', { name: `存为 ${format}`, exact: true })
  await page
    .getByRole('button', { name: /^存为 / })
    .first()
    .waitFor()
  if ((await button.count()) > 0) return button.click()
  await more.click()
  await page.getByRole('menuitem', { name: `存为 ${format}`, exact: true }).click()
}

/** The control of a form that is labelled so. */
export const field = (form: Locator, label: string): Locator => form.getByLabel(label, { exact: true })

/** Opens an empty form of a kind. @param label what the kind is called */
export async function newForm(page: Page, kind: string, label: string): Promise<Locator> {
  await page.goto(`${page.url().split('#')[0]}#/k/${kind}/new`)
  const form = page.getByRole('form', { name: `${label}登记表` })
  await form.waitFor()
  return form
}

/** Opens a part of a form that waits folded. */
export async function openGroup(form: Locator, label: string): Promise<void> {
  const group = form.locator('details').filter({ has: form.page().locator('summary', { hasText: label }) })
  if ((await group.getAttribute('open')) === null) await group.locator('summary').click()
}

/** Saves a form that has nothing to correct. */
export async function saveForm(form: Locator): Promise<void> {
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await form.waitFor({ state: 'detached' })
}

/** The district enters one unit. */
export async function addUnit(
  page: Page,
  unit: { name: string; level: string; parent: string },
): Promise<void> {
  const form = await newForm(page, 'unit', '单位')
  await form.getByLabel('名称').fill(unit.name)
  await pick(page, form.getByLabel('层级'), unit.level)
  await pick(page, form.getByLabel('上级单位'), unit.parent)
  await saveForm(form)
}

/** The district makes a joining file for one laptop. @returns its path on the stick */
export async function makeJoinFile(district: Screen, street: string, letter?: string): Promise<string> {
  const { page } = district
  await goTo(page, 'U盘交换')
  await pick(page, page.getByRole('combobox', { name: '街道' }), street)
  if (letter !== undefined) {
    await page.getByRole('combobox', { name: '电脑代号' }).click()
    await page.locator('.ant-select-item-option', { hasText: `${letter} 机` }).click()
  }
  await page.getByRole('button', { name: '生成接入文件' }).click()
  const written = page.getByText(new RegExp(`^${street}${letter ?? '[A-Z]'} 的接入文件已写入.*\\.ybj`))
  await written.waitFor()
  const file = await district.received(named(/yb-\d{6}\.ybj/.exec(await written.innerText())?.[0]))
  joinPassphrases.set(file, await page.getByTestId('join-passphrase').innerText())
  return file
}

/** First start at a street. */
export async function joinDistrict(street: Screen, file: string, user: string): Promise<void> {
  const { page } = street
  await page.getByRole('button', { name: '读取接入文件' }).click()
  await street.choose(file)
  await page.getByRole('button', { name: '选择接入文件' }).click()
  await page.getByText(/\.ybj/).waitFor()
  await page.getByLabel('接入口令').fill(joinPassphraseOf(file))
  await fillCredentials(page, user)
  await page.getByRole('button', { name: '接入', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
}

/** Signs in again. */
export async function signIn(page: Page): Promise<void> {
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
}

const kinds: Readonly<Record<MonthRecord['kind'], Kind>> = {
  activity,
  'courtyard-session': courtyardSession,
}

/** Waits until the control of this label has the keyboard. @throws Error that names the one that has it instead */
async function focused(page: Page, label: string): Promise<void> {
  const has = (wanted: string): boolean => {
    const element = document.activeElement
    return element instanceof HTMLInputElement && element.labels?.[0]?.textContent === wanted
  }
  await page.waitForFunction(has, label).catch(async (cause: unknown) => {
    const found = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
    throw new Error(`the keyboard is not in ${label} but in ${found}`, { cause })
  })
}

/** What is typed for a value: the label of a choice, the name of a unit. */
function typedText(key: string, value: string | number, unitName: string): string {
  if (key === 'unit') return unitName
  if (key === 'form') return activityForms[String(value) as keyof typeof activityForms]
  return String(value)
}

/**
 * Types one record into the open form with the keyboard alone: Enter moves on, Ctrl+Enter saves and starts the next.
 * @returns the number that the record got
 */
export async function typeRecord(page: Page, record: MonthRecord, unitName: string): Promise<string> {
  const kind = kinds[record.kind]
  const before = await page.locator('.toast-text').allInnerTexts()
  const keys = kind.form.flat()
  const last = keys.findLastIndex((key) => record.body[key] !== undefined)
  for (const key of keys.slice(0, last + 1)) {
    const field = kind.fields[key]
    if (field === undefined || field.type === 'rows' || field.type === 'longText') continue
    await focused(page, field.label)
    const value = record.body[key]
    if (value === undefined) {
      await page.keyboard.press('Enter')
      continue
    }
    await page.keyboard.insertText(typedText(key, value, unitName))
    if (field.type === 'ref' || field.type === 'choice') {
      await entry(page, '.ant-select-item-option-active', typedText(key, value, unitName)).waitFor()
    }
    await page.keyboard.press('Enter')
  }
  const toast = page.locator('.toast-text', { hasText: '已保存' })
  const told = (known: readonly string[]): 'saved' | 'asked' | null => {
    const toasts = [...document.querySelectorAll('.toast-text')]
    if (toasts.some(({ textContent }) => !known.includes(textContent ?? ''))) return 'saved'
    return document.body.innerText.includes('请再点一次“保存”') ? 'asked' : null
  }
  await page.keyboard.press('Control+Enter')
  // A day of this month that has not come yet is asked about once.
  if ((await (await page.waitForFunction(told, before)).jsonValue()) === 'asked') {
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction(
      (known) =>
        document.querySelectorAll('.toast-text').length > 0 &&
        [...document.querySelectorAll('.toast-text')].some(
          ({ textContent }) => !known.includes(textContent ?? ''),
        ),
      before,
    )
  }
  return (await toast.last().innerText()).replace(`已保存${kind.label}`, '').trim()
}

/** Exports for the peer (a street's is the district). @returns the file on the stick */
export async function exportBundle(screen: Screen, peer?: string): Promise<string> {
  const { page } = screen
  await goTo(page, '首页')
  await goTo(page, 'U盘交换')
  if (peer !== undefined) {
    await page.getByRole('combobox', { name: '导出给' }).click()
    await page.locator('.ant-select-item-option', { hasText: peer }).click()
  }
  await page.getByRole('button', { name: peer === undefined ? '导出到U盘' : '导出', exact: true }).click()
  const done = page.getByRole('alert').filter({ hasText: /^已写入/ })
  await done.waitFor()
  return screen.received(named(/yb-\d{6}\.ybb/.exec(await done.innerText())?.[0]))
}

/**
 * Imports files after looking at the preview. A new computer whose file waits is let in, as after a telephone call.
 * @returns the text of the result tables
 */
export async function importBundles(screen: Screen, ...files: readonly string[]): Promise<string> {
  const { page } = screen
  await goTo(page, '首页')
  await goTo(page, 'U盘交换')
  await screen.choose(...files)
  await page.getByRole('button', { name: '选择文件' }).click()
  await page.getByRole('table', { name: '导入预览' }).waitFor()
  await page.getByRole('button', { name: '确认导入' }).click()
  const result = page.getByRole('table', { name: '导入结果' })
  await result.waitFor()
  if ((await result.getByText('等待准入').count()) > 0) await admitNewcomers(page)
  return (await result.allInnerTexts()).join('\n')
}

/** Lets in every computer that waits, on the page of exchanges; their files go in at once. */
export async function admitNewcomers(page: Page): Promise<void> {
  const newcomers = page.getByRole('region', { name: '新电脑准入' })
  const cards = newcomers.getByRole('article')
  await cards.first().waitFor()
  for (let left = await cards.count(); left > 0; left -= 1) {
    await cards.first().getByRole('button', { name: '一致，准入' }).click()
    await cards.nth(left - 1).waitFor({ state: 'detached' })
  }
  await newcomers.getByRole('table', { name: '导入结果' }).waitFor()
}
