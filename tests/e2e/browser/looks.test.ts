import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { palettePages } from '../../../renderer/shell/places'
import { type Example, makeExample } from '../../support/desks/example'
import { fileNeeds } from '../../support/machine/needs'
import { browserScreens, launchBrowser } from '../../support/screens/browser'
import { signIn } from '../../support/screens/clerk'
import { expectClean, expectCleanInAllColours, setTypeSize } from '../../support/screens/look'
import { outputFolder, type Screen, settled } from '../../support/screens/screen'
import { thisMonth } from '../../support/screens/story'

fileNeeds('chromium', 'chinese-font')

const output = outputFolder('looks')
let browser: Browser
let example: Example
let screen: Screen
/** Addresses of screens that show one record, or two, by the name of their pictures. */
let ofRecords: ReadonlyMap<string, string>

beforeAll(async () => {
  browser = await launchBrowser()
  example = await makeExample(300, thisMonth().slice(0, 4))
  ofRecords = await addressesOfRecords(example)
  screen = await browserScreens(browser)(example.profile, example.desk.path('stick'))
  await signIn(screen.page)
})
afterAll(async () => {
  await screen?.close()
  await browser?.close()
  example?.desk.clear()
})

async function addressesOfRecords({ desk }: Example): Promise<ReadonlyMap<string, string>> {
  const district = desk.laptop('district')
  const first = async (kind: string): Promise<Record<string, unknown>> =>
    (
      await district.json<{ rows: Record<string, unknown>[] }>(
        'record',
        'list',
        '--kind',
        kind,
        '--limit',
        '1',
      )
    ).rows[0] ?? {}
  const session = await first('courtyard-session')
  const aid = await first('legal-aid-case')
  const { unit } = session.body as { unit: string }
  const lead = JSON.stringify({
    date: `${thisMonth()}-01`,
    unit,
    source: 'visit',
    people: 2,
    amount: 500_000,
    employer: '宏达建筑有限公司',
  })
  const add = () =>
    district.json<{ ids: string[] }>('record', 'add', '--kind', 'wage-arrears-lead', '--data', lead)
  const [[one = ''], [other = '']] = [(await add()).ids, (await add()).ids]
  return new Map([
    ['列表', '/k/courtyard-session'],
    ['列表-基础资料', '/k/team'],
    ['新建院坝会', '/k/courtyard-session/new'],
    ['新建法律援助案件', '/k/legal-aid-case/new'],
    ['详情', `/k/courtyard-session/${session.id}`],
    ['详情-法律援助案件', `/k/legal-aid-case/${aid.id}`],
    ['修改', `/k/wage-arrears-lead/${one}/edit`],
    ['合并', `/k/wage-arrears-lead/${one}/merge/${other}`],
    ['打印记录', `/k/courtyard-session/print?ids=${session.id}`],
    ['单位', `/k/unit/${unit}`],
  ])
}

/** Opens an address and waits until its screen stands. */
async function open(address: string): Promise<void> {
  const { page } = screen
  await page.goto(`${page.url().split('#')[0]}#${address}`)
  await page.waitForFunction((path) => location.hash.startsWith(`#${path}`), address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await settled(page)
  await page.waitForFunction(() => !/正在(绘图|比对|统计)…/.test(document.body.innerText))
}

/** Every page of the palette but the lists of kinds, which one list stands for. */
const pages = palettePages.filter(({ path }) => !path.startsWith('/k/'))

test.each(pages.map(({ label, path }) => [label, path] as const))(
  '%s is readable in all colours',
  async (label, path) => {
    await open(path)
    await expectCleanInAllColours(screen, output, label.replaceAll('/', '-'))
  },
)

test('screens of one record are readable in all colours', async () => {
  for (const [name, address] of ofRecords) {
    await open(address)
    await expectCleanInAllColours(screen, output, name)
  }
})

test('what opens over a list is readable in all colours: views, filters, columns, many at once', async () => {
  const { page } = screen
  await open('/k/courtyard-session')
  const grid = page.getByRole('grid', { name: '院坝会列表' })
  await grid.locator('tr.marked').waitFor()
  for (const name of ['视图', '筛选', '显示']) {
    await page.getByRole('button', { name, exact: true }).click()
    await expectCleanInAllColours(screen, output, `列表-${name}`)
    await page.getByRole('button', { name, exact: true }).click()
  }
  await grid.focus()
  await page.keyboard.press('Space')
  await expectCleanInAllColours(screen, output, '列表-已选')
  await page.getByRole('button', { name: '修改一项' }).click()
  await page.getByRole('dialog').waitFor()
  await expectCleanInAllColours(screen, output, '列表-修改一项')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('xie')
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  await expectCleanInAllColours(screen, output, '搜索')
  await page.keyboard.press('Escape')
})

test('every part of the settings is readable in all colours', async () => {
  const { page } = screen
  await open('/settings')
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    await expectCleanInAllColours(screen, output, `设置-${await tab.innerText()}`)
  }
})

test.each([125, 150] as const)('at %i %% nothing is cut off, on a wide screen too', async (size) => {
  const { page } = screen
  await setTypeSize(screen, size)
  const all = [...pages.map(({ label, path }) => [label, path] as const), ...ofRecords]
  for (const [name, address] of all) {
    await open(address)
    await expectClean(screen, join(output, `${name.replaceAll('/', '-')}-${size}.png`))
  }
  await setTypeSize(screen, 100)
  await page.setViewportSize({ width: 1920, height: 1080 })
  for (const [name, address] of size === 125 ? all : []) {
    await open(address)
    await page.screenshot({ path: join(output, `${name.replaceAll('/', '-')}-1920.png`) })
  }
  await page.setViewportSize({ width: 1366, height: 768 })
})

test('nothing was complained about', () => {
  expect(screen.complaints).toEqual([])
})
