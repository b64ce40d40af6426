import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import {
  addUnit,
  foundDistrict,
  goTo,
  joinDistrict,
  makeJoinFile,
  passphrase,
} from '../../support/screens/clerk'
import { drawn, holdAnswers } from '../../support/screens/held-answers'
import { expectClean, setTypeSize } from '../../support/screens/look'
import { layTable, type OpenScreen, outputFolder, type Screen, until } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('recover')
const table = layTable()
const words = '换成一句新的话了'
let browser: Browser
let open: OpenScreen
let district: Screen
let street: Screen
let recoveryKey: string
const screens: Screen[] = []

async function start(name: string): Promise<Screen> {
  const screen = await open(table.path(`${name}/profile`), table.path(`stick-${name}`))
  screens.push(screen)
  return screen
}

beforeAll(async () => {
  browser = await launchBrowser()
  open = browserScreens(browser)
  district = await start('district')
  recoveryKey = await foundDistrict(district.page, '示范区司法局', '周永贵')
  await addUnit(district.page, { name: '桂湖街道', level: '街道（乡镇）', parent: '示范区司法局' })
  const joining = await makeJoinFile(district, '桂湖街道', 'A')
  street = await start('street')
  await joinDistrict(street, joining, '吴秀英')
})
afterAll(async () => {
  for (const screen of screens) await screen.close()
  await browser?.close()
  table.clear()
})

const look = async (screen: Screen, name: string): Promise<void> => {
  for (const size of [150, 100] as const) {
    await setTypeSize(screen, size)
    await expectClean(screen, join(output, `${size}-${name}.png`))
  }
}

test('the only clerk asks the district by a file, hears eight words, and comes in with the answer', async () => {
  const { page } = street
  const state = Promise.withResolvers<void>()
  await page.route('**/rpc', async (route) => {
    if (route.request().postData()?.includes('"name":"recovery.state"')) await state.promise
    await route.continue()
  })
  await page.getByRole('button', { name: '锁定' }).click()
  await page.getByRole('button', { name: '忘记口令' }).click()
  await page.getByText('忘记口令，请先联系本机的管理').waitFor()
  // Until the engine has said which way there is, no form stands that its answer would take away with what was typed.
  expect(await page.getByLabel('您的姓名').count()).toBe(0)
  state.resolve()
  await page.getByLabel('您的姓名').fill('吴秀英')
  await page.getByLabel('口令', { exact: true }).fill(words)
  await page.getByLabel('再输一遍口令').fill(words)
  await look(street, '写申请')
  await page.getByRole('button', { name: '写申请', exact: true }).click()
  const earlier = await street.received(/\.ybq$/)
  const own = page.getByRole('list', { name: '申请的核对词' })
  await own.waitFor()
  await look(street, '等待答复')
  const first = await own.getByRole('listitem').allInnerTexts()

  // The words of a request that another one has replaced are not to be read out, however late the new ones come.
  await page.getByRole('button', { name: '重新写申请' }).click()
  await page.getByLabel('您的姓名').fill('吴秀英')
  await page.getByLabel('口令', { exact: true }).fill(words)
  await page.getByLabel('再输一遍口令').fill(words)
  const held = await holdAnswers(page, 'recovery.state')
  await page.getByRole('button', { name: '写申请', exact: true }).click()
  await held.came
  await drawn(page)
  expect(await own.count()).toBe(0)
  held.release()
  await own.waitFor()
  const heard = await own.getByRole('listitem').allInnerTexts()
  expect(heard).not.toEqual(first)
  const request = await until('the newer request', async () => {
    const file = await street.received(/\.ybq$/)
    return file === earlier ? undefined : file
  })

  const office = district.page
  await goTo(office, '设置')
  await office.getByRole('tab', { name: '恢复密钥' }).click()
  await district.choose(request)
  await office.getByRole('button', { name: '选择申请文件' }).click()
  await office.getByRole('textbox', { name: '恢复密钥' }).fill(recoveryKey)
  await office.getByRole('button', { name: '查看申请' }).click()
  const shown = office.getByRole('list', { name: '申请的核对词' })
  await shown.waitFor()
  expect(await shown.getByRole('listitem').allInnerTexts()).toEqual(heard)
  await look(district, '核对申请')
  await office.getByRole('button', { name: '一致，写答复' }).click()
  const answer = await district.received(/\.yba$/)
  await office.getByText('已写入并校验').first().waitFor()

  await street.choose(answer)
  await page.getByLabel('写申请时设的新口令').fill(words)
  await page.getByRole('button', { name: '读取答复文件' }).click()
  await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
  await page.unrouteAll({ behavior: 'wait' })
})

test('the district replaces its recovery key, sees who has not heard of it, and prints the new one', async () => {
  const { page } = district
  await page.getByLabel('您的口令').fill(passphrase)
  await look(district, '更换恢复密钥')
  await page.getByRole('button', { name: '更换恢复密钥' }).click()
  const shown = page.getByTestId('recovery-key')
  await shown.waitFor()
  expect((await shown.innerText()).replaceAll(/\s/g, '')).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/)
  expect((await shown.innerText()).replaceAll(/\s/g, '')).not.toBe(recoveryKey.replaceAll(/\s/g, ''))
  await page.getByRole('img', { name: '恢复密钥的二维码' }).waitFor()
  await look(district, '新的恢复密钥')
  await page.getByLabel('我已抄写或打印').check()
  await page.getByRole('button', { name: '继续' }).click()
  await page.getByText('现在的恢复密钥从').waitFor()
})
