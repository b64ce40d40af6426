import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Example, makeExample } from '../../support/desks/example'
import { fileNeeds } from '../../support/machine/needs'
import { axeFindings } from '../../support/screens/axe'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { goTo, passphrase, signIn } from '../../support/screens/clerk'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { layTable, outputFolder, type Screen } from '../../support/screens/screen'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('screens')
const sizes = [100, 150] as const
let browser: Browser
let example: Example
let screen: Screen

beforeAll(async () => {
  browser = await launchBrowser()
  example = await makeExample(600, thisMonth().slice(0, 4))
  screen = await browserScreens(browser)(example.profile, example.desk.path('stick'))
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  example?.desk.clear()
})

/** The screen is readable by all and nothing of it is cut off, in tables neither; a picture is kept. */
const look = (of: Screen, name: string): Promise<void> => expectClean(of, join(output, `${name}.png`), null)

describe.each(sizes)('every screen at %i %% type on a 1366×768 screen', (size) => {
  it('first start: readable by all, nothing cut off', async () => {
    const table = layTable()
    const fresh = await browserScreens(browser)(table.path('profile'), table.path('stick'))
    await fresh.page.getByRole('heading', { level: 1 }).waitFor()
    await setTypeSize(fresh, size)
    await look(fresh, `${size}-第一次使用`)
    await fresh.page.getByRole('button', { name: '新建区级单位' }).click()
    await look(fresh, `${size}-新建区级单位`)
    await fresh.page.getByRole('button', { name: '返回' }).click()
    await fresh.page.getByRole('button', { name: '读取接入文件' }).click()
    await look(fresh, `${size}-读取接入文件`)
    await fresh.close()
    table.clear()
  })

  it('sign-in, with a wrong passphrase answered in words', async () => {
    const { page } = screen
    if (size !== sizes[0]) {
      await goTo(page, '首页')
      await page.getByRole('button', { name: '锁定' }).click()
    }
    await page.getByLabel('口令').waitFor()
    await setTypeSize(screen, size)
    await look(screen, `${size}-登录`)
    await page.getByLabel('口令').fill(`${passphrase}错`)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('用户名或口令不对').waitFor()
    await look(screen, `${size}-口令不对`)
    await signIn(page)
  })

  it.each([
    '首页',
    '院坝会',
    '普法宣传活动',
    '月报',
    'U盘交换',
    '核对',
    '普法小分队',
    '队员',
    '法律明白人',
    '单位',
    '设置',
  ])('%s', async (name) => {
    await goTo(screen.page, name)
    if (name === '月报') {
      await screen.page.getByRole('region', { name: 'A4 预览' }).locator('.page').first().waitFor()
    }
    await look(screen, `${size}-${name}`)
  })

  it('a form, its problems, and the record that came of it', async () => {
    const { page } = screen
    await goTo(page, '单位')
    await page.keyboard.press('Control+n')
    const form = page.getByRole('form', { name: '单位登记表' })
    await form.waitFor()
    await look(screen, `${size}-新建单位`)
    await form.getByRole('button', { name: '保存', exact: true }).click()
    await form.getByRole('alert').first().waitFor()
    await look(screen, `${size}-需要改正`)
    await goTo(page, '院坝会')
    const grid = page.getByRole('grid', { name: '院坝会列表' })
    // Enter opens the row that has the cursor; before the list has come there is none.
    await grid.locator('tbody').getByRole('row').first().waitFor()
    await grid.locator('tr.marked').waitFor()
    await grid.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await grid.waitFor({ state: 'detached' })
    await look(screen, `${size}-院坝会详情`)
  })
})

describe('all screens together', () => {
  it('are looked at by an axe that finds what is wrong', async () => {
    await screen.page.evaluate(() => document.querySelector('main')?.append(document.createElement('img')))
    expect(await axeFindings(screen.page)).toEqual([expect.stringMatching(/^image-alt: /)])
  })

  it('ask nothing of any other machine, and complain about nothing', () => {
    expect(
      screen.requests.filter((address) => !/^(http:\/\/127\.0\.0\.1:\d+\/|blob:|data:)/.test(address)),
    ).toEqual([])
    expect(screen.complaints).toEqual([])
  })
})
