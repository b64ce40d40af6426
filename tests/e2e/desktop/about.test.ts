import { fileNeeds } from '../../support/machine/needs'
import { foundDistrict, goTo } from '../../support/screens/clerk'
import { type DesktopScreen, openDesktop } from '../../support/screens/desktop'
import { layTable } from '../../support/screens/screen'

fileNeeds('window')

const table = layTable()
let screen: DesktopScreen

beforeAll(async () => {
  screen = await openDesktop(table.path('profile'), table.path('stick'))
  await foundDistrict(screen.page, '示范区司法局', '周永贵')
  await goTo(screen.page, '设置')
  await screen.page.getByRole('tab', { name: '关于' }).click()
})
afterAll(async () => {
  await screen.close()
  table.clear()
})

it('tells in the window which Electron, Chromium and Node run, and copies it without a permission', async () => {
  const { page, app } = screen
  const { electron, chrome, node } = await app.evaluate(() => process.versions)
  const about = page.getByRole('region', { name: '关于院坝普法台' })
  await about.getByText(`Electron ${electron}，Chromium ${chrome}`).waitFor()
  await about.getByText(`Node ${node}`).waitFor()
  await about.getByRole('button', { name: '复制' }).click()
  await page.getByText('已复制').waitFor()
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toContain(
    `资料所在文件夹：${table.path('profile')}`,
  )
})

it('lists Electron’s own licence and those of Chromium’s parts, out of the files beside the program', async () => {
  const { page } = screen
  const list = page.getByRole('list', { name: '许可证' })
  await page.getByLabel('查找许可证').fill('Electron')
  await list.getByText('Electron', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Electron全文', exact: true }).click()
  await list.getByText('Electron contributors').waitFor()
  await page.getByLabel('查找许可证').fill('abseil')
  await page.getByRole('button', { name: 'Abseil全文', exact: true }).click()
  await list.getByText('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION').first().waitFor()
})

it('hands those files over as plain text and nothing else of the program’s folder', async () => {
  const answers = await screen.page.evaluate(async () => {
    const found: Record<string, unknown> = {}
    for (const path of [
      'licenses/chromium.html',
      'licenses/electron.txt',
      'licenses/LICENSE',
      'licenses/',
      'LICENSES.chromium.html',
      'licenses/../resources.pak',
    ]) {
      const answer = await fetch(`app://bundle/${path}`)
      found[path] = [answer.status, answer.headers.get('content-type')?.split(';')[0]]
    }
    return found
  })
  expect(answers).toEqual({
    'licenses/chromium.html': [200, 'text/plain'],
    'licenses/electron.txt': [200, 'text/plain'],
    'licenses/LICENSE': [404, 'text/plain'],
    'licenses/': [404, 'text/plain'],
    'LICENSES.chromium.html': [404, 'text/plain'],
    'licenses/../resources.pak': [404, 'text/plain'],
  })
})
