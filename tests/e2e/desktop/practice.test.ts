import { existsSync } from 'node:fs'
import { fileNeeds } from '../../support/machine/needs'
import { goTo } from '../../support/screens/clerk'
import { type DesktopScreen, openDesktop } from '../../support/screens/desktop'
import { layTable, until } from '../../support/screens/screen'

fileNeeds('window')

const table = layTable()
const screens: DesktopScreen[] = []
afterAll(async () => {
  for (const screen of screens) await screen.close()
  table.clear()
})

async function open(...words: string[]): Promise<DesktopScreen> {
  const screen = await openDesktop(table.path('profile'), table.path('stick'), words)
  screens.push(screen)
  return screen
}

const titleOf = ({ app }: DesktopScreen): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '')

test('a window to practise in is a program of its own over a folder of its own, and says so; the other window leads to it', async () => {
  const profile = table.path('profile')
  const practice = await open('--practice')
  await practice.page.getByRole('button', { name: '开始练习' }).click()
  await practice.page.getByRole('heading', { level: 1, name: '首页' }).waitFor()
  await goTo(practice.page, '院坝会')
  await practice.page.getByRole('complementary', { name: '练习' }).waitFor()
  await until('the window to be marked', async () =>
    (await titleOf(practice)).startsWith('练习 · ') ? true : undefined,
  )
  expect([existsSync(`${profile}-practice/profile.db`), existsSync(`${profile}/profile.db`)]).toEqual([
    true,
    false,
  ])

  // Both are open at once; asked for again, the one that is there comes to the front.
  const own = await open()
  await own.page.getByRole('button', { name: '新建区级单位' }).waitFor()
  expect(await titleOf(own)).not.toContain('练习')
  await practice.app.evaluate(({ app }) => {
    Object.assign(globalThis, { calls: 0 })
    app.on('second-instance', () => {
      Object.assign(globalThis, { calls: 1 })
    })
  })
  await own.page.getByRole('button', { name: '打开练习资料' }).click()
  await until('the practice window to be called', async () =>
    (await practice.app.evaluate(() => (globalThis as { calls?: number }).calls)) === 1 ? true : undefined,
  )
  expect([practice.complaints, own.complaints]).toEqual([[], []])
})
