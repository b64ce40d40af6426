import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import {
  addStreet,
  type Exported,
  logAll,
  month,
  type Story,
  type Street,
  startDistrict,
} from '../../support/desks/cli-story'
import { fileNeeds } from '../../support/machine/needs'
import { sessionOf } from '../../support/records/month'
import { goTo, passphrase } from '../../support/screens/clerk'
import { type DesktopScreen, openDesktop, spawnDesktop } from '../../support/screens/desktop'

fileNeeds('window')

type Bridge = { invoke(channel: string, payload: unknown): Promise<unknown> }
declare const window: Window & { readonly yuanba: Bridge }

let story: Story
let street: Street
/** A file of the street for the district, and its name on the screen. */
let bundle: string
let bundleName: string
let screen: DesktopScreen | undefined

beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  await logAll(story.desk, street, [sessionOf(street.villages[0] ?? '', month, 1)])
  bundle = (await street.laptop.json<Exported>('export', '--to', story.stick)).file
  bundleName = bundle.split('/').at(-1) ?? ''
})
afterEach(async () => {
  await screen?.close()
  screen = undefined
})
afterAll(() => story.desk.clear())

const profile = (): string => story.district.profile

async function open(at: string, ...words: readonly string[]): Promise<DesktopScreen> {
  mkdirSync(dirname(at), { recursive: true })
  screen = await openDesktop(at, story.stick, words)
  return screen
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '登录' }).click()
}

/** Starts the program once more over the same profile, as a double click does, and waits until that start has ended. */
async function startAgain(...words: readonly string[]): Promise<void> {
  const [code] = await once(spawnDesktop(profile(), { words }), 'exit')
  expect(code).toBe(0)
}

const preview = (page: Page) => page.getByRole('table', { name: '导入预览' })

/** What still waits for a screen, as the page is told. */
const waiting = (page: Page) => page.evaluate(() => window.yuanba.invoke('files.waiting', {}))

describe('a file that the program is started with', () => {
  it('waits until somebody has signed in, and is then chosen and previewed', async () => {
    const { page } = await open(profile(), bundle)
    await page.getByText(`登录后接着打开“${bundleName}”。`).waitFor()
    await signIn(page)
    await page.getByRole('heading', { level: 1, name: 'U盘交换' }).waitFor()
    expect(await preview(page).innerText()).toContain(bundleName)
    expect(await waiting(page)).toEqual([])
    // Looked at, not taken in: that is for a person to say.
    await page.getByRole('button', { name: '确认导入' }).waitFor()
  })

  it('is read as a joining file where there is no profile yet, and one click later the computer belongs to its street', async () => {
    const file = story.desk.path('接入-云锦街道-B.ybj')
    const secret = ['--join-passphrase-file', story.joinPassphraseFile]
    await story.district.json('join-file', '--scope', '云锦街道', '--letter', 'B', '--out', file, ...secret)
    const { page } = await open(story.desk.path('new', 'profile'), file)
    await page.getByRole('heading', { level: 1, name: '读取接入文件' }).waitFor()
    await page.getByText('接入-云锦街道-B.ybj').waitFor()
    await page.getByLabel('接入口令').fill(readFileSync(story.joinPassphraseFile, 'utf8').trim())
    await page.getByLabel('您的姓名').fill('李秀英')
    await page.getByLabel('口令', { exact: true }).fill(passphrase)
    await page.getByLabel('再输一遍口令').fill(passphrase)
    await page.getByRole('button', { name: '接入', exact: true }).click()
    await page.getByText('云锦街道（B 机）').waitFor()
  })

  it('is said to wait where it carries data and there is no profile yet', async () => {
    const { page } = await open(story.desk.path('empty', 'profile'), bundle)
    await page.getByText(`“${bundleName}”是数据交换文件`).waitFor()
    expect(await waiting(page)).toEqual([bundleName])
  })
})

describe('a file that is opened while the window is there', () => {
  it('brings the window to U盘交换 with that file, each time, and none of what else the command line says', async () => {
    const { page, app } = await open(profile())
    await signIn(page)
    await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()

    await startAgain(join(story.stick, '没有.ybb'), '/etc/passwd', story.stick, '--remote-debugging-port=0')
    expect(await waiting(page)).toEqual([])
    await page.getByRole('heading', { level: 1, name: '首页' }).waitFor()

    await startAgain(bundle)
    await page.getByRole('heading', { level: 1, name: 'U盘交换' }).waitFor()
    expect(await preview(page).innerText()).toContain(bundleName)

    await page.getByRole('button', { name: '取消' }).click()
    await preview(page).waitFor({ state: 'detached' })
    // Already on that page; by address this time, as some file managers hand it over.
    await startAgain(pathToFileURL(bundle).href)
    await preview(page).waitFor()
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('is answered with a sentence where it is a joining file and the computer has its profile', async () => {
    const { page } = await open(profile())
    await signIn(page)
    await goTo(page, '首页')
    await startAgain(story.desk.path('接入-云锦街道-A.ybj'))
    await page.getByText('“接入-云锦街道-A.ybj”是接入文件').waitFor()
    await page.getByText('没有读取它').waitFor()
    expect(await waiting(page)).toEqual([])
  })
})

it('no page gets a path, and the channels take nothing', async () => {
  const { page } = await open(story.desk.path('third', 'profile'), bundle)
  const answers = await page.evaluate(async () => {
    const refused = (channel: string) =>
      window.yuanba.invoke(channel, { path: '/etc/passwd' }).then(
        () => 'answered',
        (error: unknown) => String(error),
      )
    return {
      refused: [await refused('files.take'), await refused('files.waiting')],
      taken: await window.yuanba.invoke('files.take', {}),
    }
  })
  for (const text of answers.refused) expect(text).toContain('call.invalid')
  expect(JSON.stringify(answers.taken)).toContain(bundleName)
  expect(JSON.stringify(answers.taken)).not.toContain(story.stick)
})
