import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { callEngine } from '../../support/desks/engine-call'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import {
  addUnit,
  exportBundle,
  foundDistrict,
  goTo,
  importBundles,
  joinDistrict,
  joinPassphraseOf,
  makeJoinFile,
  passphrase,
  pick,
} from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { layTable, type OpenScreen, outputFolder, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('sites')
const table = layTable()
let browser: Browser
let open: OpenScreen
let district: Screen
let street: Screen
const screens: Screen[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  open = browserScreens(browser)
  district = await start('district')
  await foundDistrict(district.page, '示范区司法局', '周永贵')
  await addUnit(district.page, { name: '桂湖街道', level: '街道（乡镇）', parent: '示范区司法局' })
  street = await start('street')
  await joinDistrict(street, await makeJoinFile(district, '桂湖街道'), '吴秀英')
  await importBundles(district, await exportBundle(street))
})
afterAll(async () => {
  for (const screen of screens) await screen.close()
  await browser?.close()
  table.clear()
})

async function start(name: string): Promise<Screen> {
  const screen = await open(table.path(`${name}/profile`), table.path(`stick-${name}`))
  screens.push(screen)
  return screen
}
const both = async (screen: Screen, name: string): Promise<void> => {
  for (const size of [150, 100] as const) {
    await setTypeSize(screen, size)
    await expectClean(screen, join(output, `${size}-${name}.png`))
  }
}

async function backUp(screen: Screen): Promise<string> {
  await goTo(screen.page, '设置')
  await screen.page.getByRole('tab', { name: '检查与备份' }).click()
  await screen.page.getByRole('button', { name: '备份', exact: true }).click()
  return screen.received(/\.ybk$/)
}

test('a laptop is made anew out of a backup, on the first screen', async () => {
  const file = await backUp(street)
  const fresh = await start('fresh')
  const { page } = fresh
  await page.getByRole('button', { name: '从备份恢复' }).click()
  await both(fresh, '从备份恢复')
  await page.getByRole('radio', { name: '恢复密钥' }).check()
  await both(fresh, '恢复密钥')
  await page.getByRole('radio', { name: '用户口令' }).check()
  await fresh.choose(file)
  await page.getByRole('button', { name: '选择备份文件' }).click()
  await page.getByText(/\.ybk/).waitFor()
  await page.getByLabel('姓名').fill('吴秀英')
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
  await page.getByText('已恢复“桂湖街道”').waitFor()
  await both(fresh, '已恢复')
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
  await importBundles(district, await exportBundle(fresh))
  await goTo(district.page, '首页')
  await goTo(district.page, 'U盘交换')
  const computers = district.page.getByRole('region', { name: '电脑', exact: true })
  await computers.getByText(/由 桂湖街道A[A-Z]{2} 接替/).waitFor()
})

test('a lost laptop is ended by the district, with a reason, and its file is then refused in words', async () => {
  const { page } = district
  const sent = await exportBundle(street)
  await goTo(page, '首页')
  await goTo(page, 'U盘交换')
  const computers = page.getByRole('region', { name: '电脑', exact: true })
  await computers
    .getByRole('button', { name: /^停用 / })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('原因').fill('11月20日丢失，已报案')
  await expectClean(district, join(output, '停用.png'))
  await dialog.getByRole('button', { name: '停用', exact: true }).click()
  await computers.getByText('11月20日丢失，已报案').waitFor()
  await district.choose(sent)
  // Nothing in the document hears a click on a field that stands nowhere, which could be collected while its dialog is open.
  await page.evaluate(() =>
    document.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'file')
        Object.assign(globalThis, { fieldStood: true })
    }),
  )
  await page.getByRole('button', { name: '选择文件' }).click()
  await page.getByText('发出这个文件的电脑已被停用').first().waitFor()
  expect(await page.evaluate(() => 'fieldStood' in globalThis)).toBe(true)
  expect(await page.locator('input[type=file]').count()).toBe(0)
  await page.getByRole('button', { name: '已与街道核实，查看内容' }).waitFor()
  await both(district, 'U盘交换')
})

