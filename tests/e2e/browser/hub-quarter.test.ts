import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { settleFigures } from '../../../electron/hub/figures/settle'
import { openStore } from '../../../electron/hub/store/open-store'
import type { Store } from '../../../electron/hub/store/store'
import { type Pair, pair } from '../../support/desks/pair'
import { trusting } from '../../support/hub/certificate'
import { type Cluster, startCluster } from '../../support/hub/cluster'
import { countingHub } from '../../support/hub/hubs'
import { beginQuarter, handIn, liveMonth, type Quarter, typedSums } from '../../support/hub/quarter'
import { hubPassphrase } from '../../support/hub/region'
import { type ServedHub, serveByCommand } from '../../support/hub/serve'
import { fileNeeds } from '../../support/machine/needs'
import { launchBrowser } from '../../support/screens/browser'
import { outputFolder, patience } from '../../support/screens/screen'

fileNeeds('chromium', 'chinese-font', 'postgres')

const output = outputFolder('hub-quarter')
const address = '河口街道李家村三组 18 号'
const opened: Store[] = []
let cluster: Cluster
let stories: Pair[] = []
let quarter: Quarter
let household: string
let hub: ServedHub
let browser: Browser

beforeAll(async () => {
  cluster = await startCluster()
  const open = async (database: string): Promise<Store> => {
    const store = await openStore({ database })
    opened.push(store)
    return store
  }
  const top = await cluster.newDatabase()
  stories = [await pair(), await pair(100)]
  const city = await countingHub(await open(await cluster.newDatabase()))
  const province = await countingHub(await open(top), 'province', '示范省', 78)
  quarter = await beginQuarter(stories, city, province)
  for (const month of [1, 2, 3]) {
    const [story] = stories
    if (month === 3 && story)
      household = await story.a.save('demonstration-household', {
        name: '张三丰',
        unit: story.units.peach,
        group: address,
        from: '2027-03-01',
      })
    await handIn(quarter, await liveMonth(quarter, 2027, month))
  }
  await settleFigures(province.store)
  hub = await serveByCommand(top, province.folder)
  browser = await launchBrowser(trusting(hub.cert))
})
afterAll(async () => {
  await browser?.close()
  await hub?.stop()
  for (const story of stories) await story.close()
  for (const store of opened) await store.close()
  await cluster?.stop()
})

test('a leader opens the province’s month over HTTPS, and goes down by city, district and street to a village’s masked record', async () => {
  const telephone = await hub.addAccount('李主任', 'review', quarter.province.keys.site.unit)
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  await page.goto(hub.origin)
  await page.getByLabel('用户名').fill('李主任')
  await page.getByLabel('口令', { exact: true }).fill(hubPassphrase)
  await page.getByLabel('验证码').fill(telephone.code())
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('示范省主要数据').waitFor()
  await page.goto(`${hub.origin}/#/?period=2027-03`)
  const { attendance } = typedSums(quarter, '2027-03')
  await page.getByRole('row', { name: new RegExp(`^示范市.* ${attendance} `) }).waitFor()
  await page.getByRole('link', { name: /^院坝会 \d+ 条$/ }).waitFor()
  await page.screenshot({ path: join(output, 'province.png'), fullPage: true })
  await page.getByRole('link', { name: '示范市', exact: true }).click()
  // Two districts of the same name, as founded: the one with the household is the first’s.
  for (const { units } of stories) await page.locator(`.unit-links a[href$="${units.district}"]`).waitFor()
  const [first] = stories
  for (const unit of [first?.units.district, first?.units.east, first?.units.peach])
    await page.locator(`.unit-links a[href$="${unit}"]`).click()
  await page.getByRole('link', { name: /^学法用法示范户 1 条$/ }).click()
  await page.getByText('共 1 条').waitFor()
  await page.goto(`${hub.origin}/#/k/demonstration-household/${household}`)
  await page.getByRole('button', { name: '返回列表' }).waitFor()
  await page.getByRole('button', { name: /显示/ }).first().waitFor()
  expect(await page.content()).not.toContain(address)
  await page.screenshot({ path: join(output, 'record.png'), fullPage: true })

  // Which street owes the month: of the province by city and district, from what laptops handed in at their districts.
  await page.goto(`${hub.origin}/#/readiness?period=2027-03`)
  await page.getByRole('table').getByRole('link', { name: '示范市', exact: true }).click()
  await page.locator(`.street-table a[href$="${first?.units.district}"]`).click()
  await page.getByRole('row', { name: /^西街街道 已报一部分.*西街街道A：第 \d+ 批/ }).waitFor()
  await page.screenshot({ path: join(output, 'streets.png'), fullPage: true })
})
