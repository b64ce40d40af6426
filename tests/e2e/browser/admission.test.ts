import { join } from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { callEngine } from '../../support/desks/engine-call'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import {
  addUnit,
  exportBundle,
  foundDistrict,
  goTo,
  joinDistrict,
  makeJoinFile,
  passphrase,
} from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { layTable, type OpenScreen, outputFolder, type Screen } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('admission')
const table = layTable()
let browser: Browser
let open: OpenScreen
let district: Screen
const screens: Screen[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  open = browserScreens(browser)
  district = await start('district')
  await foundDistrict(district.page, '示范区司法局', '周永贵')
  await addUnit(district.page, { name: '桂湖街道', level: '街道（乡镇）', parent: '示范区司法局' })
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
const wordsIn = (list: Locator): Promise<string[]> => list.getByRole('listitem').allInnerTexts()

/** Chooses a file at the district, which then waits. */
async function bring(file: string): Promise<void> {
  const { page } = district
  await goTo(page, '首页')
  await goTo(page, 'U盘交换')
  await district.choose(file)
  await page.getByRole('button', { name: '选择文件' }).click()
  await page.getByText('现在只存放、不导入').waitFor()
  await page.getByRole('button', { name: '确认导入' }).click()
  await page.getByText('U盘可以取走').first().waitFor()
}

let street: Screen
let own: string[]

test('a computer that says other words than the one at the telephone stays outside', async () => {
  const { page } = district
  const joining = await makeJoinFile(district, '桂湖街道', 'A')
  street = await start('street')
  const stranger = await start('stranger')
  for (const laptop of [street, stranger]) await joinDistrict(laptop, joining, '吴秀英')
  await goTo(street.page, 'U盘交换')
  await street.page.getByRole('heading', { name: '本机核对词' }).waitFor()
  await both(street, '本机核对词')
  own = await wordsIn(street.page.getByRole('list', { name: '本机核对词' }))
  expect(own).toHaveLength(8)

  await bring(await exportBundle(stranger))
  const newcomers = page.getByRole('region', { name: '新电脑准入' })
  const words = newcomers.getByRole('list', { name: '桂湖街道A 的核对词' })
  expect(await wordsIn(words)).not.toEqual(own)
  await newcomers.getByRole('button', { name: '不一致，拒绝' }).click()
  await page.getByRole('dialog').getByText('拒绝 桂湖街道A？').waitFor()
  await expectClean(district, join(output, '拒绝.png'))
  await page.getByRole('dialog').getByRole('button', { name: '拒绝', exact: true }).click()
  await newcomers.waitFor({ state: 'detached' })
  await district.choose(await exportBundle(stranger))
  await page.getByRole('button', { name: '选择文件' }).click()
  await page.getByText('核对时不一致').first().waitFor()
  await expectClean(district, join(output, '已拒绝.png'))
})

test('a new computer is let in by two people who compare eight words, and its file goes in', async () => {
  const { page } = district
  const newcomers = page.getByRole('region', { name: '新电脑准入' })
  const words = newcomers.getByRole('list', { name: '桂湖街道A 的核对词' })
  await bring(await exportBundle(street))
  expect(await wordsIn(words)).toEqual(own)
  await both(district, '新电脑准入')
  await newcomers.getByRole('button', { name: '一致，准入' }).click()
  await newcomers.getByRole('table', { name: '导入结果' }).waitFor()
  await expectClean(district, join(output, '已准入.png'))
  await page.getByRole('region', { name: '电脑', exact: true }).getByText('桂湖街道A').waitFor()
})

test('who only enters records keeps the file for a manager, and has no button to let anybody in', async () => {
  const { page } = district
  const late = await start('late')
  await joinDistrict(late, await makeJoinFile(district, '桂湖街道', 'B'), '李晚到')
  const file = await exportBundle(late)
  await callEngine(page, 'users.add', { name: '王录入', role: 'entry', passphrase })
  await page.getByRole('button', { name: '锁定', exact: true }).click()
  await page.getByLabel('用户', { exact: true }).click()
  await page.locator('.ant-select-item-option', { hasText: '王录入' }).click()
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('button', { name: '锁定', exact: true }).waitFor()
  await bring(file)
  const newcomers = page.getByRole('region', { name: '新电脑准入' })
  await newcomers.getByText('要由有管理权限的人登录后核对').waitFor()
  expect(await newcomers.getByRole('button').count()).toBe(0)
  await expectClean(district, join(output, '录入看到的.png'))
})