test('a district that was restored lets a laptop in again that joined after its backup was made', async () => {
  const backup = await backUp(district)
  const later = await start('later')
  await joinDistrict(later, await makeJoinFile(district, '桂湖街道', 'B'), '李晚到')
  await importBundles(district, await exportBundle(later))
  await importBundles(later, await exportBundle(district, '桂湖街道B'))
  const moved = await start('moved')
  const { page } = moved
  await page.getByRole('button', { name: '从备份恢复' }).click()
  await moved.choose(backup)
  await page.getByRole('button', { name: '选择备份文件' }).click()
  await page.getByText(/\.ybk/).waitFor()
  await page.getByLabel('姓名').fill('周永贵')
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '开始使用' }).click()
  const sent = await exportBundle(later)
  await goTo(page, 'U盘交换')
  await moved.choose(sent)
  await page.getByRole('button', { name: '选择文件' }).click()
  await page.getByText('本机已没有它的登记').first().waitFor()
  await both(moved, '不记得的电脑')
  await page.getByRole('button', { name: '已与街道核实，重新认可这台电脑' }).click()
  await page.getByRole('table', { name: '导入预览' }).waitFor()
  await page.getByRole('button', { name: '确认导入' }).click()
  await page
    .getByRole('table', { name: '导入结果' })
    .getByRole('cell', { name: '桂湖街道B', exact: true })
    .waitFor()
})

test('two laptops from one joining file: a manager lets the second in, or it takes a fresh file', async () => {
  const { page } = district
  const file = await makeJoinFile(district, '桂湖街道', 'C')
  const [first, second, third] = [await start('first'), await start('second'), await start('third')]
  for (const laptop of [first, second, third]) await joinDistrict(laptop, file, '陈一机')
  await importBundles(district, await exportBundle(first))
  // Another file for a letter that is promised is written only when that is wanted.
  const fresh = await makeJoinFile(district, '桂湖街道', 'E')
  await pick(page, page.getByRole('combobox', { name: '街道' }), '桂湖街道')
  await page.getByRole('combobox', { name: '电脑代号' }).click()
  await page.locator('.ant-select-item-option', { hasText: 'E 机' }).click()
  await page.getByRole('button', { name: '生成接入文件' }).click()
  await page.getByText('E 机的接入文件已经写过一份').first().waitFor()
  await both(district, '代号已有接入文件')
  await page.getByRole('button', { name: '不生成' }).click()

  await importBundles(district, await exportBundle(second)).then((text) =>
    expect(text).toMatch(/桂湖街道[BD]/),
  )

  await goTo(third.page, 'U盘交换')
  await third.choose(fresh)
  await third.page.getByRole('button', { name: '选择新的接入文件' }).click()
  await third.page.getByText(/\.ybj/).waitFor()
  await third.page.getByLabel('新的接入口令').fill(joinPassphraseOf(fresh))
  await both(third, '重新接入')
  await third.page.getByRole('button', { name: '重新接入', exact: true }).click()
  await third.page.getByText('已换用新的接入文件，电脑代号 E').waitFor()
  await goTo(third.page, '首页')
  await importBundles(district, await exportBundle(third))
})

test('one more computer of the district’s office comes in, with the letter that is offered', async () => {
  const desk = await start('desk')
  await joinDistrict(desk, await makeJoinFile(district, '示范区司法局'), '郑二机')
  await desk.page.getByText('示范区司法局（B 机）').waitFor()
  await both(desk, '区级第二台电脑')
  await goTo(desk.page, 'U盘交换')
  await desk.page.getByRole('heading', { name: '本机核对词' }).waitFor()
  await both(desk, '区级第二台电脑等准入')
  await importBundles(district, await exportBundle(desk, '示范区司法局'))
  await importBundles(desk, await exportBundle(district, '示范区司法局B'))
  await goTo(desk.page, 'U盘交换')
  await desk.page.getByRole('heading', { name: '本机核对词' }).waitFor({ state: 'detached' })
  await both(desk, '区级第二台电脑已准入')
  await addUnit(desk.page, { name: '杏花村', level: '村', parent: '桂湖街道' })
  await importBundles(district, await exportBundle(desk, '示范区司法局'))
  const { rows } = await callEngine(district.page, 'records.list', { kind: 'unit' })
  expect(rows.map(({ title }) => title)).toEqual(expect.arrayContaining([expect.stringContaining('杏花村')]))
})

test('a laptop is handed over to a successor, who is signed in', async () => {
  const { page } = street
  await goTo(page, '设置')
  await page.getByRole('button', { name: '办理交接' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('接交人姓名').fill('陈接任')
  await dialog.getByLabel('接交人口令', { exact: true }).fill('接任以后的新口令')
  await dialog.getByLabel('再输一遍接交人口令').fill('接任以后的新口令')
  await dialog.getByLabel('您自己的口令').fill(passphrase)
  await expectClean(street, join(output, '人员交接.png'))
  await dialog.getByRole('button', { name: '交接并打印交接单' }).click()
  await page.getByText('吴秀英 已交接给 陈接任').waitFor()
  expect(await callEngine(page, 'profile.state', {})).toMatchObject({
    user: { name: '陈接任', role: 'admin' },
  })
})

test('these screens complain about nothing', () => {
  for (const screen of screens) expect(screen.complaints).toEqual([])
})
